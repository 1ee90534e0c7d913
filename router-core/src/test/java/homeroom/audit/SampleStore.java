package homeroom.audit;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.refused;
import static homeroom.audit.Samples.sent;
import static homeroom.audit.Samples.waiting;

import homeroom.schema.AlertStatus;
import homeroom.schema.BatchStatus;
import homeroom.schema.Boundary;
import homeroom.schema.Conflict;
import homeroom.schema.GoldenRecord;
import homeroom.schema.KeyStep;
import homeroom.schema.KeyStepKind;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store that an indexer filled from a small log: two students, a class and a seat. */
public final class SampleStore implements AutoCloseable {

  /** Stands in a value and must be seen in the answer about the record alone. */
  public static final String MARKED = "marked-value@cedar.example";

  private final TestLog log = new TestLog(2);
  private final QueryStore store;
  private final Indexer indexer;

  public SampleStore(Path data, MeterRegistry registry, InstantSource clock) {
    store =
        QueryStore.open(
            new StoreLocation.SqliteFile(data.resolve("homeroom.db")),
            Pseudonyms.open(data, TestLog.TENANT));
    fill();
    indexer =
        new Indexer(store, TestLog.TENANT, log::consumer, new IndexerMetrics(registry), clock);
    indexer.start();
    indexer.caughtUp().join();
  }

  public QueryStore store() {
    return store;
  }

  /** A conflict that waits for a person. */
  public void letWait(String conflict) {
    Conflict waiting = Samples.conflict(conflict, "123", minutes(6));
    waiting.setWinner("");
    log.add(TestLog.TOPICS.conflicts(), "student/123", waiting);
    indexer.caughtUp().join();
  }

  /** A record has another key now, and so has what is true of it. */
  public void rename(String from, String to) {
    KeyStep step =
        new KeyStep(
            KeyStepKind.RENAMED,
            "student/" + from,
            "student/" + to,
            Micros.of(minutes(7)),
            "kim",
            "a new number",
            "command-1");
    GoldenRecord gone = Samples.golden("student", from, 3, false, Map.of());
    gone.setMovedTo("student/" + to);
    gone.setKeys(List.of(step));
    GoldenRecord now = Samples.golden("student", to, 3, true, Map.of("email", MARKED));
    now.setKeys(List.of(step));
    log.add(TestLog.TOPICS.records(), "student/" + from, gone);
    log.add(TestLog.TOPICS.records(), "student/" + to, now);
    Movement renamed =
        Samples.movement(MovementOutcome.ACCEPTED, "", "student", from, minutes(7))
            .setCode("RECORD_RENAMED")
            .build();
    add(renamed);
  }

  /** More that happened. */
  public void add(Movement... movements) {
    for (Movement movement : movements) {
      moved(movement);
    }
    indexer.caughtUp().join();
  }

  /** All up to a boundary was decided. */
  public void pass(Boundary boundary) {
    log.add(TestLog.TOPICS.movements(), "_partition/" + boundary.getPartition(), boundary);
    indexer.caughtUp().join();
  }

  public Indexer indexer() {
    return indexer;
  }

  @Override
  public void close() {
    indexer.close();
    store.close();
  }

  private void fill() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("givenName", "Zoë");
    values.put("email", MARKED);
    values.put("nickname", "<null>");
    log.add(
        TestLog.TOPICS.records(), "student/123", Samples.golden("student", "123", 2, true, values));
    log.add(TestLog.TOPICS.records(), "class/9", Samples.golden("class", "9", 1, true, Map.of()));
    moved(accepted("class", "9", minutes(0), sent("lms", "d1")));
    moved(refused("lms", "class", "9", "d1", "CANVAS_NO_TERM", minutes(1)));
    Movement student = accepted("student", "123", minutes(2), sent("lms", "d2"), sent("idp", "d3"));
    student.setCauseId("event-1");
    moved(student);
    moved(delivered("lms", "student", "123", "d2", "CREATED", minutes(3)));
    moved(accepted("enrollment", "e1", minutes(4), waiting("lms", "class/9", "after:idp")));
    log.add(TestLog.TOPICS.conflicts(), "student/123", Samples.conflict("k1", "123", minutes(5)));
    log.add(
        TestLog.TOPICS.batches(),
        "sis/b1",
        Samples.batch("sis", "b1", BatchStatus.ACCEPTED, minutes(0)));
    log.add(TestLog.TOPICS.alerts(), "a1", Samples.alert("a1", AlertStatus.GATHERING, minutes(5)));
    log.add(TestLog.TOPICS.alerts(), "a1", Samples.alert("a1", AlertStatus.SENT, minutes(5)));
    log.add(TestLog.TOPICS.alerts(), "a2", Samples.alert("a2", AlertStatus.GIVEN_UP, minutes(6)));
    log.add(
        TestLog.TOPICS.quarantine(), "q1", Samples.quarantined("q1", "student/456", minutes(1)));
  }

  private void moved(Movement movement) {
    log.add(TestLog.TOPICS.movements(), movement.getEntity() + "/" + movement.getKey(), movement);
  }
}
