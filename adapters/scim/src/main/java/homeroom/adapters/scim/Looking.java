package homeroom.adapters.scim;

import homeroom.adapters.scim.Finder.Finding;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at what is there for a delivery, and says what is to be done. Changes nothing. */
final class Looking {

  static final String ACTIVE = "active";

  private final ScimApi api;
  private final ScimPaths paths;
  private final Finder finder;

  Looking(ScimApi api, ScimPaths paths) {
    this.api = api;
    this.paths = paths;
    this.finder = new Finder(api);
  }

  Step look(Delivery delivery) throws AdapterFailure {
    return switch (delivery.operation()) {
      case UPSERT -> upsert(delivery);
      case DELETE -> deactivation(delivery);
    };
  }

  private Step upsert(Delivery delivery) throws AdapterFailure {
    Map<ScimPath, Value> payload = values(delivery, delivery.payload().keySet());
    Optional<Account> known = known(delivery);
    if (known.isPresent()) {
      return change(delivery, known.get(), wanted(delivery, known.get()), Effect.UPDATED);
    }
    return switch (finder.find(delivery)) {
      case Finding.Found(Account account) -> adopt(delivery, account);
      case Finding.Absent _ -> new Step.Create(payload);
      case Finding.Taken _ -> ended(new Failed(Refusals.taken()));
      case Finding.Ambiguous _ -> ended(new Failed(Refusals.ambiguous()));
    };
  }

  /** Erasing an account is left to the provider's people. */
  private Step deactivation(Delivery delivery) throws AdapterFailure {
    Optional<Account> known = known(delivery);
    if (known.isEmpty() && delivery.remoteId().isPresent() && delivery.payload().isEmpty()) {
      return ended(new Applied(Effect.DELETED, delivery.remoteId()));
    }
    Finding finding = known.isPresent() ? new Finding.Found(known.get()) : finder.find(delivery);
    return switch (finding) {
      case Finding.Found(Account account) ->
          change(delivery, account, Map.of(paths.path(ACTIVE), Value.flag(false)), Effect.DELETED);
      case Finding.Absent _ -> ended(new Applied(Effect.DELETED, Optional.empty()));
      case Finding.Taken _ -> ended(new Applied(Effect.DELETED, Optional.empty()));
      case Finding.Ambiguous _ -> ended(new Failed(Refusals.ambiguous()));
    };
  }

  /** What is to be done with an account that is there for a record that was to be created. */
  Step adopt(Delivery delivery, Account account) throws AdapterFailure {
    return change(delivery, account, adopted(delivery, account), Effect.UPDATED);
  }

  /** Who is there now under the delivery's names. */
  Finding find(Delivery delivery) throws AdapterFailure {
    return finder.find(delivery);
  }

  private static Step ended(Outcome outcome) {
    return new Step.Ended(outcome);
  }

  private Optional<Account> known(Delivery delivery) throws AdapterFailure {
    Optional<Account> known =
        delivery.remoteId().isPresent() ? api.read(delivery.remoteId().get()) : Optional.empty();
    return known.filter(account -> !delivery.creates() || isNobodyElses(delivery, account));
  }

  /** Where the hub knows that it must look anew, the account may have become another record's. */
  private static boolean isNobodyElses(Delivery delivery, Account account) {
    Optional<String> theirs = account.text(Finder.EXTERNAL_ID);
    Value ours = delivery.payload().getOrDefault(Finder.EXTERNAL_ID, Value.NULL);
    return theirs.isEmpty()
        || ours.isNull()
        || theirs.get().equals(ours.toString())
        || theirs.equals(delivery.formerKey());
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

  private static Step change(
      Delivery delivery, Account account, Map<ScimPath, Value> wanted, Effect effect)
      throws AdapterFailure {
    Map<ScimPath, Value> changes = new LinkedHashMap<>(wanted);
    changes
        .entrySet()
        .removeIf(
            entry ->
                ScimValues.same(
                    entry.getKey(), entry.getValue(), entry.getKey().read(account.json())));
    Effect nothing = effect == Effect.DELETED ? Effect.DELETED : Effect.UNCHANGED;
    if (changes.isEmpty()) {
      return ended(new Applied(nothing, Optional.of(account.id())));
    }
    Map<String, Value> surprises = surprises(delivery, account, changes);
    return surprises.isEmpty()
        ? new Step.Change(account, changes, effect)
        : ended(changedMeanwhile(account, surprises));
  }

  /** What somebody changed of what would be written over, by its names. */
  private static Map<String, Value> surprises(
      Delivery delivery, Account account, Map<ScimPath, Value> changes) {
    Map<String, Value> surprises = new HashMap<>();
    for (ScimPath path : changes.keySet()) {
      Set<Value> expected = delivery.expected().get(path.name());
      Value held = path.read(account.json());
      if (expected != null
          && expected.stream().noneMatch(value -> ScimValues.same(path, value, held))) {
        surprises.put(path.name(), held);
      }
    }
    return surprises;
  }

  private static Outcome changedMeanwhile(Account account, Map<String, Value> shown)
      throws AdapterFailure {
    return new ChangedMeanwhile(
        SourceItem.Row.of(ScimApi.USERS, "", AccountColumns.with(List.of()).of(account)),
        shown,
        Optional.of(account.id()));
  }
}
