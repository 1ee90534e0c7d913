package homeroom.adapters.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table to which every version of a record is added. */
class JdbcHistoryTest {

  private static final Instant BEGIN = Instant.parse("2026-09-01T06:00:00Z");

  private static Delivery version(long version, Operation operation, String name) {
    return version("d" + version, version, operation, name);
  }

  private static Delivery version(String id, long version, Operation operation, String name) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("student_id", Value.text("123"));
    payload.put("name", Value.text(name));
    return new Delivery(
            id,
            new RecordKey("student", "123"),
            "student_history",
            operation,
            payload,
            Set.of("name"),
            version == 1,
            Optional.empty(),
            version)
        .since(BEGIN.plusSeconds(version));
  }

  private static Effect deliver(ConsumerAdapter adapter, Delivery delivery) throws Exception {
    List<Receipt> receipts = adapter.deliver(List.of(delivery));
    assertThat(receipts).singleElement().extracting(Receipt::deliveryId).isEqualTo(delivery.id());
    return ((Applied) receipts.getFirst().outcome()).effect();
  }

  private static String rows(SqliteFile file) {
    return file.query(
        "SELECT group_concat(said, ', ') FROM (SELECT homeroom_version || ' ' ||"
            + " homeroom_operation || ' ' || name AS said FROM student_history ORDER BY rowid)");
  }

  @Test
  void shouldAddARowForEachVersion() throws Exception {
    try (SqliteFile file = SqliteFile.creating();
        ConsumerAdapter adapter = file.historian(true)) {
      assertThat(deliver(adapter, version(1, Operation.UPSERT, "Reyes"))).isEqualTo(Effect.CREATED);
      deliver(adapter, version(2, Operation.UPSERT, "Diaz"));
      assertThat(deliver(adapter, version(3, Operation.DELETE, "Diaz"))).isEqualTo(Effect.DELETED);
      deliver(adapter, version(4, Operation.UPSERT, "Diaz"));

      assertThat(rows(file))
          .isEqualTo("1 present Reyes, 2 present Diaz, 3 deleted Diaz, 4 present Diaz");
      assertThat(
              file.query(
                  "SELECT homeroom_record || ' ' || homeroom_delivery || ' ' || student_id FROM"
                      + " student_history WHERE homeroom_version = 2"))
          .isEqualTo("123 d2 123");
      assertThat(file.query("SELECT count(DISTINCT homeroom_valid_from) FROM student_history"))
          .isEqualTo("4");
    }
  }

  @Test
  void shouldAddNothingForAVersionThatIsThere() throws Exception {
    try (SqliteFile file = SqliteFile.creating();
        ConsumerAdapter adapter = file.historian(true)) {
      deliver(adapter, version(1, Operation.UPSERT, "Reyes"));
      deliver(adapter, version(2, Operation.UPSERT, "Diaz"));

      assertThat(deliver(adapter, version(1, Operation.UPSERT, "Reyes")))
          .isEqualTo(Effect.UNCHANGED);
      assertThat(deliver(adapter, version("resync", 2, Operation.UPSERT, "Diaz")))
          .isEqualTo(Effect.UNCHANGED);
      assertThat(rows(file)).isEqualTo("1 present Reyes, 2 present Diaz");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldHoldEachVersionOnceHoweverOftenTheyAreRepeated(long seed) throws Exception {
    Random random = new Random(seed);
    try (SqliteFile file = SqliteFile.creating();
        ConsumerAdapter adapter = file.historian(true)) {
      List<String> said = new ArrayList<>();
      List<Delivery> unheard = new ArrayList<>();
      for (int version = 1; version <= 30; version++) {
        Operation operation = random.nextInt(5) == 0 ? Operation.DELETE : Operation.UPSERT;
        String name = "N" + random.nextInt(3);
        said.add(version + (operation == Operation.DELETE ? " deleted " : " present ") + name);
        Delivery delivery = version(version, operation, name);
        deliver(adapter, delivery);
        unheard.add(delivery);
        if (random.nextInt(3) == 0) {
          // The receipts were lost; all that was not written down comes again, in its order.
          for (Delivery again : unheard) {
            assertThat(deliver(adapter, again)).isNotEqualTo(Effect.CREATED);
          }
        }
        if (random.nextInt(3) == 0) {
          unheard.clear();
        }
      }
      assertThat(rows(file)).isEqualTo(String.join(", ", said));
    }
  }

  @Test
  void shouldWriteManyRecordsAtOnce() throws Exception {
    try (SqliteFile file = SqliteFile.creating();
        ConsumerAdapter adapter = file.historian(true)) {
      List<Delivery> deliveries = new ArrayList<>();
      for (int student = 1; student <= 20; student++) {
        Delivery one = version("s" + student, 1, Operation.UPSERT, "N" + student);
        deliveries.add(
            new Delivery(
                one.id(),
                new RecordKey("student", "s" + student),
                one.target(),
                one.operation(),
                one.payload(),
                one.changed(),
                true,
                Optional.empty(),
                1));
      }
      adapter.deliver(deliveries);
      Collections.shuffle(deliveries, new Random(1));
      adapter.deliver(deliveries);

      assertThat(file.query("SELECT count(*) FROM student_history")).isEqualTo("20");
    }
  }

  @Test
  void shouldNameTheColumnsThatATableOfTheWarehouseLacks() throws Exception {
    try (SqliteFile file =
            SqliteFile.existing("CREATE TABLE student_history (homeroom_entry text PRIMARY KEY)");
        ConsumerAdapter adapter = file.historian(false)) {
      assertThat(adapter.probe()).isEqualTo(Probe.READY);
      assertThat(adapter.deliver(List.of(version(1, Operation.UPSERT, "Reyes"))))
          .singleElement()
          .satisfies(
              receipt ->
                  assertThat(((Failed) receipt.outcome()).failure().message())
                      .contains("has no column homeroom_record"));
    }
  }
}
