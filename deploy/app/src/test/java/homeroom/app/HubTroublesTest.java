package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.audit.IndexerHealth;
import homeroom.http.HubStatus;
import homeroom.http.HubStatus.EngineState;
import homeroom.outage.Trouble;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class HubTroublesTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final Failure AWAY =
      Failure.of(Failure.Kind.TRANSIENT, "QUERY_STORE_UNAVAILABLE", "it is away", "look at it");
  private static final Failure DOWN =
      Failure.of(Failure.Kind.TRANSIENT, "HTTP_CONNECT", "it does not answer", "look at it");

  /** A source that must speak every day, and a consumer that is down. */
  private static HubStatus hub() {
    Timetable daily =
        new Timetable(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofHours(24)));
    return new HubStatus(
        "1",
        "cedar",
        "c1",
        NOON.minus(Duration.ofDays(9)),
        List.of(
            new HubStatus.SystemStatus(
                "sis",
                "SIS",
                Optional.of(
                    new HubStatus.SourceStatus(
                        Optional.empty(), Optional.empty(), daily, Optional.empty())),
                Optional.empty()),
            new HubStatus.SystemStatus(
                "lms",
                "LMS",
                Optional.empty(),
                Optional.of(
                    new HubStatus.ConsumerStatus(
                        new EngineState.Down(NOON, DOWN), 0, 0, 0, Optional.empty())))),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<String> told(Optional<Failure> indexer, Supplier<Map<String, Instant>> came) {
    IndexerHealth health = new IndexerHealth(OptionalLong.of(0), NOON, indexer);
    return new HubTroubles(HubTroublesTest::hub, () -> health, came, () -> NOON)
        .get().stream().map(HubTroublesTest::words).toList();
  }

  private static String words(Trouble trouble) {
    return trouble.system() + " " + trouble.failure().code();
  }

  @Test
  void shouldTellOfAConsumerThatIsDownAndASourceThatIsSilent() {
    assertThat(told(Optional.empty(), () -> Map.of("sis", NOON.minus(Duration.ofHours(25)))))
        .containsExactlyInAnyOrder("sis SOURCE_STALE", "lms HTTP_CONNECT");
    assertThat(told(Optional.empty(), () -> Map.of("sis", NOON.minus(Duration.ofHours(23)))))
        .containsExactly("lms HTTP_CONNECT");
  }

  @Test
  void shouldStillTellOfAllElseWhereTheQueryStoreIsAway() {
    assertThat(
            told(
                Optional.of(AWAY),
                () -> {
                  throw new IllegalStateException("no connection");
                }))
        .containsExactlyInAnyOrder("hub QUERY_STORE_UNAVAILABLE", "lms HTTP_CONNECT");
  }
}
