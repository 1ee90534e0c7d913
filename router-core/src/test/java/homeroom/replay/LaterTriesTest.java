package homeroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.replay.LaterTries.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaterTriesTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final String CAUSE = "lms:out:enrollment:RETRIES_SPENT";

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryReplayLog log = new MemoryReplayLog();
  private final Replays replays =
      new Replays(log, new SomeRecords(3, log), Set.of("lms"), (InstantSource) now::get);
  private List<GivenUp> givenUp = List.of(new GivenUp("lms", CAUSE, NOON));
  private final LaterTries later = new LaterTries(replays, () -> givenUp, now::get);

  @AfterEach
  void close() {
    later.close();
    replays.close();
  }

  /** The times, from noon on, at which it asked, looking every half hour. */
  private List<Duration> askedWithin(Duration time) {
    List<Duration> asked = new ArrayList<>();
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) <= 0;
        passed = passed.plusMinutes(30)) {
      now.set(NOON.plus(passed));
      int before = replays.list().size();
      later.look();
      if (replays.list().size() > before) {
        asked.add(passed);
        await().until(() -> replays.list().getFirst().status().isOver());
      }
    }
    return asked;
  }

  @Test
  void shouldAskAgainEverMoreSeldomForWhatWasGivenUp() {
    assertThat(askedWithin(Duration.ofHours(60)))
        .containsExactly(
            Duration.ofHours(1), Duration.ofHours(5), Duration.ofHours(29), Duration.ofHours(53));
    assertThat(replays.list())
        .allSatisfy(
            job -> {
              assertThat(job.order().refusal()).contains(CAUSE);
              assertThat(job.order().onlyFailed()).isTrue();
              assertThat(job.order().person()).isEqualTo("homeroom");
            });
  }

  @Test
  void shouldWaitFromTheFirstTimeThatItWasGivenUp() {
    givenUp = List.of(new GivenUp("lms", CAUSE, NOON.plus(Duration.ofMinutes(90))));

    assertThat(askedWithin(Duration.ofHours(3))).containsExactly(Duration.ofMinutes(150));
  }

  @Test
  void shouldLeaveItToAPersonInTheEnd() {
    assertThat(askedWithin(Duration.ofDays(28))).hasSize(LaterTries.MOST);
  }

  @Test
  void shouldNotCountWhatAPersonOrAnotherCauseAskedFor() {
    givenUp =
        List.of(
            new GivenUp("lms", CAUSE, NOON),
            new GivenUp("lms", "lms:out:student:RETRIES_SPENT", NOON));
    now.set(NOON.plus(Duration.ofHours(1)));
    later.look();
    await().until(() -> replays.list().stream().allMatch(job -> job.status().isOver()));
    later.look();

    assertThat(replays.list())
        .extracting(job -> job.order().refusal().orElseThrow())
        .containsExactlyInAnyOrder(CAUSE, "lms:out:student:RETRIES_SPENT");
  }

  @Test
  void shouldAskForNothingWhereNothingWasGivenUp() {
    givenUp = List.of();

    assertThat(askedWithin(Duration.ofDays(2))).isEmpty();
  }
}
