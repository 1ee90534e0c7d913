package homeroom.alert;

import static homeroom.authority.FieldRules.EXISTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Trigger;
import homeroom.audit.Samples;
import homeroom.live.LiveBroker;
import homeroom.schema.AlertState;
import homeroom.schema.AlertStatus;
import homeroom.schema.BatchStatus;
import homeroom.schema.Conflict;
import homeroom.schema.MovementOutcome;
import homeroom.schema.OutageState;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a real broker, a real receiver, and a clock that the test moves. */
@ExtendWith(LiveBroker.class)
final class AlerterTest {

  private static final Duration WAIT = Duration.ofMinutes(1);

  private final Topics topics = LiveBroker.tenant();
  private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    LiveBroker.ensure(topics, List.of(), List.of());
    // The first start says from where on people are told.
    start().close();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Alerter start() {
    AlertRule rule =
        new AlertRule(
            "data-team",
            EnumSet.allOf(Trigger.class),
            new Channel.Webhook(receiver::url, Optional.empty(), Channel.Webhook.Body.STANDARD),
            WAIT,
            Duration.ofHours(24),
            Optional.empty());
    Alerter alerter =
        new Alerter(
            topics,
            new AlertSettings(LiveBroker.servers(), "Cedar", List.of(rule)),
            record -> "pseudonym" + record.key().length(),
            (InstantSource) now::get);
    alerter.start();
    if (receiver.posts.isEmpty()) {
      awaitGroup();
    }
    return alerter;
  }

