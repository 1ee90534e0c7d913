package homeroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure.Kind;
import homeroom.delivery.EngineStatus.Condition;
import homeroom.delivery.flow.Flow.Take;
import homeroom.delivery.flow.Limits;
import homeroom.delivery.flow.Mark;
import homeroom.delivery.flow.Patience;
import homeroom.schema.ReleasedSchemas;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a system is called that is not there: what else waits hardly waits here. */
class CourierTest {

  private static final int ORDERS = 100;
  private static final int AT_ONCE = 4;
  private static final Duration SOON = Duration.ofMillis(1);
  private static final Duration WHILE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FakeConsumer system = new FakeConsumer();
  private final EngineGauge gauge = new EngineGauge("lms", InstantSource.system());
  private final Courier courier =
      new Courier(
          "lms",
          system,
          new Limits(ORDERS, 1, 1_000_000, 1_000, AT_ONCE, 1, Duration.ZERO),
          new Patience(1_000_000, 3, _ -> SOON, _ -> SOON, Duration.ofDays(1)),
          InstantSource.system(),
          gauge,
          Duration.ofSeconds(10));

  @BeforeAll
  static void trust() {
    ReleasedSchemas.trust();
  }

  @BeforeEach
  void order() {
    courier.assign(0, new Mark(0, ""));
    for (int offset = 0; offset < ORDERS; offset++) {
      String key = Integer.toString(offset);
      assertThat(courier.take(0, offset, "student/" + key, Orders.bytes("lms", key)))
          .isEqualTo(Take.TAKEN);
    }
  }

  @AfterEach
  void close() {
    courier.close();
  }

  private int calls() {
    courier.look();
    return system.callTimes().size();
  }

  /**
   * Those under way at once fail until there are enough to go by; then it looks after a fifth of a
   * second, twice that, and so on.
   */
  @Test
  void shouldHardlyCallASystemThatIsNotThere() {
    system.dies();
    int burst = 2 * AT_ONCE;
    int looks = 5;

    await().pollInterval(SOON).during(WHILE).atMost(PATIENCE).until(() -> calls() <= burst + looks);

    assertThat(calls()).isGreaterThan(AT_ONCE);
    assertThat(gauge.status().condition()).isEqualTo(Condition.DOWN);
    assertThat(courier.ended()).isZero();
  }

  @Test
  void shouldDoAllOnceTheSystemIsBack() {
    system.dies();
    await()
        .pollInterval(SOON)
        .atMost(PATIENCE)
        .until(() -> calls() > AT_ONCE && gauge.status().condition() == Condition.DOWN);

    system.revive();
    int before = calls();

    await()
        .pollInterval(SOON)
        .atMost(PATIENCE)
        .until(() -> calls() > 0 && courier.ended() == ORDERS);
    assertThat(gauge.status().condition()).isEqualTo(Condition.RUNNING);
    assertThat(calls() - before).isBetween(ORDERS - AT_ONCE, ORDERS + 2 * AT_ONCE);
  }

  /** One record that fails shuts out neither the others nor itself, however often it is tried. */
  @Test
  void shouldNotStopCallingBecauseOfOneRecord() {
    system.alwaysAnswers("7", () -> FakeConsumer.failed(Kind.TRANSIENT));
    await()
        .pollInterval(SOON)
        .atMost(PATIENCE)
        .until(() -> calls() > ORDERS + 50 && courier.ended() == ORDERS - 1);

    system.heals("7");

    await()
        .pollInterval(SOON)
        .atMost(PATIENCE)
        .until(() -> calls() > 0 && courier.ended() == ORDERS);
  }
}
