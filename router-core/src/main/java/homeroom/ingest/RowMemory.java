package homeroom.ingest;

import homeroom.api.Fingerprint;
import homeroom.api.FingerprintTable;
import homeroom.api.RowPrint;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Knows rows again that were taken in before and say nothing but what is accepted of their records;
 * and which rows came in the reading that is under way. Not thread-safe.
 */
final class RowMemory {

  private static final int STATE = 0;
  private static final int CONTENT_HIGH = 1;
  private static final int CONTENT_LOW = 2;

  /** The row of that id and content says what is accepted. */
  private static final long KNOWN = 1;

  /** It was left unread in the reading of the state. */
  private static final long PASSED = 1 << 1;

  /** A row of that id came in it. */
  private static final long CAME = 1 << 2;

  private static final int RECORDS = 3;
  private static final int MOST_RECORDS = (1 << 16) - 1;
  private static final int READING = 19;

  private final FingerprintTable rows;
  private long reading = 1;

  RowMemory(FingerprintTable.Memory memory) {
    rows = new FingerprintTable(3, this::isWanted, memory);
  }

  /** Another reading begins, in which each row may be passed once. */
  void begin() {
    reading++;
  }

  /** Whether a row of that id came in this reading and could be used. */
  boolean came(Fingerprint id) {
    long state = state(rows.find(id));
    return (state & CAME) != 0 && isNow(state);
  }

  /** That a row of that id came and could be used. */
  void read(Fingerprint id) {
    long place = rows.add(id);
    long state = state(place);
    long marks = isNow(state) ? state & PASSED : 0;
    write(place, state & KNOWN | marks | CAME, records(state));
  }

  /**
   * Leaves a row unread in this reading, if it is known.
   *
   * @return of how many records it speaks; empty if it must be read
   */
  OptionalInt pass(Fingerprint content, Supplier<Fingerprint> id) {
    long place = known(content, id);
    long state = state(place);
    if (place == FingerprintTable.NOWHERE || isNow(state)) {
      return OptionalInt.empty();
    }
    write(place, KNOWN | PASSED | CAME, records(state));
    return OptionalInt.of(records(state));
  }

  /** Where a row is that is known; most come in the order of the day before. */
  private long known(Fingerprint content, Supplier<Fingerprint> id) {
    long next = rows.next();
    if ((state(next) & KNOWN) != 0 && holds(next, content)) {
      rows.found(next);
      return next;
    }
    return known(new RowPrint(id.get(), content));
  }

  /** That a known row is to be read in this reading, unless it is passed already. */
  void take(RowPrint row) {
    long place = known(row);
    long state = state(place);
    if (place != FingerprintTable.NOWHERE && !isNow(state)) {
      write(place, KNOWN, records(state));
    }
  }

  /** Whether a row was left unread in this reading. */
  boolean isPassed(RowPrint row) {
    long place = rows.find(row.id());
    long state = state(place);
    return (state & PASSED) != 0 && isNow(state) && holds(place, row.content());
  }

  /**
   * That a row was read, and says nothing but what is accepted.
   *
   * @param records of how many it speaks
   */
  void remember(RowPrint row, int records) {
    if (records <= MOST_RECORDS) {
      long place = rows.add(row.id());
      rows.number(place, CONTENT_HIGH, row.content().high());
      rows.number(place, CONTENT_LOW, row.content().low());
      write(place, KNOWN | CAME, records);
    }
  }

  /** That something else than what a row says is accepted of one of its records. */
  void forget(RowPrint row) {
    long place = known(row);
    if (place != FingerprintTable.NOWHERE) {
      rows.number(place, STATE, state(place) & ~KNOWN);
    }
  }

  /** Where a row is that is known. */
  private long known(RowPrint row) {
    long place = rows.find(row.id());
    return (state(place) & KNOWN) != 0 && holds(place, row.content())
        ? place
        : FingerprintTable.NOWHERE;
  }

  private boolean holds(long place, Fingerprint content) {
    return rows.number(place, CONTENT_HIGH) == content.high()
        && rows.number(place, CONTENT_LOW) == content.low();
  }

  private long state(long place) {
    return place == FingerprintTable.NOWHERE ? 0 : rows.number(place, STATE);
  }

  private void write(long place, long marks, int records) {
    rows.number(place, STATE, reading << READING | (long) records << RECORDS | marks);
  }

  /** Of a row that speaks of no record nobody hears that it is gone. */
  private boolean isWanted(long state) {
    return isNow(state) || ((state & KNOWN) != 0 && records(state) > 0);
  }

  private boolean isNow(long state) {
    return state >>> READING == reading;
  }

  private static int records(long state) {
    return (int) (state >>> RECORDS & MOST_RECORDS);
  }
}
