package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.Fingerprinter;
import homeroom.api.KeptSource;
import homeroom.api.Operation;
import homeroom.api.RawStore;
import homeroom.api.RecordKey;
import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import homeroom.api.Value;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A system that writes files of students; the test says what is in the next one. */
final class FakeSource implements KeptSource {

  static final String STUDENTS = "students.csv";
  static final String STAFF = "staff.csv";

  private final List<SourceItem> items = new ArrayList<>();
  private final Map<String, Coverage> coverage = new LinkedHashMap<>();
  private Optional<Integer> breaksAfter = Optional.empty();
  private int wholeReadings;
  private Optional<Failure> failure = Optional.empty();
  private Optional<Failure> failureAgain = Optional.empty();
  private Runnable meanwhile = () -> {};
  private Cursor asked = Cursor.START;
  private Optional<Instant> producedAt = Optional.empty();
  private Optional<Supplier<Instant>> unchangedAt = Optional.empty();
  private final Map<String, List<SourceItem>> kept = new LinkedHashMap<>();
  private UnaryOperator<SourceItem> rules = UnaryOperator.identity();

  FakeSource() {
    coverage.put(STUDENTS, Coverage.COMPLETE);
    coverage.put(STAFF, Coverage.COMPLETE);
  }

  /** The next file holds these students, each with a name. */
  FakeSource holds(String... namesById) {
    items.clear();
    for (int i = 0; i < namesById.length; i += 2) {
      row(STUDENTS, namesById[i], namesById[i + 1]);
    }
    return this;
  }

  FakeSource holdsStudents(int from, int to) {
    return holdsStudents(from, to, "name ");
  }

  /** The same ones, under other names. */
  FakeSource holdsOtherStudents(int from, int to) {
    return holdsStudents(from, to, "other name ");
  }

  private FakeSource holdsStudents(int from, int to, String name) {
    items.clear();
    IntStream.range(from, to).forEach(i -> row(STUDENTS, Integer.toString(i), name + i));
    return this;
  }

  FakeSource row(String collection, String id, String name) {
    items.add(
        SourceItem.Row.of(
            collection,
            collection + ":" + (items.size() + 2),
            Map.of("id", Value.text(id), "name", Value.text(name))));
    return this;
  }