  /** Until it has noted from where on it reads. */
  private void awaitGroup() {
    await()
        .until(
            () ->
                LiveBroker.admin()
                        .listConsumerGroupOffsets(topics.tenant() + ".alerts")
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .size()
                    == 5);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private void writeConflicts(int from, int to) {
    for (int i = from; i < to; i++) {
      LiveBroker.write(
          topics.conflicts(), "student/" + i, Samples.conflict("k" + i, "key-" + i, now.get()));
    }
  }

  /** As they are written again when a person decided. */
  private void writeSettled(int from, int to) {
    for (int i = from; i < to; i++) {
      Conflict settled = Samples.conflict("k" + i, "key-" + i, now.get());
      settled.setSettled(true);
      LiveBroker.write(topics.conflicts(), "student/" + i, settled);
    }
  }

  /** The newest state of each alert. */
  private Map<String, AlertState> written() {
    return LiveBroker.read(topics.alerts(), AlertState.class).stream()
        .collect(Collectors.toMap(AlertState::getAlertId, it -> it, (_, later) -> later));
  }

  private void awaitGathered(long count) {
    await()
        .until(
            () -> written().values().stream().mapToLong(AlertState::getOccurrences).sum() == count);
  }

  private void awaitStatus(AlertStatus status) {
    await()
        .until(
            () ->
                written().values().stream()
                    .map(AlertState::getStatus)
                    .toList()
                    .equals(List.of(status)));
  }

  @Test
  void shouldTellOnceOfManyConflictsWithOneCause() {
    try (Alerter alerter = start()) {
      writeSettled(0, 50);
      writeConflicts(0, 200);
      awaitGathered(200);
      assertThat(receiver.posts).isEmpty();

      pass(WAIT);
      awaitStatus(AlertStatus.SENT);
      assertThat(alerter.troubles()).isEmpty();
    }

    assertThat(receiver.posts)
        .singleElement()
        .satisfies(
            post ->
                assertThat(post.body())
                    .contains("\"count\":200")
                    .doesNotContain("held-value", "arrived-value", "base-value", "key-"));
  }

  @Test
  void shouldLoseNothingAndTellNothingTwiceOverRestarts() {
    Alerter first = start();
    writeConflicts(0, 3);
    awaitGathered(3);
    first.close();
    writeConflicts(3, 5);

    try (Alerter second = start()) {
      awaitGathered(5);
      pass(WAIT);
      awaitStatus(AlertStatus.SENT);
      assertThat(second.troubles()).isEmpty();
    }
    try (Alerter third = start()) {
      writeConflicts(5, 6);
      awaitGathered(6);
      pass(Duration.ofHours(23));
      assertThat(third.troubles()).isEmpty();
    }

    assertThat(receiver.posts).hasSize(1);
    assertThat(receiver.posts.getFirst().body()).contains("\"count\":5");
  }

  @Test
  void shouldTryAgainUnderTheSameIdUntilTheReceiverTakesIt() {
    receiver.status = 503;
    try (Alerter alerter = start()) {
      writeConflicts(0, 1);
      awaitGathered(1);
      pass(WAIT);
      for (int tries = 1; tries <= 3; tries++) {
        int wanted = tries;
        await()
            .until(
                () ->
                    written().values().stream().allMatch(it -> it.getAttempts() == wanted)
                        && receiver.posts.size() == wanted);
        pass(Duration.ofMinutes(1));
      }
      await().until(() -> !alerter.troubles().isEmpty());
      assertThat(alerter.troubles().getFirst().code()).isEqualTo("ALERT_WEBHOOK_503");
      receiver.status = 200;
    }
    pass(Duration.ofMinutes(15));
    try (Alerter again = start()) {
      awaitStatus(AlertStatus.SENT);
      await().until(() -> again.troubles().isEmpty());
    }

    assertThat(receiver.posts)
        .extracting(Receiver.Post::id)
        .containsOnly(written().keySet().iterator().next());
    assertThat(receiver.posts)
        .extracting(Receiver.Post::body)
        .hasSizeGreaterThan(3)
        .containsOnly(receiver.posts.getFirst().body());
  }

  @Test
  void shouldTellOfEverythingThatNeedsAPerson() {
    try (Alerter alerter = start()) {
      LiveBroker.write(
          topics.movements(),
          "student/1",
          Samples.movement(MovementOutcome.UNAUTHORISED, "lms", "student", "1", now.get())
              .setFields(List.of("legalName"))
              .build());
      LiveBroker.write(
          topics.movements(),
          "class/9",
          Samples.refused("lms", "class", "9", "d1", "CANVAS_NO_TERM", now.get()));
      LiveBroker.write(
          topics.movements(),
          "class/8",
          Samples.delivered("lms", "class", "8", "d2", "CREATED", now.get()));
      LiveBroker.write(
          topics.quarantine(), "q1", Samples.quarantined("q1", "student/456", now.get()));
      for (BatchStatus status : BatchStatus.values()) {
        LiveBroker.write(
            topics.batches(),
            "sis/" + status,
            Samples.batch("sis", status.name(), status, now.get()));
      }
      awaitGathered(5);
      assertThat(alerter.troubles()).isEmpty();
    }

    assertThat(written().values())
        .extracting(it -> it.getTrigger() + " " + it.getReason())
        .containsExactlyInAnyOrder(
            "VIOLATIONS UNAUTHORISED",
            "REFUSED_DELIVERIES CANVAS_NO_TERM",
            "REJECTED_ROWS ROW_BAD_CELL",
            "FAILED_BATCHES FAILED",
            "FAILED_BATCHES HELD");
  }

  @Test
  void shouldTellOnceOfASystemThatIsConnectedWithDataInIt() {
    try (Alerter alerter = start()) {
      for (int i = 0; i < 100; i++) {
        met(i, MovementOutcome.UNCHANGED, "FIRST_CONTACT_EQUAL", EXISTS, "email", "field" + i);
      }
      for (int i = 100; i < 120; i++) {
        met(i, MovementOutcome.UNCHANGED, "FIRST_CONTACT_PARTLY_EQUAL", EXISTS, "field" + i);
        met(i, MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "email", "other" + i);
        met(i, MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_WON", "nickname");
        met(i, MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", "grade" + i);
      }
      for (int i = 120; i < 150; i++) {
        met(i, MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", EXISTS, "email", "x" + i);
      }
      awaitGathered(50);
      pass(WAIT);
      awaitStatus(AlertStatus.SENT);
      assertThat(alerter.troubles()).isEmpty();
    }

    assertThat(receiver.posts)
        .singleElement()
        .satisfies(
            post ->
                assertThat(post.body())
                    .contains("50 records differ on first contact with lms")
                    .contains("\"homeroom onboarding lms\"")
                    .doesNotContain("student-"));
  }

  @Test
  void shouldTellByOneOfTwoHubsAndByTheOtherOnceThatEnds() {
    Alerter first = start();
    Alerter second = start();
    writeConflicts(0, 3);
    awaitGathered(3);
    // Two that shut each other out would say so.
    await()
        .during(Duration.ofSeconds(4))
        .until(() -> first.troubles().isEmpty() && second.troubles().isEmpty());
    pass(WAIT);
    awaitStatus(AlertStatus.SENT);

    first.close();
    writeConflicts(3, 5);
    awaitGathered(5);
    pass(Duration.ofHours(25));
    await().until(() -> receiver.posts.size() == 2);
    second.close();
    assertThat(receiver.posts).extracting(Receiver.Post::id).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellOfAnOutageAndThatItIsOver() {
    try (Alerter alerter = start()) {
      writeOutage(Optional.empty());
      writeOutage(Optional.of(now.get().plusSeconds(3_600)));
      awaitGathered(2);
      pass(WAIT);
      await().until(() -> receiver.posts.size() == 2);
      assertThat(alerter.troubles()).isEmpty();
    }

    assertThat(receiver.posts)
        .extracting(Receiver.Post::body)
        .anySatisfy(
            body ->
                assertThat(body)
                    .contains("lms: HTTP_CONNECT\"", "it does not answer; look at it")
                    .contains("homeroom status"))
        .anySatisfy(
            body ->
                assertThat(body).contains("lms: HTTP_CONNECT is over", "since " + Samples.NOON));
  }

  private void writeOutage(Optional<Instant> endedAt) {
    LiveBroker.write(
        topics.outages(),
        "hub/lms/by-itself",
        OutageState.newBuilder()
            .setHub("hub")
            .setSystem("lms")
            .setNeedsPerson(false)
            .setKind("TRANSIENT")
            .setCode("HTTP_CONNECT")
            .setMessage("it does not answer")
            .setRemedy("look at it")
            .setBeganAt(Values.micros(now.get()))
            .setEndedAt(endedAt.map(Values::micros).orElse(null))
            .build());
  }

  private void met(int key, MovementOutcome outcome, String code, String... fields) {
    LiveBroker.write(
        topics.movements(),
        "student/" + key,
        Samples.contact(outcome, code, "student-" + key, now.get(), fields));
  }
}
