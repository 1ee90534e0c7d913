package homeroom.delivery.flow;

import java.time.Instant;

/** An order that was taken up. Not thread-safe, but for what never changes. */
public final class Order {

  private final int partition;
  private final long offset;
  private final String record;
  private final byte[] message;

  /** How often it was tried. */
  int tries;

  /** How many of its tries failed while the system did others. */
  int spent;

  /** How many orders the system had done when this one was last tried. */
  long doneBefore;

  /** Whether the last try made all calls stop until the operator acted. */
  boolean stoppedAll;

  /** Whether it is kept out of calls with others. */
  boolean alone;

  boolean underWay;

  boolean ended;

  /** Its partition went to another hub while its call was under way. */
  boolean letGo;

  /** When it can be tried. */
  Instant due = Instant.EPOCH;

  /** When it first failed. */
  Instant failedAt = Instant.MAX;

  Order(int partition, long offset, String record, byte[] message) {
    this.partition = partition;
    this.offset = offset;
    this.record = record;
    this.message = message;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** Which record it is about; of one record no two are under way at once. */
  public String record() {
    return record;
  }

  /** The order as it lies in the log. */
  public byte[] message() {
    return message;
  }

  /** Whether it has been tried no more than once. */
  public boolean isFresh() {
    return tries <= 1;
  }
}
