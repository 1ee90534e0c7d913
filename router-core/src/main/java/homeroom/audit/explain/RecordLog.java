package homeroom.audit.explain;

import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the log still holds about one record. Each list is in the order of arrival.
 *
 * @param events what sources said
 * @param changes what became true
 * @param orders what consumers were to be told
 * @param receipts how that ended
 */
public record RecordLog(
    List<Arrived<DataEvent>> events,
    List<Arrived<Change>> changes,
    List<Arrived<DeliveryOrder>> orders,
    List<Arrived<DeliveryReceipt>> receipts,
    Reach reach) {

  /**
   * A message and when the broker took it.
   *
   * @param <T> what it says
   */
  public record Arrived<T>(T message, Instant at) {}

  /**
   * How much of the log was looked at.
   *
   * @param begins since when the log keeps messages, where older ones that were asked for are gone
   * @param from from when on it was searched, where that is later than was asked for, because
   *     everything since then was as much as one answer reads
   * @param messages how many were looked at
   * @param ended whether the search came to the end of the log in the time it has
   * @param leftOut how many messages of this record were too many to keep; the oldest
   */
  public record Reach(
      Optional<Instant> begins,
      Optional<Instant> from,
      long messages,
      boolean ended,
      long leftOut) {

    /** All of it. */
    public static final Reach WHOLE = new Reach(Optional.empty(), Optional.empty(), 0, true, 0);
  }

  public RecordLog {
    events = List.copyOf(events);
    changes = List.copyOf(changes);
    orders = List.copyOf(orders);
    receipts = List.copyOf(receipts);
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "RecordLog[events=" + events.size() + ", changes=" + changes.size() + "]";
  }
}