  /** A row says itself that its student is gone. */
  FakeSource gone(String id) {
    items.add(
        new SourceItem.Row(
            STUDENTS,
            STUDENTS + ":" + (items.size() + 2),
            Map.of("id", Value.text(id), "name", Value.text("")),
            Operation.DELETE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    return this;
  }

  FakeSource unreadable(String collection) {
    items.add(unreadable(collection, collection + ":" + (items.size() + 2)));
    return this;
  }

  /** The last rows of the next file come first. */
  FakeSource rotate(int rows) {
    Collections.rotate(items, rows);
    return this;
  }

  FakeSource complete() {
    coverage.replaceAll((collection, any) -> Coverage.COMPLETE);
    return this;
  }

  FakeSource partial() {
    coverage.replaceAll((collection, any) -> Coverage.PARTIAL);
    return this;
  }

  /** While the next batch is read, this happens. */
  FakeSource meanwhile(Runnable what) {
    meanwhile = what;
    return this;
  }

  /** The process ends after so many rows of the next batch. */
  FakeSource breaksAfter(int rows) {
    return breaksAfter(rows, 0);
  }

  /** The same, after the batch was read again and again to its end. */
  FakeSource breaksAfter(int rows, int readings) {
    breaksAfter = Optional.of(rows);
    wholeReadings = readings;
    return this;
  }

  /** The files say that they were made then. */
  FakeSource producedAt(Instant time) {
    producedAt = Optional.of(time);
    return this;
  }

  /** From now on it is asked at these times and has nothing new. */
  FakeSource unchangedAt(Supplier<Instant> time) {
    unchangedAt = Optional.of(time);
    return this;
  }

  /** The cursor of the last poll. */
  Cursor asked() {
    return asked;
  }

  FakeSource fails(Failure why) {
    failure = Optional.of(why);
    return this;
  }

  /** Kept files cannot be read any more. */
  FakeSource failsAgain(Failure why) {
    failureAgain = Optional.of(why);
    return this;
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    if (failure.isPresent()) {
      throw new AdapterFailure(failure.get());
    }
    asked = from;
    if (unchangedAt.isPresent()) {
      return Batch.unchanged(from, unchangedAt.get().get());
    }
    meanwhile.run();
    meanwhile = () -> {};
    String id = "batch-" + items.hashCode();
    kept.put(id, List.copyOf(items));
    return new Batch(
        id,
        "students.zip",
        coverage,
        items.stream().map(FakeSource::line),
        new Cursor("after " + id),
        producedAt);
  }

  @Override
  public Batch again(RawStore.Kept file, String origin) throws AdapterFailure {
    if (failureAgain.isPresent()) {
      throw new AdapterFailure(failureAgain.get());
    }
    return new Batch(
        file.id(),
        origin,
        Map.of(),
        stream(kept.get(file.id())).map(rules).map(FakeSource::line),
        Cursor.START,
        Optional.empty());
  }

  /** By other rules, rows of kept files are these. */
  FakeSource nowReads(UnaryOperator<SourceItem> other) {
    rules = other;
    return this;
  }

  static SourceItem student(String place, String id, String name) {
    return SourceItem.Row.of(
        STUDENTS, place, Map.of("id", Value.text(id), "name", Value.text(name)));
  }

  static SourceItem unreadable(String collection, String place) {
    return new SourceItem.Rejected(
        collection,
        place,
        "",
        Failure.of(Failure.Kind.CONTENT, "CSV_ROW", "too few cells", "mend the row"));
  }

  /** What was kept of the files so far, by their ids. */
  RawStore raw() {
    return new RawStore() {
      @Override
      public Kept keep(String name, Content content) {
        throw new IllegalStateException("it keeps its files itself");
      }

      @Override
      public Optional<Kept> find(String id) {
        return Optional.ofNullable(kept.get(id)).map(_ -> new Kept(id, Path.of(id), 1));
      }
    };
  }

  /** Nothing of what was read so far is kept any more. */
  void loseFiles() {
    kept.clear();
  }

  /** A batch is looked through before it is taken in; it breaks while it is taken in. */
  private Stream<SourceItem> stream(List<SourceItem> now) {
    if (wholeReadings-- > 0) {
      return now.stream();
    }
    int end = breaksAfter.orElse(Integer.MAX_VALUE);
    breaksAfter = Optional.empty();
    return IntStream.range(0, now.size())
        .mapToObj(
            i -> {
              if (i == end) {
                throw new IllegalStateException("the process ended");
              }
              return now.get(i);
            });
  }

  /** A row that is known again. */
  private static UnreadRow line(SourceItem item) {
    if (!(item instanceof SourceItem.Row row)) {
      return UnreadRow.of(item);
    }
    Fingerprinter prints = new Fingerprinter(List.of(row.collection(), row.operation().name()));
    return UnreadRow.of(
        item,
        new RowPrint(
            prints.of(List.of(row.columns().get("id").toString())),
            prints.of(List.of(row.columns().toString()))));
  }

  /** Rows of a collection are students; a name of "?" fits no field, one of "-" is no student. */
  static SourceMapping mapping(String collection) {
    return new Students(collection);
  }

  private record Students(String collection) implements SourceMapping {
    @Override
    public String entity() {
      return "student";
    }

    @Override
    public Optional<Assertion> assertion(SourceItem.Row row) throws MappingFailure {
      Value name = row.columns().get("name");
      if (name.equals(Value.text("?"))) {
        throw new MappingFailure("MAPPING_TYPE", "name", "the cell of name is no name");
      }
      if (name.equals(Value.text("-"))) {
        return Optional.empty();
      }
      return Optional.of(
          new Assertion(
              new RecordKey("student", row.columns().get("id").toString()), Map.of("name", name)));
    }
  }
}
