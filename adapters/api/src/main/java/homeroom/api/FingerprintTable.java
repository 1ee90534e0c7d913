package homeroom.api;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongPredicate;

/**
 * A table of fingerprints with some numbers beside each, outside of the heap. It grows by itself.
 * What is looked for in the order in which it was added is found without a search, because files
 * are mostly in the order of the day before. Not thread-safe.
 *
 * <p>A place is valid until something is added.
 */
public final class FingerprintTable {

  /** The place of what is not there. */
  public static final long NOWHERE = -1;

  private static final long LOW = Long.BYTES;
  private static final long NUMBERS = 2L * Long.BYTES;
  private static final long SMALLEST = 1 << 10;

  /** How many there can be: places are found by whole numbers of four bytes. */
  private static final long MOST = Integer.MAX_VALUE;

  private final long entrySize;
  private final LongPredicate kept;
  private final Memory memory;
  private MemorySegment entries;
  private MemorySegment index;
  private long room = SMALLEST;
  private long slots = slots(SMALLEST);
  private long used;
  private long expected;

  /** Where a table lies. */
  public interface Memory {

    /** Takes what the process may have outside of its heap. */
    Memory OF_PROCESS = bytes -> Arena.ofAuto().allocate(bytes, Long.BYTES);

    /** Gives so many bytes, all 0, which are taken back once nobody can reach them. */
    MemorySegment take(long bytes);
  }

  /**
   * One that forgets some when it grows.
   *
   * @param numbers how many there are beside each; at least one
   * @param kept whether something with such a first number is still wanted
   */
  public FingerprintTable(int numbers, LongPredicate kept, Memory memory) {
    this.kept = kept;
    this.memory = memory;
    entrySize = NUMBERS + (long) numbers * Long.BYTES;
    entries = memory.take(room * entrySize);
    index = memory.take(slots * Integer.BYTES);
  }

  /** A power of two, so that between three eighths and three quarters of them are taken. */
  private static long slots(long room) {
    return Long.highestOneBit(room + room / 3) << 1;
  }

  /** Where it is, {@link #NOWHERE} if it is not there. */
  public long find(Fingerprint print) {
    if (expected >= used || !isAt(expected, print.high(), print.low())) {
      expected = indexed(slot(print.high(), print.low()));
    }
    long place = expected;
    expected = place + 1;
    return place;
  }

  /** The place behind the one that was found last; {@link #NOWHERE} at the end. */
  public long next() {
    return expected < used ? expected : NOWHERE;
  }

  /** That what was looked for is there, which the numbers beside it show. */
  public void found(long place) {
    expected = place + 1;
  }

  /** Where it is, after it was put there with every number 0 if it was not there before. */
  public long add(Fingerprint print) {
    long place = find(print);
    if (place != NOWHERE) {
      return place;
    }
    if (used == room) {
      grow();
    }
    put(print.high(), print.low());
    return used - 1;
  }

  /**
   * A number beside it.
   *
   * @param which the first is 0
   */
  public long number(long place, int which) {
    return entries.get(JAVA_LONG, place * entrySize + NUMBERS + (long) which * Long.BYTES);
  }

  /**
   * Changes a number beside it.
   *
   * @param which the first is 0
   */
  public void number(long place, int which, long number) {
    entries.set(JAVA_LONG, place * entrySize + NUMBERS + (long) which * Long.BYTES, number);
  }

  private boolean isAt(long place, long high, long low) {
    long at = place * entrySize;
    return entries.get(JAVA_LONG, at + LOW) == low && entries.get(JAVA_LONG, at) == high;
  }

  /** The slot of the index that leads to it, or that is free for it. */
  private long slot(long high, long low) {
    long slot = low & (slots - 1);
    for (long place = indexed(slot); place != NOWHERE; place = indexed(slot)) {
      if (isAt(place, high, low)) {
        return slot;
      }
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  }

  /** Where a slot of the index leads to. */
  private long indexed(long slot) {
    return index.get(JAVA_INT, slot * Integer.BYTES) - 1L;
  }

  private void put(long high, long low) {
    long slot = slot(high, low);
    long at = used * entrySize;
    entries.set(JAVA_LONG, at, high);
    entries.set(JAVA_LONG, at + LOW, low);
    used++;
    index.set(JAVA_INT, slot * Integer.BYTES, (int) used);
  }

  private void grow() {
    MemorySegment old = entries;
    long end = used * entrySize;
    long wanted = 0;
    for (long at = 0; at < end; at += entrySize) {
      wanted += kept.test(old.get(JAVA_LONG, at + NUMBERS)) ? 1 : 0;
    }
    // Half of what is wanted is free afterwards, so that it does not grow again at once.
    long next = Math.min(MOST, Math.max(SMALLEST, wanted + wanted / 2));
    if (next == wanted) {
      throw new IllegalStateException("a table cannot hold more than " + MOST + " fingerprints");
    }
    long nextSlots = slots(next);
    MemorySegment nextEntries = memory.take(next * entrySize);
    index = memory.take(nextSlots * Integer.BYTES);
    entries = nextEntries;
    room = next;
    slots = nextSlots;
    used = 0;
    expected = 0;
    for (long at = 0; at < end; at += entrySize) {
      if (kept.test(old.get(JAVA_LONG, at + NUMBERS))) {
        long to = used * entrySize;
        put(old.get(JAVA_LONG, at), old.get(JAVA_LONG, at + LOW));
        MemorySegment.copy(old, at + NUMBERS, entries, to + NUMBERS, entrySize - NUMBERS);
      }
    }
  }
}
