package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Recurring;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleConfigTest {

  private static District district(String schedule) {
    return new District()
        .edit("systems/sis.yaml", "schedule: { every: 10s }", "schedule: " + schedule);
  }

  @Test
  void shouldReadTimesOfAZone() {
    ZoneId chicago = ZoneId.of("America/Chicago");
    Timetable timetable =
        district(
                "{ cron: 30 6 * * 1-5, expected-by: \"07:00\", stale-after: 26h, zone:"
                    + " America/Chicago }")
            .configuration()
            .sources()
            .getLast()
            .timetable();

    assertThat(timetable)
        .isEqualTo(
            new Timetable(
                Optional.empty(),
                Recurring.of("30 6 * * 1-5", chicago),
                Recurring.of("07:00", chicago),
                Optional.of(Duration.ofHours(26))));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{ every: 5m, cron: 0 2 * * * } | both every: and cron: say when the system is asked",
        "{ cron: nightly } | this is no time of day and no cron expression",
        "{ expected-by: 0 6 30 2 * } | this is no time of day and no cron expression",
        "{ evry: 5m } | unknown key. Did you mean every?",
      })
  void shouldPointAtAMistake(String schedule, String problem) {
    assertThat(district(schedule).problems()).singleElement().asString().contains(problem);
  }
}
