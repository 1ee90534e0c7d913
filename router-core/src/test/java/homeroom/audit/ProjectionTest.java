package homeroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.FirstContact;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * However the log is cut into portions, whichever partition comes first, and wherever the hub
 * crashes: the tables end up the same.
 */
final class ProjectionTest {

  /** A message, as the generator makes it. */
  record Message(String topic, String key, @Nullable SpecificRecord value) {}

  @Property(tries = 60)
  void shouldGiveTheSameTablesHoweverTheLogIsRead(
      @ForAll("logs") List<Message> messages, @ForAll Random random)
      throws IOException, SQLException {
    TestLog log = new TestLog(3);
    messages.forEach(message -> log.add(message.topic(), message.key(), message.value()));

    assertThat(readInPieces(log, random)).isEqualTo(readAtOnce(log));
  }

  /** The log lost what was written last, of each partition another part. */
  @Property(tries = 60)
  void shouldComeBackToWhereALogEndsThatLostItsTails(
      @ForAll("logs") List<Message> messages, @ForAll Random random)
      throws IOException, SQLException {
    TestLog whole = new TestLog(3);
    messages.forEach(message -> whole.add(message.topic(), message.key(), message.value()));
    TestLog left = whole.losing(random);

    assertThat(readAndLost(whole, left)).isEqualTo(withoutNames(readAtOnce(left)));
  }

  /** The same, in a store that forgot what is old before it read what was lost. */
  @Property(tries = 60)
  void shouldComeBackFromWhatWasPruned(
      @ForAll("logs") List<Message> messages, @ForAll Random random)
      throws IOException, SQLException {
    TestLog whole = new TestLog(3);
    messages.forEach(message -> whole.add(message.topic(), message.key(), message.value()));
    TestLog left = whole.losing(random);
    Path folder = Files.createTempDirectory("store");
    try (QueryStore store = open(folder)) {
      StoreWriter writer = new StoreWriter(store);
      write(writer, left.after(Map.of(), Integer.MAX_VALUE), Map.of());
      Map<String, List<String>> before = standings(store);
      store.prune(Samples.minutes(60 * random.nextInt(1, 5)));
      store.prune(Samples.minutes(60 * random.nextInt(5, 12)));
      assertThat(standings(store)).isEqualTo(before);
      Map<TopicPartition, Long> offsets = writer.offsets();
      write(writer, whole.after(offsets, Integer.MAX_VALUE), offsets);

      rollBack(store, left);

      assertThat(standings(store)).isEqualTo(before);
    } finally {
      delete(folder);
    }
  }

  /** What is concluded from the movements of a record, also of those that are forgotten. */
  private static Map<String, List<String>> standings(QueryStore store) {
    Map<String, List<String>> tables = Tables.of(store);
    tables.keySet().retainAll(Set.of("holdings", "holding_counts", "refusals"));
    return tables;
  }

  private static void rollBack(QueryStore store, TestLog left) {
    Map<String, Long> ends = new HashMap<>();
    left.ends().forEach((partition, end) -> ends.put(partition.toString(), end));
    store.rollBack(TestLog.TENANT, ends);
  }

  private static Map<String, List<String>> readAndLost(TestLog whole, TestLog left)
      throws IOException, SQLException {
    Path folder = Files.createTempDirectory("store");
    try (QueryStore store = open(folder)) {
      write(new StoreWriter(store), whole.after(Map.of(), Integer.MAX_VALUE), Map.of());
      rollBack(store, left);
      StoreWriter writer = new StoreWriter(store);
      Map<TopicPartition, Long> offsets = writer.offsets();
      write(writer, left.after(offsets, Integer.MAX_VALUE), offsets);
      return withoutNames(Tables.of(store));
    } finally {
      delete(folder);
    }
  }

  /** A name once given is kept, whether anything is known of the record or not. */
  private static Map<String, List<String>> withoutNames(Map<String, List<String>> tables) {
    tables.remove("subjects");
    return tables;
  }

  private static Map<String, List<String>> readAtOnce(TestLog log)
      throws IOException, SQLException {
    Path folder = Files.createTempDirectory("store");
    try (QueryStore store = open(folder)) {
      write(new StoreWriter(store), log.after(Map.of(), Integer.MAX_VALUE), Map.of());
      return Tables.of(store);
    } finally {
      delete(folder);
    }
  }

