package homeroom.authority;

import java.util.Arrays;

/** The last events of one system about one record, as hashes of their ids, newest first. */
public final class RecentEvents {

  /** So many are remembered. */
  static final int REMEMBERED = 4;

  public static final RecentEvents NONE = new RecentEvents();

  private final long[] hashes;

  private RecentEvents(long... hashes) {
    this.hashes = hashes;
  }

  /** These, of which the oldest are not remembered where there are too many. */
  public static RecentEvents of(long... hashes) {
    return hashes.length == 0
        ? NONE
        : new RecentEvents(Arrays.copyOf(hashes, Math.min(hashes.length, REMEMBERED)));
  }

  public boolean contains(long hash) {
    for (long known : hashes) {
      if (known == hash) {
        return true;
      }
    }
    return false;
  }

  /** With a newer one. */
  RecentEvents and(long newest) {
    long[] more = new long[Math.min(hashes.length + 1, REMEMBERED)];
    more[0] = newest;
    System.arraycopy(hashes, 0, more, 1, more.length - 1);
    return new RecentEvents(more);
  }

  /** With some newer ones. */
  RecentEvents and(RecentEvents newer) {
    RecentEvents all = this;
    for (int i = newer.size() - 1; i >= 0; i--) {
      all = all.and(newer.hashes[i]);
    }
    return all;
  }

  public boolean isEmpty() {
    return hashes.length == 0;
  }

  public int size() {
    return hashes.length;
  }

  /**
   * @param index 0 for the newest
   */
  public long at(int index) {
    return hashes[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecentEvents events && Arrays.equals(events.hashes, hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return Arrays.toString(hashes);
  }
}
