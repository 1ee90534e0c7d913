package homeroom.adapters.canvas;

import static homeroom.adapters.canvas.CanvasDeliveryTest.effect;
import static homeroom.adapters.canvas.CanvasDeliveryTest.failure;
import static homeroom.adapters.canvas.CanvasDeliveryTest.id;
import static homeroom.adapters.canvas.Lms.USER;
import static homeroom.adapters.canvas.Lms.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import homeroom.simulators.lms.Down;
import homeroom.simulators.lms.Fault;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CanvasOutageTest {

  private final Lms lms = new Lms();

  @AfterEach
  void stop() {
    lms.close();
  }

  @Test
  void shouldBeReadyWhenAllIsWell() {
    assertThat(lms.consumer.probe().ready()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Down.class)
  void shouldWaitWhileTheSystemIsDownAndGoOnAfterwards(Down how) {
    lms.simulator.down(how);
    assertThat(failure(lms.create("users", USER)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(lms.consumer.probe().failure().orElseThrow().kind()).isEqualTo(Kind.TRANSIENT);

    lms.simulator.up();

    assertThat(effect(lms.create("users", USER))).isEqualTo(Effect.CREATED);
  }

  @Test
  void shouldKnowThatNothingWasAppliedWhenTheConnectionIsRefused() {
    Optional<String> id = id(lms.create("users", USER));
    lms.simulator.down(Down.REFUSING);

    // A call that leaves before the old connection's end was noticed is lost on it, and unknown.
    await()
        .untilAsserted(
            () ->
                assertThat(failure(lms.update("users", id, USER, "user.name")).kind())
                    .isEqualTo(Kind.TRANSIENT));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"BROKEN_AFTER", "BROKEN_BEFORE", "SERVER_ERROR"})
  void shouldNotKnowAnUpdateThatWasNotAnsweredAndRepeatItHarmlessly(Fault fault) {
    Optional<String> id = id(lms.create("users", USER));
    Map<String, Value> renamed = with(USER, "user.short_name", Value.text("Annie"));
    lms.simulator.fail(fault, 1);

    assertThat(failure(lms.update("users", id, renamed, "user.short_name")).kind())
        .isEqualTo(Kind.UNKNOWN);

    assertThat(effect(lms.update("users", id, renamed, "user.short_name")))
        .isEqualTo(Effect.UPDATED);
  }

  @Test
  void shouldFindWhatAnUnansweredCreateMade() {
    try (Lms hasty = new Lms(Duration.ofSeconds(10))) {
      hasty.furnish();
      // The question is answered; the creation is done and its answer is lost.
      Map<String, Value> another =
          with(
              with(USER, "pseudonym.sis_user_id", Value.text("u-2")),
              "pseudonym.unique_id",
              Value.text("u2"));
      hasty.simulator.failAfter(1, Fault.BROKEN_AFTER);

      assertThat(failure(hasty.create("users", another)).kind()).isEqualTo(Kind.UNKNOWN);
      assertThat(effect(hasty.create("users", another))).isEqualTo(Effect.UNCHANGED);
      assertThat(hasty.simulator.duplicates()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"})
  void shouldSlowDownWhenThrottled(Fault fault) {
    lms.simulator.fail(fault, 1);

    Outcome outcome = lms.create("users", USER);

    assertThat(failure(outcome).kind()).isEqualTo(Kind.THROTTLED);
    assertThat(failure(outcome).retryAfter().isPresent())
        .isEqualTo(fault == Fault.TOO_MANY_REQUESTS);
  }

  @Test
  void shouldAskForACredentialWhenTheTokenIsBadAndReadANewOneWithoutRestart() {
    lms.token.set("expired");
    assertThat(failure(lms.create("users", USER)).kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(lms.consumer.probe().failure().orElseThrow().code()).isEqualTo("HTTP_UNAUTHORIZED");

    lms.token.set("hub-token");

    assertThat(effect(lms.create("users", USER))).isEqualTo(Effect.CREATED);
  }

  @Test
  void shouldAskForRightsWhenTheTokenMayNotDoIt() {
    lms.token.set("teacher-token");

    assertThat(failure(lms.create("users", USER)).code()).isEqualTo("HTTP_FORBIDDEN");
  }

  @Test
  void shouldReadASnapshotOverManyPages() throws Exception {
    for (int number = 0; number < 250; number++) {
      lms.create(
          "users",
          Lms.payload(
              "pseudonym.sis_user_id", "u-" + number,
              "pseudonym.unique_id", "login" + number,
              "user.name", "Name " + number));
    }
    long before = lms.simulator.stats().requests();

    try (Stream<RemoteRecord> records =
        lms.snapshots().read("users", Set.of("pseudonym.sis_user_id"))) {
      assertThat(records.map(one -> one.fields().get("pseudonym.sis_user_id")).distinct())
          .hasSize(250);
    }
    // Three pages, and a look at each login.
    assertThat(lms.simulator.stats().requests() - before).isEqualTo(3 + 250);
  }

  @Test
  void shouldGiveNullForWhatIsEmpty() throws Exception {
    lms.create("users", with(USER, "communication_channel.address", Value.NULL));

    try (Stream<RemoteRecord> records =
        lms.snapshots().read("users", Set.of("communication_channel.address", "user.name"))) {
      assertThat(records.map(RemoteRecord::fields))
          .containsExactly(
              Map.of(
                  "communication_channel.address",
                  Value.NULL,
                  "user.name",
                  Value.text("Ana Lopez")));
    }
  }

  @Test
  void shouldFailTheSnapshotWhenItCannotBeReadToItsEnd() throws Exception {
    lms.create("users", USER);

    try (Stream<RemoteRecord> records = lms.snapshots().read("users", Set.of("user.name"))) {
      lms.simulator.down(Down.UNAVAILABLE);
      assertThatThrownBy(records::toList).isInstanceOf(UncheckedIOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"SERVER_ERROR", "BROKEN_BEFORE", "TOO_MANY_REQUESTS"})
  void shouldNotLetOneRequestSpoilASnapshot(Fault fault) throws Exception {
    lms.create("users", USER);
    lms.simulator.failAfter(1, fault);

    try (Stream<RemoteRecord> records = lms.snapshots().read("users", Set.of("user.name"))) {
      assertThat(records).hasSize(1);
    }
  }

  @Test
  void shouldNotSayThatNothingWasAppliedWhenTheSecondStepFails() {
    Optional<String> id = id(lms.create("users", USER));
    Map<String, Value> both =
        with(
            with(USER, "user.short_name", Value.text("Annie")),
            "pseudonym.unique_id",
            Value.text("annie"));
    lms.simulator.failAfter(1, Fault.TOO_MANY_REQUESTS);

    Outcome outcome = lms.update("users", id, both, "user.short_name", "pseudonym.unique_id");

    assertThat(failure(outcome).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failure(outcome).retryAfter()).contains(Duration.ofSeconds(1));
    assertThat(effect(lms.create("users", both))).isEqualTo(Effect.UPDATED);
  }
}
