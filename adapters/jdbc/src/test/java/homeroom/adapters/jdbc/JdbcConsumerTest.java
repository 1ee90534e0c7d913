package homeroom.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.RemoteRecord.Activity;
import homeroom.api.Settings;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcConsumerTest {

  @Test
  void shouldGiveColumnsTheTypesOfTheirFields() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));

      assertThat(file.query("SELECT group_concat(type, ' ') FROM pragma_table_info('student')"))
          .isEqualTo(
              "TEXT TEXT TEXT TEXT BIGINT BOOLEAN NUMERIC DATE TIMESTAMP WITH TIME ZONE JSON"
                  + " TIMESTAMP WITH TIME ZONE");
      assertThat(
              file.query(
                  "SELECT (grade_level + 1) || ' ' || in_school || ' ' || (credits * 2) FROM"
                      + " student"))
          .isEqualTo("2 0 25.0");
    }
  }

  @Test
  void shouldGiveTheSameRowAnotherKeyHoweverOftenItIsTold() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, row("123", "Reyes")));
      Delivery renamed = renamed(2, row("456", "Reyes-Diaz"), "123");

      deliver(file, renamed);
      deliver(file, renamed);

      assertThat(file.query("SELECT group_concat(student_id || ' ' || name) FROM student"))
          .isEqualTo("456 Reyes-Diaz");
    }
  }

  @Test
  void shouldTakeTheOldRowAwayWhereTheNewKeyHasOneAlready() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, row("123", "Reyes")));
      deliver(file, create(2, row("456", "Diaz")));

      deliver(file, renamed(3, row("456", "Diaz"), "123"));

      assertThat(
              file.query(
                  "SELECT group_concat(student_id) FROM student WHERE homeroom_deleted_at IS NULL"))
          .isEqualTo("456");
    }
  }

  private static Map<String, Value> row(String key, String name) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("student_id", Value.text(key));
    row.put("name", Value.text(name));
    return row;
  }

  private static Delivery renamed(int number, Map<String, Value> payload, String formerKey) {
    return delivery(number, Operation.UPSERT, payload, payload.keySet(), false).formerly(formerKey);
  }

  @Test
  void shouldAddAColumnOnceItsTypeIsKnown() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      Map<String, Value> first = new LinkedHashMap<>(Map.of("student_id", Value.text("a")));
      first.put("bus", Value.NULL);
      deliver(file, create(1, first));
      assertThat(columns(file)).doesNotContain("bus");
      assertThat(snapshot(file, Set.of("bus"))).containsExactly(Map.of("bus", Value.NULL));

      Map<String, Value> second = new LinkedHashMap<>(Map.of("student_id", Value.text("b")));
      second.put("bus", Value.whole(7));
      deliver(file, create(2, second));

      assertThat(columns(file)).contains("bus");
      assertThat(snapshot(file, Set.of("bus")))
          .containsExactlyInAnyOrder(Map.of("bus", Value.NULL), Map.of("bus", Value.whole(7)));
    }
  }

  @Test
  void shouldTellCreatedUpdatedAndUnchangedApartInOneBatch() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)), create(2, file.payload(2)));
      Map<String, Value> changed = file.payload(1);
      changed.put("given_name", Value.text("New"));

      List<Effect> effects =
          effects(
              deliver(
                  file,
                  update(1, changed, Set.of("given_name")),
                  create(2, file.payload(2)),
                  create(3, file.payload(3))));

      assertThat(effects).containsExactly(Effect.UPDATED, Effect.UNCHANGED, Effect.CREATED);
    }
  }

  @Test
  void shouldKeepTheOrderOfTwoChangesToOneRow() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      Map<String, Value> later = file.payload(1);
      later.put("given_name", Value.text("Later"));

      List<Effect> effects =
          effects(
              deliver(
                  file,
                  create(1, file.payload(1)),
                  update(1, later, Set.of("given_name")),
                  delete(1, later),
                  create(1, later)));

      assertThat(effects)
          .containsExactly(Effect.CREATED, Effect.UPDATED, Effect.DELETED, Effect.UPDATED);
      assertThat(file.query("SELECT given_name || (homeroom_deleted_at IS NULL) FROM student"))
          .isEqualTo("Later1");
    }
  }

  @Test
  void shouldMarkWhatIsDeletedOnceAndKeepTheRow() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));

      List<Effect> effects = effects(deliver(file, delete(1, file.payload(1))));

      assertThat(effects).containsExactly(Effect.DELETED);
      assertThat(file.query("SELECT homeroom_deleted_at FROM student"))
          .isEqualTo(Students.NOW.toString());
    }
  }

  @Test
  void shouldFindTheRowOfADeletionWithoutPayloadByThePrimaryKey() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));

      List<Effect> effects = effects(deliver(file, delete(1, Map.of()), delete(9, Map.of())));

      assertThat(effects).containsExactly(Effect.DELETED, Effect.DELETED);
      assertThat(shown(file)).extracting(RemoteRecord::activity).containsExactly(Activity.INACTIVE);
    }
  }

  @Test
  void shouldFindTheOneBadRowAmongMany() throws Exception {
    try (SqliteFile file = SqliteFile.existing()) {
      List<Delivery> deliveries = new ArrayList<>();
      IntStream.rangeClosed(1, 100)
          .forEach(
              number ->
                  deliveries.add(
                      create(number, number == 37 ? file.refused(number) : file.payload(number))));

      List<Receipt> receipts = file.adapter().deliver(deliveries);

      assertThat(receipts).hasSize(100);
      assertThat(receipts.stream().filter(each -> each.outcome() instanceof Failed))
          .extracting(Receipt::deliveryId)
          .containsExactly("d-37");
      assertThat(file.count()).isEqualTo(99);
    }
  }

  @Test
  void shouldSayByItsCodeWhatTheDatabaseHasAgainstARow() throws Exception {
    try (SqliteFile file = SqliteFile.existing()) {
      Failure failure =
          failure(deliver(file, create(1, file.payload(1)), create(2, file.refused(2))).getLast());

      assertThat(failure.kind()).isEqualTo(Kind.CONTENT);
      assertThat(failure.code()).isEqualTo("JDBC_CONSTRAINT");
      assertThat(failure.message()).contains("SQLite result 19");
      assertThat(file.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "22001, CONTENT, JDBC_VALUE",
    "23505, CONTENT, JDBC_CONSTRAINT",
    "40001, TRANSIENT, JDBC_BUSY",
    "55P03, TRANSIENT, JDBC_BUSY",
    "53100, TRANSIENT, JDBC_UNAVAILABLE",
    "57P01, TRANSIENT, JDBC_UNAVAILABLE",
    "08006, TRANSIENT, JDBC_UNAVAILABLE",
    "28P01, CREDENTIAL, JDBC_UNAUTHORIZED",
    "28000, CREDENTIAL, JDBC_UNAUTHORIZED",
    "42501, CREDENTIAL, JDBC_FORBIDDEN",
    "42P01, TRANSIENT, JDBC_TABLE_CHANGED",
    "3D000, CONFIGURATION, JDBC_UNFIT",
  })
  void shouldTellWhoMustActBySqlState(String state, Kind kind, String code) {
    Failure failure =
        SqlFailures.of(new SQLException("Key (id)=(s-1) already exists", state), "Writing");

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains("SQLSTATE " + state).doesNotContain("s-1");
  }

  /** What the pool throws is its own; why it could not connect is within. */
  @ParameterizedTest
  @CsvSource({"28P01, CREDENTIAL", "28000, CREDENTIAL", "08001, TRANSIENT"})
  void shouldTellWhoMustActWhenItIsNotLetIn(String state, Kind kind) throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      file.faults().refuseConnections(state);

      assertThatThrownBy(() -> deliver(file, create(1, file.payload(1))))
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              refused -> assertThat(refused.failure().kind()).isEqualTo(kind));
      assertThat(file.adapter().probe().failure().orElseThrow().kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @CsvSource({"08006, UNKNOWN", "57P01, UNKNOWN", "40001, TRANSIENT", "23503, CONTENT"})
  void shouldNotKnowOfACommitOnlyIfTheConnectionBroke(String state, Kind kind) {
    assertThat(SqlFailures.ofCommit(new SQLException("why", state)).kind()).isEqualTo(kind);
  }

  @Test
  void shouldNotClaimRowsWhoseCommitNeverGotThere() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      file.adapter().deliver(List.of(create(1, file.payload(1))));
      file.faults().breakBeforeCommit();

      assertThatThrownBy(
              () -> deliver(file, create(2, file.payload(2)), create(3, file.payload(3))))
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              lost -> assertThat(lost.failure().kind()).isEqualTo(Kind.UNKNOWN));
      file.comeBack();

      assertThat(file.count()).isEqualTo(1);
      assertThat(effects(deliver(file, create(2, file.payload(2)), create(3, file.payload(3)))))
          .containsExactly(Effect.CREATED, Effect.CREATED);
    }
  }

  @Test
  void shouldRefuseAValueThatItsColumnCannotHold() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));
      Map<String, Value> payload = file.payload(2);
      payload.put("grade_level", Value.text("eleventh"));

      Failure failure = failure(deliver(file, create(2, payload)).getFirst());

      assertThat(failure.kind()).isEqualTo(Kind.CONTENT);
      assertThat(failure.code()).isEqualTo("JDBC_WRONG_TYPE");
      assertThat(failure.message()).contains("grade_level").doesNotContain("eleventh");
    }
  }

  @Test
  void shouldTakeNamesForNamesOnly() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));
      Map<String, Value> payload = file.payload(2);
      payload.put("x\" TEXT); DROP TABLE student; --", Value.text("x"));
      Map<String, Value> reserved = file.payload(3);
      reserved.put("homeroom_deleted_at", Value.NULL);

      assertThat(failure(deliver(file, create(2, payload)).getFirst()).code())
          .isEqualTo("JDBC_BAD_NAME");
      assertThat(failure(deliver(file, create(3, reserved)).getFirst()).code())
          .isEqualTo("JDBC_BAD_NAME");
      assertThat(file.count()).isEqualTo(1);
    }
  }

  @Test
  void shouldSayWhatIsMissingFromTablesThatMustExist() throws Exception {
    try (SqliteFile file =
        SqliteFile.existing("CREATE TABLE student (student_id TEXT, homeroom_deleted_at TEXT)")) {
      Map<String, Value> key = Map.of("student_id", Value.text("a"));
      assertThat(failure(deliver(file, create(1, file.payload(1))).getFirst()).message())
          .contains("no column given_name");
      assertThat(failure(deliver(file, create(1, key)).getFirst()).message())
          .contains("student_id of table student is not unique");

      file.execute("CREATE UNIQUE INDEX one ON student (student_id)");

      assertThat(effects(deliver(file, create(1, key)))).containsExactly(Effect.CREATED);
    }
  }

  @Test
  void shouldProbeForTablesThatMustExist() {
    try (SqliteFile file = SqliteFile.existing("CREATE TABLE staff (id TEXT)")) {
      Failure failure = file.adapter().probe().failure().orElseThrow();

      assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(failure.message()).contains("no table student");
    }
  }

  @Test
  void shouldLookAgainAfterSomebodyChangedTheTable() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)));
      file.execute("DROP TABLE student");

      assertThatThrownBy(() -> deliver(file, create(2, file.payload(2))))
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              thrown -> assertThat(thrown.failure().code()).isEqualTo("JDBC_TABLE_CHANGED"));
      assertThat(effects(deliver(file, create(2, file.payload(2)))))
          .containsExactly(Effect.CREATED);
    }
  }

  @Test
  void shouldBlameTheConfigurationForAFileThatCannotBeOpened() {
    Map<String, Object> options =
        Map.of(
            "url", "jdbc:sqlite:/nowhere/at/all/x.db",
            "tables", "create",
            "batch", 5L,
            "deletes", "mark");
    try (var adapter = SqliteFile.adapter(new Settings(options))) {
      assertThat(adapter.probe().failure().orElseThrow().kind()).isEqualTo(Kind.CONFIGURATION);
    }
  }

  @Test
  void shouldNotKnowOtherDatabases() {
    Map<String, Object> options =
        Map.of("url", "jdbc:h2:mem:x", "tables", "create", "batch", 5L, "deletes", "mark");

    assertThatThrownBy(() -> SqliteFile.adapter(new Settings(options)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldReadWhileRowsAreWritten() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      deliver(file, create(1, file.payload(1)), create(2, file.payload(2)));

      try (var rows = ((SnapshotReader) file.adapter()).read("student", Set.of("student_id"))) {
        var reading = rows.iterator();
        reading.next();
        assertThat(effects(deliver(file, create(3, file.payload(3)))))
            .containsExactly(Effect.CREATED);
        assertThat(reading.hasNext()).isTrue();
      }
    }
  }

  @Test
  void shouldWriteADistrictInSeconds() throws Exception {
    try (SqliteFile file = SqliteFile.inBatchesOf(500)) {
      Instant start = Instant.now();
      int rows = 37_000;
      for (int from = 0; from < rows; from += 500) {
        List<Delivery> batch =
            IntStream.range(from, from + 500)
                .mapToObj(number -> create(number, file.payload(number)))
                .toList();
        file.adapter().deliver(batch);
      }

      assertThat(file.count()).isEqualTo(rows);
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }
  }

  private static List<Receipt> deliver(SqliteFile file, Delivery... deliveries)
      throws AdapterFailure {
    return file.adapter().deliver(List.of(deliveries));
  }

  private static List<Effect> effects(List<Receipt> receipts) {
    return receipts.stream().map(each -> ((Applied) each.outcome()).effect()).toList();
  }

  private static Failure failure(Receipt receipt) {
    Outcome outcome = receipt.outcome();
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).failure();
  }

  private static String columns(SqliteFile file) {
    return file.query("SELECT group_concat(name, ' ') FROM pragma_table_info('student')");
  }

  @Test
  void shouldNotTakeATableThatIsNotThereForAnEmptyOne() throws Exception {
    try (SqliteFile file = SqliteFile.creating()) {
      SnapshotReader reader = (SnapshotReader) file.adapter();
      assertThat(reader.has("student")).isFalse();
      assertThatThrownBy(() -> shown(file))
          .isInstanceOfSatisfying(
              AdapterFailure.class,
              failed -> assertThat(failed.failure().code()).isEqualTo("JDBC_TABLE_UNFIT"));
      deliver(file, create(1, file.payload(1)));
      assertThat(reader.has("student")).isTrue();
      assertThat(shown(file)).hasSize(1);

      file.execute("DROP TABLE student");

      assertThat(reader.has("student")).isFalse();
    }
  }

  private static List<RemoteRecord> shown(SqliteFile file) throws AdapterFailure {
    try (Stream<RemoteRecord> rows =
        ((SnapshotReader) file.adapter()).read("student", Set.of("student_id"))) {
      return rows.toList();
    }
  }

  private static List<Map<String, Value>> snapshot(SqliteFile file, Set<String> fields)
      throws AdapterFailure {
    try (Stream<RemoteRecord> rows = ((SnapshotReader) file.adapter()).read("student", fields)) {
      return rows.map(RemoteRecord::fields).toList();
    }
  }

  private static Delivery create(int number, Map<String, Value> payload) {
    return delivery(number, Operation.UPSERT, payload, payload.keySet(), true);
  }

  private static Delivery update(int number, Map<String, Value> payload, Set<String> changed) {
    return delivery(number, Operation.UPSERT, payload, changed, false);
  }

  private static Delivery delete(int number, Map<String, Value> payload) {
    return delivery(number, Operation.DELETE, payload, Set.of(), false);
  }

  private static Delivery delivery(
      int number,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates) {
    return new Delivery(
        "d-" + number,
        new RecordKey("student", "key-" + number),
        "student",
        operation,
        payload,
        changed,
        creates,
        Optional.empty(),
        1);
  }
}
