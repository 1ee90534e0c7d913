package homeroom.delivery.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** How far the orders of one partition have ended. */
final class Progress {

  private final int capacity;
  private final TreeSet<Long> open = new TreeSet<>();
  private long high;
  private long position;
  private int size;

  /**
   * Goes on from what was committed.
   *
   * @param capacity how many bytes a {@link Gap} may take
   */
  Progress(Mark committed, int capacity) {
    this.capacity = capacity;
    position = committed.offset();
    Optional<Gap> gap = Gap.read(committed.offset(), committed.metadata());
    high = gap.map(Gap::high).orElse(committed.offset());
    // They count as open before they are read again, or what ended beyond them would be forgotten.
    gap.ifPresent(it -> it.open().forEach(this::open));
  }

  /** Whether what is at an offset ended before the partition was taken over. */
  boolean endedBefore(long offset) {
    return offset < high && !open.contains(offset);
  }

  /**
   * Whether an order can be taken so that, whichever of those taken end, it can be written down.
   */
  boolean fits(long offset) {
    return open.isEmpty()
        || open.contains(offset)
        || Gap.FRAME + size + Gap.size(offset - open.last()) <= capacity;
  }

  /** Whether one fits whatever its offset is. */
  boolean fitsWhateverComes() {
    return open.isEmpty() || Gap.FRAME + size + Gap.LONGEST_NUMBER <= capacity;
  }

  void take(long offset) {
    if (!open.contains(offset)) {
      open(offset);
    }
    passed(offset + 1);
  }

  private void open(long offset) {
    if (!open.isEmpty()) {
      size += Gap.size(offset - open.last());
    }
    open.add(offset);
  }

  void end(long offset) {
    Long lower = open.lower(offset);
    Long higher = open.higher(offset);
    size -= lower == null ? 0 : Gap.size(offset - lower);
    size -= higher == null ? 0 : Gap.size(higher - offset);
    size += lower == null || higher == null ? 0 : Gap.size(higher - lower);
    open.remove(offset);
    high = Math.max(high, offset + 1);
  }

  /** The log was read up to here. */
  void passed(long next) {
    position = Math.max(position, next);
  }

  Mark mark() {
    if (open.isEmpty()) {
      return new Mark(Math.max(position, high), "");
    }
    List<Long> below = new ArrayList<>(open.headSet(high));
    return new Mark(open.first(), new Gap(high, below).text());
  }
}