  private static Map<String, List<String>> readInPieces(TestLog log, Random random)
      throws IOException, SQLException {
    Path folder = Files.createTempDirectory("store");
    QueryStore store = open(folder);
    try {
      StoreWriter writer = new StoreWriter(store);
      while (!writer.offsets().equals(log.ends())) {
        if (random.nextInt(4) == 0) {
          // The hub was killed; what it knew besides the database is gone.
          store.close();
          store = open(folder);
          writer = new StoreWriter(store);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(writer.offsets());
        writer.write(List.of(), missing(log, offsets));
        offsets.putAll(missing(log, offsets));
        List<ConsumerRecord<byte[], byte[]>> portion = portion(log, offsets, random);
        if (random.nextInt(4) == 0) {
          failHalfway(store, writer, portion, offsets);
        } else {
          write(writer, portion, offsets);
        }
      }
      return Tables.of(store);
    } finally {
      store.close();
      delete(folder);
    }
  }

  private static Map<TopicPartition, Long> missing(TestLog log, Map<TopicPartition, Long> offsets) {
    Map<TopicPartition, Long> missing = new HashMap<>();
    log.ends().keySet().stream()
        .filter(partition -> !offsets.containsKey(partition))
        .forEach(partition -> missing.put(partition, 0L));
    return missing;
  }

  /** Some messages of some partitions, each partition in its order, the partitions in any. */
  private static List<ConsumerRecord<byte[], byte[]>> portion(
      TestLog log, Map<TopicPartition, Long> offsets, Random random) {
    Map<TopicPartition, Long> chosen = new HashMap<>(offsets);
    log.ends()
        .forEach(
            (partition, end) -> {
              if (random.nextBoolean()) {
                chosen.put(partition, end);
              }
            });
    return log.after(chosen, 1 + random.nextInt(5));
  }

  private static void write(
      StoreWriter writer,
      List<ConsumerRecord<byte[], byte[]>> portion,
      Map<TopicPartition, Long> before)
      throws SQLException {
    LogReader reader = new LogReader(TestLog.TENANT);
    List<LogEntry> entries = new ArrayList<>();
    Map<TopicPartition, Long> offsets = new HashMap<>(before);
    for (ConsumerRecord<byte[], byte[]> message : portion) {
      reader.read(message).ifPresent(entries::add);
      offsets.put(new TopicPartition(message.topic(), message.partition()), message.offset() + 1);
    }
    writer.write(entries, offsets);
  }

  /** The database refuses in the middle of the transaction. */
  private static void failHalfway(
      QueryStore store,
      StoreWriter writer,
      List<ConsumerRecord<byte[], byte[]>> portion,
      Map<TopicPartition, Long> offsets) {
    store.writer().useHandle(handle -> handle.execute("alter table log_offsets rename to gone"));
    try {
      write(writer, portion, offsets);
      throw new AssertionError("the table is gone");
    } catch (SQLException expected) {
      assertThat(expected.getMessage()).contains("log_offsets");
    } finally {
      store.writer().useHandle(handle -> handle.execute("alter table gone rename to log_offsets"));
    }
  }

  private static QueryStore open(Path folder) {
    return QueryStore.open(
        new StoreLocation.SqliteFile(folder.resolve("homeroom.db")),
        Pseudonyms.open(KEY, TestLog.TENANT));
  }

  private static final Path KEY = key();

  private static Path key() {
    try {
      Path folder = Files.createTempDirectory("key");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    Tables.delete(folder.resolve("homeroom.db"));
    Files.delete(folder);
  }

  @Provide
  Arbitrary<List<Message>> logs() {
    Arbitrary<String> keys = Arbitraries.of("1", "2", "3", "4", "5", "6", "7");
    Arbitrary<Message> movements =
        Combinators.combine(
                Arbitraries.of(MovementOutcome.values()),
                keys,
                Arbitraries.of("lms", "idp"),
                Arbitraries.integers().between(0, 9),
                sent(),
                Arbitraries.of(FirstContact.values()).map(FirstContact::code).injectNull(0.5))
            .as(ProjectionTest::movement);
    Arbitrary<Message> golden =
        Combinators.combine(keys, Arbitraries.longs().between(1, 9), Arbitraries.of(true, false))
            .as(
                (key, version, exists) ->
                    new Message(
                        TestLog.TOPICS.records(),
                        "student/" + key,
                        Samples.golden("student", key, version, exists, Map.of("email", "x"))));
    Arbitrary<Message> quarantine =
        keys.map(
            key ->
                new Message(
                    TestLog.TOPICS.quarantine(),
                    "q" + key,
                    Samples.quarantined("q" + key, null, Samples.NOON)));
    Arbitrary<Message> let =
        keys.map(key -> new Message(TestLog.TOPICS.quarantine(), "q" + key, null));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, movements),
            net.jqwik.api.Tuple.of(2, boundaries()),
            net.jqwik.api.Tuple.of(2, golden),
            net.jqwik.api.Tuple.of(1, quarantine),
            net.jqwik.api.Tuple.of(1, let))
        .list()
        .ofMaxSize(40);
  }

  private static Arbitrary<Message> boundaries() {
    return Combinators.combine(Arbitraries.integers().between(0, 2), Arbitraries.of("b1", "b2"))
        .as(
            (partition, batch) ->
                new Message(
                    TestLog.TOPICS.movements(),
                    "_partition/" + partition,
                    Samples.boundary("sis", batch, partition, 3, Samples.minutes(partition))));
  }

  private static Arbitrary<List<Sent>> sent() {
    return Combinators.combine(
            Arbitraries.of("lms", "idp"),
            Arbitraries.of("d1", "d2", "d3").injectNull(0.5),
            Arbitraries.of("class/9", "after:idp").list().uniqueElements().ofMaxSize(2))
        .as(Sent::new)
        .list()
        .ofMaxSize(2);
  }

  private static Message movement(
      MovementOutcome outcome,
      String key,
      String system,
      int hour,
      List<Sent> sent,
      @Nullable String code) {
    Movement movement =
        Samples.movement(outcome, system, "student", key, Samples.minutes(hour * 60))
            .setDeliveryId("d1")
            .setEffect(hour % 2 == 0 ? "CREATED" : "DELETED")
            .setFields(hour % 3 == 0 ? List.of("email") : List.of("_exists", "email"))
            .setCode(code)
            .setSent(sent)
            .build();
    return new Message(TestLog.TOPICS.movements(), "student/" + key, movement);
  }
}
