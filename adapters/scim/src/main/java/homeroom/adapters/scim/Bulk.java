package homeroom.adapters.scim;

import homeroom.adapters.scim.BulkRequest.Operation;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.support.delivery.ReceiptBook;
import homeroom.support.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;

/**
 * Brings many accounts up to date with few requests that write: each is looked at by itself, and
 * what is to be written goes together. Where the provider takes no such requests, or refuses one as
 * a whole, each is written by itself. Thread-safe.
 */
final class Bulk {

  /** Accounts that are looked at side by side. */
  private static final int AT_ONCE = 8;

  private final ScimApi api;
  private final Accounts accounts;
  private final Writer writer;
  private volatile Optional<Optional<BulkLimits>> declared = Optional.empty();

  Bulk(ScimApi api, Accounts accounts, Writer writer) {
    this.api = api;
    this.accounts = accounts;
    this.writer = writer;
  }

  /** A delivery and what is to be done, or why that could not be found out. */
  private record Looked(Delivery delivery, Optional<Step> step, Optional<AdapterFailure> failure) {}

  /** Does the deliveries and notes how each ended. */
  void deliver(List<Delivery> deliveries, ReceiptBook receipts) throws AdapterFailure {
    Optional<BulkLimits> limits = limits();
    List<Looked> looked =
        deliveries.stream().gather(Gatherers.mapConcurrent(AT_ONCE, this::look)).toList();
    Map<String, Operation> together = new LinkedHashMap<>();
    List<Looked> apart = new ArrayList<>();
    for (Looked one : looked) {
      Optional<Operation> operation =
          limits.isPresent() ? operation(one, together.size()) : Optional.empty();
      if (operation.isEmpty()) {
        alone(one, receipts);
      } else if (together.putIfAbsent(operation.get().name(), operation.get()) != null) {
        apart.add(one);
      }
    }
    if (limits.isPresent()) {
      for (List<Operation> part :
          limits.get().parts(List.copyOf(together.values()), Operation::size)) {
        send(part, receipts);
      }
    }
    // Two that found the same account could not be told apart in an answer, and what the earlier
    // one did makes the later one's look an old one.
    apart.forEach(one -> alone(look(one.delivery()), receipts));
  }

  private Looked look(Delivery delivery) {
    try {
      return new Looked(delivery, Optional.of(accounts.look(delivery)), Optional.empty());
    } catch (AdapterFailure failure) {
      return new Looked(delivery, Optional.empty(), Optional.of(failure));
    }
  }

  private Optional<Operation> operation(Looked one, int number) {
    return one.step()
        .flatMap(
            step ->
                switch (step) {
                  case Step.Ended _ -> Optional.empty();
                  case Step.Create create ->
                      Optional.of(Operation.of(one.delivery(), create, "create-" + number));
                  case Step.Change change ->
                      Optional.of(Operation.of(one.delivery(), change, writer));
                });
  }

  private void alone(Looked one, ReceiptBook receipts) {
    try {
      if (one.failure().isPresent()) {
        throw one.failure().get();
      }
      receipts.add(one.delivery(), accounts.take(one.delivery(), one.step().orElseThrow()));
    } catch (AdapterFailure failure) {
      receipts.failed(one.delivery(), failure);
    }
  }

  private void send(List<Operation> part, ReceiptBook receipts) {
    if (part.size() > 1) {
      together(new BulkRequest(part), receipts);
    } else {
      part.forEach(one -> alone(looked(one), receipts));
    }
  }

  private void together(BulkRequest request, ReceiptBook receipts) {
    List<Operation> all = request.operations();
    Map<Operation, Reply> replies;
    try {
      Reply reply = api.bulk(request.body());
      if (!reply.ok()) {
        // Nothing of it was done, and what was declared may have changed.
        declared = Optional.empty();
        all.forEach(one -> alone(looked(one), receipts));
        return;
      }
      replies = request.replies(reply.json());
    } catch (AdapterFailure failure) {
      all.forEach(one -> unanswered(one, failure, receipts));
      return;
    }
    all.forEach(one -> settle(one, Optional.ofNullable(replies.get(one)), receipts));
  }

  private static Looked looked(Operation one) {
    return new Looked(one.delivery(), Optional.of(one.step()), Optional.empty());
  }

  private void settle(Operation one, Optional<Reply> reply, ReceiptBook receipts) {
    if (reply.isEmpty()) {
      unanswered(one, passedOver(), receipts);
      return;
    }
    try {
      receipts.add(one.delivery(), answered(one, api.checked(reply.get())));
    } catch (AdapterFailure failure) {
      unanswered(one, failure, receipts);
    }
  }

  private Outcome answered(Operation one, Reply reply) throws AdapterFailure {
    return switch (one.step()) {
      case Step.Ended(Outcome outcome) -> outcome;
      case Step.Create create -> accounts.created(one.delivery(), create, reply);
      case Step.Change change -> accounts.changed(change, reply);
    };
  }

  /** Nobody knows of it, or it failed for what is not about the record. */
  private void unanswered(Operation one, AdapterFailure failure, ReceiptBook receipts) {
    try {
      if (!(one.step() instanceof Step.Create)) {
        throw failure;
      }
      receipts.add(one.delivery(), accounts.notCreated(one.delivery(), failure));
    } catch (AdapterFailure still) {
      receipts.failed(one.delivery(), still);
    }
  }

  private static AdapterFailure passedOver() {
    return new AdapterFailure(
        Failure.of(
            Kind.UNKNOWN,
            "SCIM_BULK_PASSED_OVER",
            "POST Bulk: the answer says nothing of one of the operations",
            "Nothing to do; the hub looks at the account again."));
  }

  /** What the provider declares, read once; a failure to read it is one of the whole call. */
  private Optional<BulkLimits> limits() throws AdapterFailure {
    Optional<Optional<BulkLimits>> known = declared;
    if (known.isEmpty()) {
      known = Optional.of(api.providerConfig().flatMap(BulkLimits::of));
      declared = known;
    }
    return known.get();
  }
}
