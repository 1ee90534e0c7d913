package homeroom.bench.live;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Operation;
import homeroom.api.PushSource;
import homeroom.api.RecordKey;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.bench.Students;
import homeroom.planning.Guard;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourcePolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A source in this process: posts single rows, and has an export when it is asked. Thread-safe. */
final class Speaker implements SourceAdapter, PushSource {

  private static final String EVENT = "event";

  /** The column that says which record a row is of. */
  private static final String KEY = "id";

  private record Export(String name, Stream<Row> rows) {}

  private final String system;
  private final Map<String, Row> rows = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Export>> export = new AtomicReference<>(Optional.empty());

  Speaker(String system) {
    this.system = system;
  }

  /** What a row says of a record. */
  record Row(RecordKey record, Map<String, Value> fields, Operation operation) {

    Row(RecordKey record, Map<String, Value> fields) {
      this(record, fields, Operation.UPSERT);
    }

    /** That it is there no more. */
    static Row gone(RecordKey record) {
      return new Row(record, Map.of(), Operation.DELETE);
    }
  }

  SourcePolicy policy() {
    List<SourceMapping> mappings =
        Campus.rules().entities().keySet().stream().<SourceMapping>map(AsItIs::new).toList();
    return new SourcePolicy(system, mappings, Optional.empty(), Guard.NONE);
  }

  /** What is posted under an event's id. */
  Request says(String event, Row row) {
    rows.put(event, row);
    return new Request(Map.of(EVENT, event), new byte[0]);
  }

  /** An export of some students lies ready. */
  void exports(String name, IntStream students) {
    exports(name, students.mapToObj(number -> exported(name, number)));
  }

  /** An export lies ready. */
  void exports(String name, Stream<Row> rows) {
    export.set(Optional.of(new Export(name, rows)));
  }

  @Override
  public Batch receive(Request request) {
    String event = request.headers().getOrDefault(EVENT, "");
    Row row = rows.remove(event);
    if (row == null) {
      throw new IllegalArgumentException("nobody said " + event);
    }
    return batch(event, Stream.of(item(row, Optional.of(event))), Cursor.START);
  }

  @Override
  public Batch poll(Cursor from) {
    Optional<Export> found = export.getAndSet(Optional.empty());
    if (found.isEmpty()) {
      return Batch.nothing(from);
    }
    return batch(
        found.get().name(),
        found.get().rows().map(row -> item(row, Optional.empty())),
        new Cursor(found.get().name()));
  }

  /** Each says in the field that changes which export it comes from. */
  private static Row exported(String export, int number) {
    Map<String, Value> fields = Students.row(number, 0);
    fields.put(Students.CHANGING, Value.text(mark(export, number)));
    return new Row(Students.key(number), fields);
  }

  static String mark(String export, int number) {
    return export + "-" + number;
  }

  @Override
  public void close() {
    rows.clear();
  }

  private static Batch batch(String id, Stream<SourceItem> items, Cursor next) {
    return Batch.ofItems(
        id, "bench", Map.of(Students.ENTITY, Coverage.PARTIAL), items, next, Optional.empty());
  }

  private static SourceItem item(Row row, Optional<String> event) {
    Map<String, Value> columns = new LinkedHashMap<>(row.fields());
    columns.put(KEY, Value.text(row.record().key()));
    return new SourceItem.Row(
        row.record().entity(),
        "bench:1",
        columns,
        row.operation(),
        Optional.empty(),
        event,
        Optional.empty());
  }

  /** The columns are the fields. */
  private record AsItIs(String entity) implements SourceMapping {

    @Override
    public String collection() {
      return entity;
    }

    @Override
    public Optional<Assertion> assertion(SourceItem.Row row) {
      Map<String, Value> fields = new LinkedHashMap<>(row.columns());
      return fields.remove(KEY) instanceof Value.Text(var key)
          ? Optional.of(new Assertion(new RecordKey(entity, key), fields))
          : Optional.empty();
    }
  }
}
