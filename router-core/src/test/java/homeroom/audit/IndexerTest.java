package homeroom.audit;

import static homeroom.audit.Samples.NOON;
import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.schema.BatchStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexerTest {

  @TempDir Path data;
  private final TestLog log = new TestLog(3);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private QueryStore store;

  @BeforeEach
  void open() {
    store =
        QueryStore.open(
            new StoreLocation.SqliteFile(data.resolve("homeroom.db")),
            Pseudonyms.open(data, TestLog.TENANT));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Indexer indexer(Supplier<Consumer<byte[], byte[]>> consumers) {
    Indexer indexer =
        new Indexer(
            store, TestLog.TENANT, consumers, new IndexerMetrics(registry), InstantSource.system());
    indexer.start();
    return indexer;
  }

  private static void catchUp(Indexer indexer) {
    assertThat(indexer.caughtUp()).succeedsWithin(java.time.Duration.ofSeconds(20));
  }

  private int stored() {
    return store.movements().find(MovementFilter.ALL, Optional.empty(), 10_000).items().size();
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      log.add(
          TestLog.TOPICS.movements(),
          "student/" + i,
          accepted("student", "" + i, minutes(i), sent("lms", "d" + i)));
    }
  }

  @Test
  void shouldFillEveryTableFromItsTopic() {
    write(0, 3);
    log.add(
        TestLog.TOPICS.records(),
        "student/1",
        Samples.golden("student", "1", 1, true, Map.of("email", "x")));
    log.add(TestLog.TOPICS.conflicts(), "student/1", Samples.conflict("k1", "1", NOON));
    log.add(
        TestLog.TOPICS.batches(), "sis/b1", Samples.batch("sis", "b1", BatchStatus.ACCEPTED, NOON));
    log.add(TestLog.TOPICS.quarantine(), "q1", Samples.quarantined("q1", null, NOON));

    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
      assertThat(indexer.lag()).isEqualTo(OptionalLong.of(0));
    }

    assertThat(stored()).isEqualTo(3);
    String record = store.pseudonyms().of(new RecordKey("student", "1"));
    assertThat(store.records().find(record)).isPresent();
    assertThat(store.intake().batches(Optional.empty(), 9)).hasSize(1);
    assertThat(store.quarantine().entries(QuarantineQueries.Filter.WAITING, 9)).hasSize(1);
  }

  @Test
  void shouldGoOnWhereItStoppedAndCountEachMessageOnce() {
    write(0, 200);
    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }
    write(200, 300);
    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }

    assertThat(stored()).isEqualTo(300);
    assertThat(
            registry
                .get("homeroom.movements")
                .tags("outcome", "ACCEPTED", "system", "sis")
                .counter()
                .count())
        .isEqualTo(300);
  }

  @Test
  void shouldFollowWhatIsWrittenWhileItRuns() {
    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
      write(0, 10);
      await().atMost(20, TimeUnit.SECONDS).until(() -> stored() == 10);
    }
  }

  @Test
  void shouldPutAMessageThatCannotBeReadIntoQuarantineAndGoOn() {
    log.addBytes(TestLog.TOPICS.movements(), "student/marked-key", "marked value".getBytes());
    write(0, 5);

    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }

    assertThat(stored()).isEqualTo(5);
    assertThat(store.quarantine().entries(QuarantineQueries.Filter.WAITING, 9))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.code()).isEqualTo("UNREADABLE_MESSAGE");
              assertThat(entry.place().orElse("")).startsWith("cedar.movements:");
              assertThat(entry.toString()).doesNotContain("marked");
            });
  }

  @Test
  void shouldNotBeStoppedByAMessageThatNamesNoRecord() {
    log.add(TestLog.TOPICS.movements(), "odd", accepted("", "", NOON));
    log.add(TestLog.TOPICS.quarantine(), "odd", Samples.quarantined("q1", "no slash", NOON));
    write(0, 5);

    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }

    assertThat(stored()).isEqualTo(5);
    assertThat(store.quarantine().entries(QuarantineQueries.Filter.WAITING, 9))
        .extracting(QuarantineEntry::code)
        .containsOnly("UNREADABLE_MESSAGE")
        .hasSize(2);
  }

  @Test
  void shouldForgetARecordWhoseTombstoneItReads() {
    log.add(
        TestLog.TOPICS.records(),
        "student/1",
        Samples.golden("student", "1", 1, true, Map.of("email", "x")));
    log.add(TestLog.TOPICS.records(), "student/1", null);

    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }

    assertThat(store.records().list(Optional.empty(), Optional.empty(), 9).items()).isEmpty();
  }

  @Test
  void shouldKeepTryingWhenTheBrokersDoNotAnswer() {
    write(0, 5);
    AtomicInteger calls = new AtomicInteger();
    Supplier<Consumer<byte[], byte[]>> shaky =
        () -> {
          if (calls.incrementAndGet() < 3) {
            throw new TimeoutException("marked text");
          }
          return log.consumer();
        };

    try (Indexer indexer = indexer(shaky)) {
      await().until(() -> indexer.health().failure().isPresent());
      Failure failure = indexer.health().failure().orElseThrow();
      assertThat(failure.code()).isEqualTo("LOG_UNREACHABLE");
      assertThat(failure.message()).doesNotContain("marked");
      assertThat(indexer.lag()).isEmpty();
      catchUp(indexer);
      await().until(() -> indexer.health().failure().isEmpty());
    }
    assertThat(stored()).isEqualTo(5);
  }

  @Test
  void shouldRefuseALogThatIsShorterThanWhatItHasRead() {
    write(0, 20);
    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }
    TestLog another = new TestLog(3);

    try (Indexer indexer = indexer(another::consumer)) {
      await()
          .until(
              () ->
                  indexer
                      .health()
                      .failure()
                      .map(Failure::code)
                      .equals(Optional.of("QUERY_STORE_AHEAD")));
    }
    assertThat(stored()).isEqualTo(20);
  }

  @Test
  void shouldTellThoseWhoWaitThatItWasClosed() {
    Indexer indexer =
        new Indexer(
            store,
            TestLog.TENANT,
            log::consumer,
            new IndexerMetrics(registry),
            InstantSource.system());
    var waiting = indexer.caughtUp();
    indexer.close();

    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(indexer.caughtUp()).isCompletedExceptionally();
  }

  @Test
  void shouldRebuildTheSameStoreFromTheLog() {
    write(0, 50);
    for (int i = 0; i < 50; i++) {
      log.add(
          TestLog.TOPICS.movements(),
          "student/" + i,
          delivered("lms", "student", "" + i, "d" + i, "CREATED", minutes(100 + i)));
    }
    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }
    var before = Tables.of(store);
    store.close();
    Tables.delete(data.resolve("homeroom.db"));
    open();

    try (Indexer indexer = indexer(log::consumer)) {
      catchUp(indexer);
    }

    assertThat(Tables.of(store)).isEqualTo(before);
  }
}
