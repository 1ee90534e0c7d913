package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.live.LiveBroker;
import homeroom.schema.Change;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.FieldValue;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LiveBroker.class)
class RouterTest {

  @TempDir Path folder;
  private final Topics topics = LiveBroker.tenant();
  private final LiveStudents students = new LiveStudents(topics);
  private final List<Router> routers = new ArrayList<>();

  @BeforeEach
  void makeTopics() {
    LiveBroker.ensure(topics, List.of("sis"), List.of("lms"));
  }

  @AfterEach
  void close() {
    routers.forEach(Router::close);
  }

  private Router router(String instance, String state) {
    Router router = students.router(new LiveRules(), instance, folder.resolve(state));
    routers.add(router);
    router.start();
    return router;
  }

  private void tell(int student, String event, String name) {
    students.tell("sis", student, event, name);
  }

  private void tell(int from, int to, String event, String name) {
    IntStream.range(from, to).forEach(student -> tell(student, event, name));
  }

  private void confirm(DeliveryOrder order) {
    students.answer(order, ReceiptOutcome.UPDATED, null);
  }

  private static List<String> names(DeliveryOrder order) {
    return order.getPayload().stream().map(FieldValue::getName).toList();
  }

  @Test
  void shouldDecideEveryInputOnceThoughItIsStoppedAndStartedAgain() {
    tell(0, 60, "first", "Ada");
    Router first = router("hub", "state");
    students.orders(1);
    assertThat(first.threadsThatShowTheirPulse()).isPositive();
    assertThat(first.stalled()).isFalse();
    first.close();
    tell(60, 120, "first", "Ada");
    Router again = router("hub", "state");
    students.orders(120).forEach(this::confirm);
    again.close();
    tell(0, 120, "second", "Adele");
    router("hub", "another-disk");

    assertThat(students.orders(240))
        .extracting(DeliveryOrder::getDeliveryId)
        .doesNotHaveDuplicates();
    students.untilDecided(120 + 120 + 120);
    assertThat(students.orders()).hasSize(240);
    assertThat(LiveBroker.read(topics.changes(), Change.class)).hasSize(240);
    assertThat(LiveBroker.read(topics.movements(), Movement.class))
        .extracting(Movement::getMovementId)
        .doesNotHaveDuplicates();
    assertThat(LiveBroker.read(topics.records(), GoldenRecord.class))
        .filteredOn(golden -> golden.getVersion() == 2)
        .hasSize(120);
  }

  /** Without it a hub that is started again soon would never read what was connected meanwhile. */
  @Test
  void shouldReadASourceThatWasConnectedWhileItWasStopped() {
    tell(0, 10, "first", "Ada");
    Router first = router("hub", "state");
    students.untilDecided(10);
    first.close();
    LiveBroker.ensure(topics, List.of("sis", "academy"), List.of("lms"));
    IntStream.range(10, 20).forEach(student -> students.tell("academy", student, "theirs", "Ada"));
    router("hub", "state");

    students.untilDecided(20);
  }

  @Test
  void shouldShareTheWorkWithASecondHubWithoutDecidingAnythingTwice() {
    tell(0, 50, "first", "Ada");
    router("hub-1", "state-1");
    students.orders(50);
    router("hub-2", "state-2");
    tell(50, 100, "first", "Ada");
    students.orders(100).forEach(this::confirm);
    tell(0, 100, "second", "Adele");

    assertThat(students.orders(200))
        .extracting(DeliveryOrder::getDeliveryId)
        .doesNotHaveDuplicates();
    students.untilDecided(300);
    assertThat(LiveBroker.read(topics.changes(), Change.class)).hasSize(200);
  }

  @Test
  void shouldSendWhatANewConfigurationOwesOnceTheOpenDeliveriesEnded() {
    ConfigurationLog configurations =
        new ConfigurationLog(topics, LiveBroker.servers(), LiveBroker.PARTITIONS);
    configurations.apply(LiveRules.FIRST, Map.of(), Instant.EPOCH);
    tell(0, 20, "first", "Ada");
    router("hub", "state");
    List<DeliveryOrder> first = students.orders(20);
    first.stream().filter(order -> !order.getKey().equals("7")).forEach(this::confirm);
    students.untilDecided(39);
    configurations.apply(LiveRules.SECOND, Map.of(), Instant.EPOCH.plusSeconds(1));

    List<DeliveryOrder> second =
        students.orders(39).subList(0, 39).stream().filter(this::isSecond).toList();
    assertThat(second).hasSize(19).allMatch(order -> names(order).contains("email"));
    assertThat(second).extracting(DeliveryOrder::getKey).doesNotContain("7");
    first.stream().filter(order -> order.getKey().equals("7")).forEach(this::confirm);
    assertThat(students.orders(40))
        .filteredOn(this::isSecond)
        .extracting(DeliveryOrder::getKey)
        .contains("7");
    second.forEach(this::confirm);
    tell(0, 20, "repeated", "Ada");
    students.untilDecided(20 + 20 + 19 + 20 + 19);
    assertThat(students.orders()).hasSize(40);
  }

  private boolean isSecond(DeliveryOrder order) {
    return order.getConfiguration().equals(LiveRules.SECOND);
  }

  @Test
  void shouldStartOnStoresThatWereBeingRemovedWhenTheHubDied() throws IOException {
    tell(0, 10, "first", "Ada");
    Router first = router("hub", "state");
    students.untilDecided(10);
    first.close();
    tear(folder.resolve("state"));

    tell(0, 10, "second", "Grace");
    Router second = router("hub", "state");

    students.untilDecided(20);
    assertThat(second.running()).isTrue();
  }

  /**
   * Leaves of each store what a removal that was broken off leaves: not the file that is read
   * first.
   */
  private static void tear(Path state) throws IOException {
    try (Stream<Path> all = Files.walk(state)) {
      for (Path file :
          all.filter(it -> Set.of("CURRENT", ".checkpoint").contains(it.getFileName().toString()))
              .toList()) {
        Files.delete(file);
      }
    }
  }
}
