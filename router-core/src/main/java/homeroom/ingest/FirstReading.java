package homeroom.ingest;

import homeroom.api.Fingerprint;
import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What of a batch was left unread because it is known, and the rows that were read if they are not
 * too many to be kept until it is taken in. Used by one batch, on one thread.
 */
final class FirstReading {

  private static final int KEPT = 20_000;

  /** A wide row counts for several. */
  private static final int KEPT_CELLS = 20 * KEPT;

  private final AcceptedRecords records;
  private final boolean passing;
  private final Map<Part, Long> before;
  private final Map<String, Long> known;
  private final BatchTally passed;
  private final List<UnreadRow> read = new ArrayList<>();
  private boolean complete;
  private long cells;

  private FirstReading(AcceptedRecords records, boolean passing) {
    this.records = records;
    this.passing = passing;
    complete = passing;
    known = new HashMap<>();
    passed = new BatchTally();
    records.begin();
    before = records.sizes();
  }

  private FirstReading(FirstReading first) {
    records = first.records;
    passing = false;
    before = first.before;
    known = first.known;
    passed = first.passed;
  }

  /** Of a batch whose known rows may be left unread. */
  static FirstReading passing(AcceptedRecords records) {
    return new FirstReading(records, true);
  }

  /** Of a batch of which each row is read. */
  static FirstReading ofEach(AcceptedRecords records) {
    return new FirstReading(records, false);
  }

  /** How the rows are read again that were read, while the others stay unread. */
  FirstReading goingOn() {
    return new FirstReading(this);
  }

  /** Leaves a row unread, if it can be. */
  boolean passes(UnreadRow row) {
    Optional<Fingerprint> content = passing ? row.content() : Optional.empty();
    if (content.isEmpty()) {
      return false;
    }
    OptionalInt of = records.rows().pass(content.get(), row::id);
    if (of.isEmpty()) {
      return false;
    }
    passed.passed(row.collection(), of.getAsInt());
    known.merge(row.collection(), (long) of.getAsInt(), Long::sum);
    return true;
  }

  /**
   * Reads a row that cannot be left unread. One that cannot be used leaves its id to another; one
   * behind another with its id is not known again.
   *
   * @param mapping what is made of it
   */
  ReadRow read(UnreadRow row, Function<SourceItem, MappedRow> mapping) {
    if (row instanceof ReadRow before) {
      return before;
    }
    Optional<Fingerprint> id = row.content().map(_ -> row.id());
    boolean doubled = id.filter(records.rows()::came).isPresent();
    SourceItem item = doubled ? row.doubled() : row.read();
    if (item instanceof SourceItem.Row) {
      id.ifPresent(records.rows()::read);
    }
    ReadRow now =
        new ReadRow(
            mapping.apply(item),
            doubled
                ? Optional.empty()
                : row.content().map(content -> new RowPrint(row.id(), content)));
    cells += item instanceof SourceItem.Row it ? it.columns().size() : 1;
    if (complete && read.size() < KEPT && cells < KEPT_CELLS) {
      read.add(now);
    } else {
      complete = false;
      read.clear();
    }
    return now;
  }

  /** How many records of a collection were known before it. */
  long before(String collection) {
    return before.entrySet().stream()
        .filter(part -> part.getKey().collection().equals(collection))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** How many records of a collection the rows speak of that were left unread. */
  long passed(String collection) {
    return known.getOrDefault(collection, 0L);
  }

  /** What became of the rows that were left unread. */
  BatchTally passed() {
    return passed;
  }

  /** Whether all rows are kept that were read. */
  boolean isKept() {
    return complete;
  }

  /** The rows that were read, once more. */
  Stream<UnreadRow> rows() {
    return read.stream();
  }

  /**
   * A row that was read.
   *
   * @param print empty if it is not to be known again
   */
  record ReadRow(MappedRow mapped, Optional<RowPrint> print) implements UnreadRow {

    SourceItem item() {
      return mapped.item();
    }

    @Override
    public SourceItem read() {
      return item();
    }

    @Override
    public String collection() {
      return item().collection();
    }

    @Override
    public Optional<Fingerprint> content() {
      return print.map(RowPrint::content);
    }

    @Override
    public Fingerprint id() {
      return print.orElseThrow().id();
    }

    @Override
    public SourceItem doubled() {
      return item();
    }
  }
}
