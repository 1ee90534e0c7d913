package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.delivery.EngineStatus.Condition;
import homeroom.delivery.flow.Limits;
import homeroom.delivery.flow.Mark;
import homeroom.delivery.flow.Patience;
import homeroom.delivery.flow.Standing;
import homeroom.schema.ReleasedSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An engine is healthy for what it does, not for what it says. */
class ProgressTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final Standing IDLE =
      new Standing(Standing.State.OPEN, Optional.empty(), 0, 0, Optional.empty());

  private final Hours clock = new Hours();
  private final EngineGauge gauge = new EngineGauge("lms", clock);

  @BeforeAll
  static void trust() {
    ReleasedSchemas.trust();
  }

  @Test
  void shouldCallAnEngineDownThatSaysItRunsAndDoesNothing() {
    gauge.alive();
    gauge.show(IDLE, Optional.empty());
    Instant last = clock.instant();

    clock.pass(EngineGauge.SILENCE.plusSeconds(1));

    assertThat(gauge.status().condition()).isEqualTo(Condition.DOWN);
    assertThat(gauge.status().failure().map(Failure::code)).contains("DELIVERY_STALLED");
    assertThat(gauge.status().since()).isEqualTo(last);
  }

  @Test
  void shouldCallAnIdleEngineRunningAsLongAsItGoesAround() {
    gauge.show(IDLE, Optional.empty());
    for (int minute = 0; minute < 60; minute++) {
      clock.pass(Duration.ofMinutes(1));
      gauge.alive();
    }

    assertThat(gauge.status().condition()).isEqualTo(Condition.RUNNING);
    assertThat(gauge.status().failure()).isEmpty();
  }

  @Test
  void shouldCallAnEngineDownThatNeverGotToItsFirstRound() {
    clock.pass(EngineGauge.SILENCE.plusSeconds(1));

    assertThat(gauge.status().condition()).isEqualTo(Condition.DOWN);
  }

  @Test
  void shouldSayThatACallDoesNotComeBackAndThatItDidAfterAll() throws Exception {
    FakeConsumer system = new FakeConsumer();
    CountDownLatch held = system.holdsCalls();
    Patience patience = new Patience(3, 3, _ -> SOON, _ -> SOON, Duration.ofDays(1));
    Limits limits = new Limits(100, 1, 100_000, 100, 2, 1, SOON);
    try (Courier courier =
        new Courier("lms", system, limits, patience, clock, gauge, Duration.ofSeconds(5))) {
      courier.assign(0, new Mark(0, ""));
      courier.take(0, 0, "student/1", Orders.bytes("lms", "1"));
      courier.look();
      await().until(() -> system.callsInAll() == 1);
      courier.look();
      Condition before = gauge.status().condition();

      clock.pass(Courier.HANGS.plusSeconds(1));
      gauge.alive();
      courier.look();
      EngineStatus hanging = gauge.status();
      held.countDown();
      await().until(() -> courier.ended() == 1);
      courier.look();

      assertThat(before).isEqualTo(Condition.RUNNING);
      assertThat(hanging.condition()).isEqualTo(Condition.DOWN);
      assertThat(hanging.failure().map(Failure::code)).contains("DELIVERY_CALL_HANGS");
      assertThat(hanging.inFlight()).isEqualTo(1);
      assertThat(gauge.status().condition()).isEqualTo(Condition.RUNNING);
    }
  }
}
