package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A source is asked for as long as the hub runs. */
@ExtendWith(LiveBroker.class)
class SourceScheduleTest {

  private static final Timetable OFTEN =
      new Timetable(
          Optional.of(Duration.ofMillis(50)), Optional.empty(), Optional.empty(), Optional.empty());

  private final LiveSource sis = new LiveSource();

  @AfterEach
  void close() {
    sis.close();
  }

  @Test
  void shouldAskAgainAfterAnErrorAndTellOfIt() {
    AtomicInteger asked = new AtomicInteger();
    sis.source()
        .holds("1", "Ada")
        .meanwhile(
            () -> {
              asked.incrementAndGet();
              throw new StackOverflowError();
            });

    try (SourceSchedule schedule = new SourceSchedule(sis.hub(), InstantSource.system())) {
      schedule.begin(OFTEN);

      await().untilAsserted(() -> assertThat(asked).hasValueGreaterThan(1));
      assertThat(schedule.last().flatMap(SourceSchedule.Look::failure))
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .returns("SOURCE_DEFECT", Failure::code)
                      .returns(Failure.Kind.DEFECT, Failure::kind));
    }
  }
}
