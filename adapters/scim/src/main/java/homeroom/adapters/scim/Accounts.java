package homeroom.adapters.scim;

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
import java.util.Map;
import java.util.Optional;

/** Creates, changes and deactivates accounts, each only after looking at what is there. */
final class Accounts {

  private final ScimApi api;
  private final Writer writer;
  private final Looking looking;
  private final ReadBack readBack;

  Accounts(ScimApi api, Writer writer, ScimPaths paths) {
    this.api = api;
    this.writer = writer;
    this.looking = new Looking(api, paths);
    this.readBack = new ReadBack(api);
  }

  /** What is to be done; nothing is changed yet. */
  Step look(Delivery delivery) throws AdapterFailure {
    return looking.look(delivery);
  }

  /** Does it. */
  Outcome take(Delivery delivery, Step step) throws AdapterFailure {
    return switch (step) {
      case Step.Ended(Outcome outcome) -> outcome;
      case Step.Change change -> changed(change, writer.write(change.account(), change.changes()));
      case Step.Create create -> {
        Reply reply;
        try {
          reply = api.create(create.body());
        } catch (AdapterFailure failure) {
          yield notCreated(delivery, failure);
        }
        yield created(delivery, create, reply);
      }
    };
  }

  /** How a change ended that was answered. */
  Outcome changed(Step.Change change, Reply reply) throws AdapterFailure {
    if (reply.status() == ScimApi.PRECONDITION_FAILED) {
      return new Failed(Refusals.overtaken());
    }
    if (reply.status() == 404) {
      return new Failed(Refusals.gone());
    }
    if (!reply.ok()) {
      return new Failed(Refusals.of(reply, "Changing an account", change.changes().keySet()));
    }
    requireAccount(change.account().id(), reply);
    return kept(change.account().id(), reply, change.changes(), change.effect());
  }

  /** How a creation ended that was answered. */
  Outcome created(Delivery delivery, Step.Create create, Reply reply) throws AdapterFailure {
    if (reply.status() == 409) {
      return afterConflict(delivery, reply, create.payload());
    }
    if (!reply.ok()) {
      return new Failed(Refusals.of(reply, "Creating an account", create.payload().keySet()));
    }
    Optional<String> id = id(reply);
    return id.isPresent()
        ? kept(id.get(), reply, create.payload(), Effect.CREATED)
        : notCreated(delivery, withoutId(reply));
  }

  private static Optional<String> id(Reply reply) throws AdapterFailure {
    Optional<String> shown = Account.in(reply.json()).map(Account::id);
    return shown.isPresent() ? shown : reply.header("location").flatMap(ScimApi::idOf);
  }

  /**
   * How a creation ended that was not answered, or not as it should be. It may have been done all
   * the same: whoever is there now under its name is the one.
   *
   * @throws AdapterFailure the failure, if nobody is
   */
  Outcome notCreated(Delivery delivery, AdapterFailure failure) throws AdapterFailure {
    if (failure.failure().kind() != Kind.UNKNOWN) {
      throw failure;
    }
    try {
      if (looking.find(delivery) instanceof Finding.Found(Account account)) {
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
    return switch (looking.find(delivery)) {
      case Finding.Found(Account account) -> take(delivery, looking.adopt(delivery, account));
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
