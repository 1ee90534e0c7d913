package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.adapters.scim.Finder.Finding;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Value;
import homeroom.support.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates, changes and deactivates accounts, each only after looking at what is there. */
final class Accounts {

  private static final String ACTIVE = "active";

  private final ScimApi api;
  private final Writer writer;
  private final ScimPaths paths;
  private final Finder finder;
  private final ReadBack readBack;

  Accounts(ScimApi api, Writer writer, ScimPaths paths) {
    this.api = api;
    this.writer = writer;
    this.paths = paths;
    this.finder = new Finder(api);
    this.readBack = new ReadBack(api);
  }

  /** Makes an account be there with the payload. */
  Outcome upsert(Delivery delivery) throws AdapterFailure {
    Map<ScimPath, Value> payload = values(delivery, delivery.payload().keySet());
    Optional<Account> known = known(delivery);
    if (known.isPresent()) {
      return change(known.get(), wanted(delivery, known.get()));
    }
    return switch (finder.find(delivery)) {
      case Finding.Found(Account account) -> change(account, adopted(delivery, account));
      case Finding.Absent _ -> create(delivery, payload);
      case Finding.Taken _ -> new Failed(Refusals.taken());
      case Finding.Ambiguous _ -> new Failed(Refusals.ambiguous());
    };
  }

  /** Makes an account inactive; erasing it is left to the provider's people. */
  Outcome deactivate(Delivery delivery) throws AdapterFailure {
    Optional<Account> known = known(delivery);
    if (known.isEmpty() && delivery.remoteId().isPresent() && delivery.payload().isEmpty()) {
      return new Applied(Effect.DELETED, delivery.remoteId());
    }
    Finding finding = known.isPresent() ? new Finding.Found(known.get()) : finder.find(delivery);
    return switch (finding) {
      case Finding.Found(Account account) ->
          deleted(change(account, Map.of(paths.path(ACTIVE), Value.flag(false))));
      case Finding.Absent _ -> new Applied(Effect.DELETED, Optional.empty());
      case Finding.Taken _ -> new Applied(Effect.DELETED, Optional.empty());
      case Finding.Ambiguous _ -> new Failed(Refusals.ambiguous());
    };
  }

  private static Outcome deleted(Outcome outcome) {
    return outcome instanceof Applied applied
        ? new Applied(Effect.DELETED, applied.remoteId())
        : outcome;
  }

  private Optional<Account> known(Delivery delivery) throws AdapterFailure {
    return delivery.remoteId().isPresent() ? api.read(delivery.remoteId().get()) : Optional.empty();
  }

