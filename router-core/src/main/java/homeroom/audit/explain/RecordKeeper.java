package homeroom.audit.explain;

import homeroom.audit.explain.RecordLog.Arrived;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.wire.Messages;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Keeps one record's messages as they are found; of each kind the newest. */
final class RecordKeeper {

  private final int most;
  private final Deque<Arrived<DataEvent>> events = new ArrayDeque<>();
  private final Deque<Arrived<Change>> changes = new ArrayDeque<>();
  private final Deque<Arrived<DeliveryOrder>> orders = new ArrayDeque<>();
  private final Deque<Arrived<DeliveryReceipt>> receipts = new ArrayDeque<>();
  private long leftOut;

  RecordKeeper(int most) {
    this.most = most;
  }

  void keep(byte[] value, Instant at) {
    try {
      switch (WireFormat.typeOf(value)) {
        case "DataEvent" ->
            keep(events, new Arrived<>(WireFormat.decode(value, DataEvent.class), at));
        case "Change" -> keep(changes, new Arrived<>(WireFormat.decode(value, Change.class), at));
        case "DeliveryOrder" ->
            keep(orders, new Arrived<>(WireFormat.decode(value, DeliveryOrder.class), at));
        case "DeliveryReceipt" -> keep(WireFormat.decode(value, DeliveryReceipt.class), at);
        default -> {
          // Nothing of ours; the router put it into the quarantine.
        }
      }
    } catch (WireFormatException unreadable) {
      leftOut++;
    }
  }

  private void keep(DeliveryReceipt receipt, Instant at) {
    keep(receipts, new Arrived<>(receipt, at));
    if (!receipt.getFound().isEmpty()) {
      keep(events, new Arrived<>(Messages.found(receipt), at));
    }
  }

  private <T> void keep(Deque<Arrived<T>> kept, Arrived<T> message) {
    kept.add(message);
    if (kept.size() > most) {
      kept.removeFirst();
      leftOut++;
    }
  }

  long leftOut() {
    return leftOut;
  }

  RecordLog found(RecordLog.Reach reach) {
    return new RecordLog(sorted(events), sorted(changes), sorted(orders), sorted(receipts), reach);
  }

  /** What systems say lies in a topic for each of them. */
  private static <T> List<Arrived<T>> sorted(Deque<Arrived<T>> messages) {
    return messages.stream().sorted(Comparator.comparing(Arrived::at)).toList();
  }
}
