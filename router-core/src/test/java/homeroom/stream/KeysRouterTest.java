package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.planning.Rules;
import homeroom.schema.CommandKind;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LiveBroker.class)
class KeysRouterTest {

  private static final String OWN = "~lms:77";

  @TempDir Path folder;
  private final Topics topics = LiveBroker.tenant();
  private final LiveStudents students = new LiveStudents(topics);
  private final List<Router> routers = new ArrayList<>();
  private int events;

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(topics, List.of("sis", "lms"), List.of("lms"));
  }

  @AfterEach
  void close() {
    routers.forEach(Router::close);
  }

  private Router router(String state) {
    Rules plain = new LiveRules().newest();
    Rules rules =
        new Rules(
            plain.configuration(),
            plain.entities(),
            plain.subscriptions(),
            Map.of("student", Set.of("lms")));
    RulesSource source =
        new RulesSource() {
          @Override
          public Optional<Rules> rules(String configuration) {
            return Optional.of(rules);
          }

          @Override
          public Rules newest() {
            return rules;
          }
        };
    Router router = students.router(source, "hub", folder.resolve(state));
    routers.add(router);
    router.start();
    return router;
  }

  private void tell(String system, String key, String name) {
    students.tell(system, key, "event-" + ++events, Map.of("name", Value.text(name)));
  }

  private void confirm(DeliveryOrder order) {
    students.answer(order, ReceiptOutcome.CREATED, "77");
  }

  private void until(String key, String code) {
    await()
        .atMost(LiveStudents.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(LiveBroker.read(topics.movements(), Movement.class))
                    .anyMatch(
                        it ->
                            it.getKey().equals(key) && code.equals(String.valueOf(it.getCode()))));
  }

  private List<Movement> toldBy(String event) {
    return LiveBroker.read(topics.movements(), Movement.class).stream()
        .filter(it -> it.getCauseId().equals(event) && !it.getKey().equals(OWN))
        .toList();
  }

  @Test
  void shouldKeepWhatIsToldOfAnUnknownIdOverALostDisk() {
    tell("lms", OWN, "Cat");
    Router first = router("state");
    until(OWN, "OWN_ID_UNKNOWN");
    first.close();
    tell("sis", "1", "Reyes");
    router("another-disk");

    confirm(students.orders(1).getFirst());

    until(OWN, "OWN_ID_KNOWN");
    await()
        .atMost(LiveStudents.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(toldBy("event-1"))
                    .singleElement()
                    .satisfies(it -> assertThat(it.getKey()).isEqualTo("1")));
  }

  @Test
  void shouldMoveARecordToAKeyOfAnotherPartitionWhileADeliveryIsOpen() {
    String other = keyOfAnotherPartition("1");
    router("state");
    tell("sis", "1", "Reyes");
    DeliveryOrder open = students.orders(1).getFirst();
    try (CommandLog commands = new CommandLog(topics, LiveBroker.servers(), _ -> {})) {
      commands.change(
          CommandKind.RENAME,
          "student/1",
          Optional.of("student/" + other),
          "Kim",
          Optional.of("a new number"),
          Instant.EPOCH);
    }
    until(other, "RECORD_TAKEN_OVER");

    confirm(open);

    DeliveryOrder update =
        students.orders(2).stream()
            .filter(it -> it.getKey().equals(other))
            .findFirst()
            .orElseThrow();
    assertThat(update.getFormerKey()).isEqualTo("1");
    assertThat(update.getRemoteId()).isEqualTo("77");
    assertThat(update.getCreates()).isFalse();
    assertThat(LiveBroker.read(topics.records(), GoldenRecord.class))
        .filteredOn(it -> it.getKey().equals("1"))
        .last()
        .satisfies(
            it -> {
              assertThat(it.getExists()).isFalse();
              assertThat(it.getFields()).isEmpty();
              assertThat(it.getMovedTo()).isEqualTo("student/" + other);
              assertThat(it.getKeys()).singleElement().matches(step -> step.getBy().equals("Kim"));
            });
  }

  private static String keyOfAnotherPartition(String key) {
    int number = 2;
    while (LiveBroker.partition("student/" + number) == LiveBroker.partition("student/" + key)) {
      number++;
    }
    return Integer.toString(number);
  }
}