  private Map<ScimPath, Value> values(Delivery delivery, Set<String> names) throws AdapterFailure {
    Map<ScimPath, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, Value> entry : delivery.payload().entrySet()) {
      if (names.contains(entry.getKey())) {
        values.put(paths.path(entry.getKey()), entry.getValue());
      }
    }
    return values;
  }

  /** What an account that the hub knows shall hold: what changed, and being active again. */
  private Map<ScimPath, Value> wanted(Delivery delivery, Account account) throws AdapterFailure {
    Map<ScimPath, Value> wanted = values(delivery, delivery.changed());
    if (delivery.creates() && !account.active() && !delivery.payload().containsKey(ACTIVE)) {
      wanted.put(paths.path(ACTIVE), Value.flag(true));
    }
    return wanted;
  }

  /** As {@link #wanted}; an account other than the one the hub knew is brought up to date whole. */
  private Map<ScimPath, Value> adopted(Delivery delivery, Account account) throws AdapterFailure {
    boolean another = delivery.remoteId().isPresent();
    Map<ScimPath, Value> wanted =
        another ? values(delivery, delivery.payload().keySet()) : new LinkedHashMap<>();
    wanted.putAll(wanted(delivery, account));
    if (account.text(Finder.EXTERNAL_ID).isEmpty()) {
      wanted.putAll(values(delivery, Set.of(Finder.EXTERNAL_ID)));
    }
    return wanted;
  }

  private Outcome change(Account account, Map<ScimPath, Value> wanted) throws AdapterFailure {
    Map<ScimPath, Value> changes = new LinkedHashMap<>(wanted);
    changes
        .entrySet()
        .removeIf(
            entry ->
                ScimValues.same(
                    entry.getKey(), entry.getValue(), entry.getKey().read(account.json())));
    if (changes.isEmpty()) {
      return new Applied(Effect.UNCHANGED, Optional.of(account.id()));
    }
    Reply reply = writer.write(account, changes);
    if (reply.status() == 404) {
      return new Failed(Refusals.gone());
    }
    if (!reply.ok()) {
      return new Failed(Refusals.of(reply, "Changing an account", changes.keySet()));
    }
    requireAccount(account.id(), reply);
    return kept(account.id(), reply, changes, Effect.UPDATED);
  }

  private Outcome create(Delivery delivery, Map<ScimPath, Value> payload) throws AdapterFailure {
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    // Some providers take an account that says nothing about it for one that is not active.
    account.put(ACTIVE, true);
    PutWriter.fill(account, payload);
    Reply reply;
    try {
      reply = api.create(account);
    } catch (AdapterFailure failure) {
      return afterLostAnswer(delivery, failure);
    }
    if (reply.status() == 409) {
      return afterConflict(delivery, reply, payload);
    }
    if (!reply.ok()) {
      return new Failed(Refusals.of(reply, "Creating an account", payload.keySet()));
    }
    Optional<Account> created = Account.in(reply.json());
    return created.isPresent()
        ? kept(created.get().id(), reply, payload, Effect.CREATED)
        : afterLostAnswer(delivery, withoutId(reply));
  }

  /** It may have been created all the same: whoever is there now under its name is the one. */
  private Outcome afterLostAnswer(Delivery delivery, AdapterFailure failure) throws AdapterFailure {
    if (failure.failure().kind() != Kind.UNKNOWN) {
      throw failure;
    }
    try {
      if (finder.find(delivery) instanceof Finding.Found(Account account)) {
        return new Applied(Effect.CREATED, Optional.of(account.id()));
      }
    } catch (AdapterFailure again) {
      failure.addSuppressed(again);
    }
    throw failure;
  }

  /** Somebody was quicker, perhaps we ourselves: ours is brought up to date, another's is not. */
  private Outcome afterConflict(Delivery delivery, Reply reply, Map<ScimPath, Value> payload)
      throws AdapterFailure {
    return switch (finder.find(delivery)) {
      case Finding.Found(Account account) -> change(account, adopted(delivery, account));
      case Finding.Absent _ ->
          new Failed(Refusals.of(reply, "Creating an account", payload.keySet()));
      case Finding.Taken _ -> new Failed(Refusals.taken());
      case Finding.Ambiguous _ -> new Failed(Refusals.ambiguous());
    };
  }

  private Outcome kept(String id, Reply reply, Map<ScimPath, Value> written, Effect effect)
      throws AdapterFailure {
    Optional<Failure> failure = readBack.check(id, reply, written);
    return failure.isPresent() ? new Failed(failure.get()) : new Applied(effect, Optional.of(id));
  }

  /** Success is said with the account or with nothing (RFC 7644 section 3.5). */
  private static void requireAccount(String id, Reply reply) throws AdapterFailure {
    boolean silent = reply.body().length == 0;
    if (!silent && Account.in(reply.json()).filter(shown -> shown.id().equals(id)).isEmpty()) {
      throw new AdapterFailure(
          Failure.of(
              Kind.UNKNOWN,
              "SCIM_ODD_ANSWER",
              "Changing an account: answered " + reply.status() + " and not with the account",
              "Nothing to do; the hub looks at the account again. If it stays, look whether"
                  + " something between the hub and the provider answers."));
    }
  }

  private static AdapterFailure withoutId(Reply reply) {
    return new AdapterFailure(
        Failure.of(
            Kind.UNKNOWN,
            "SCIM_NO_ID",
            "Creating an account: answered " + reply.status() + " without an id",
            "Nothing to do; the hub looks for the account again."));
  }
}
