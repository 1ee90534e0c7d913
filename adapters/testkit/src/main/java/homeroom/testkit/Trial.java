package homeroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Outcome.HandedOver;
import homeroom.api.Receipt;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** One adapter at work, and what can be said about it afterwards. */
final class Trial {

  private final OutsideSystem system;
  private final ConsumerAdapter adapter;
  private final Deliveries deliveries;

  Trial(OutsideSystem system) {
    this(system, system.adapter());
  }

  /** With another adapter in front of the system than its own. */
  Trial(OutsideSystem system, ConsumerAdapter adapter) {
    this.system = system;
    this.adapter = adapter;
    this.deliveries = new Deliveries(system);
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /**
   * Delivers in calls of at most the adapter's batch size and returns how each ended; a call that
   * fails as a whole is how all in it ended.
   */
  Map<String, Outcome> outcomes(List<Delivery> all) {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (int from = 0; from < all.size(); from += adapter.batchSize()) {
      List<Delivery> call = all.subList(from, Math.min(all.size(), from + adapter.batchSize()));
      outcomes.putAll(call(call));
    }
    return outcomes;
  }

  private Map<String, Outcome> call(List<Delivery> call) {
    Map<String, Outcome> outcomes = new HashMap<>();
    try {
      List<Receipt> receipts = adapter.deliver(call);
      assertThat(receipts.stream().map(Receipt::deliveryId))
          .as("one receipt for each delivery")
          .containsExactlyInAnyOrderElementsOf(call.stream().map(Delivery::id).toList());
      receipts.forEach(receipt -> outcomes.put(receipt.deliveryId(), receipt.outcome()));
    } catch (AdapterFailure failure) {
      call.forEach(delivery -> outcomes.put(delivery.id(), new Failed(failure.failure())));
    }
    return outcomes;
  }

  Outcome outcome(Delivery delivery) {
    return outcomes(List.of(delivery)).get(delivery.id());
  }

  Applied applied(Delivery delivery) {
    return applied(outcome(delivery));
  }

  static Applied applied(Outcome outcome) {
    return switch (outcome) {
      case Applied applied -> applied;
      case HandedOver handedOver -> throw new AssertionError("handed over, not applied");
      case ChangedMeanwhile changed -> throw new AssertionError("not expected, not applied");
      case Failed failed ->
          throw new AssertionError(failed.failure().code() + ": " + failed.failure().message());
    };
  }

  Effect effect(Delivery delivery) {
    return applied(delivery).effect();
  }

  Failure failure(Delivery delivery) {
    return failure(outcome(delivery));
  }

  static Failure failure(Outcome outcome) {
    return switch (outcome) {
      case Failed failed -> failed.failure();
      case Applied applied -> throw new AssertionError("applied: " + applied.effect());
      case HandedOver handedOver -> throw new AssertionError("handed over");
      case ChangedMeanwhile changed -> throw new AssertionError("not expected");
    };
  }

  /** What the snapshot reader shows to be in use, by the value of the key field. */
  Map<String, Map<String, Value>> held() {
    Map<String, Map<String, Value>> held = new HashMap<>();
    for (RemoteRecord each : snapshot(system.payload(1).keySet())) {
      held.put(String.valueOf(each.fields().get(system.keyField())), each.fields());
    }
    return held;
  }

  Map<String, Value> held(int number) {
    Map<String, Value> record =
        held().get(system.payload(number).get(system.keyField()).toString());
    assertThat(record).as("the record is in the snapshot").isNotNull();
    return record;
  }

  private List<RemoteRecord> snapshot(Set<String> fields) {
    Assumptions.assumeTrue(
        adapter instanceof SnapshotReader, "skipped: this adapter reads nothing back");
    try (Stream<RemoteRecord> records = ((SnapshotReader) adapter).read(system.target(), fields)) {
      return new ArrayList<>(records.filter(RemoteRecord::isActive).toList());
    } catch (AdapterFailure failure) {
      throw new AssertionError(failure);
    }
  }
}
