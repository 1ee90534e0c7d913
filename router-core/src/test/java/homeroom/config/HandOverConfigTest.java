package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Recurring;
import homeroom.planning.Timetable;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Consumers that are told by files, at times. */
final class HandOverConfigTest {

  private static District district(String options) {
    return new District()
        .file(
            "systems/vendor.yaml",
            """
            system: vendor
            consumer:
              adapter: files
              %s
              records:
                person:
                  to: people
                  fields: { name: first }
            """
                .formatted(options));
  }

  @Test
  void shouldKnowWhenFilesArePutInPlace() {
    ConsumerSetup vendor =
        district("to: { path: in }\n  schedule: { cron: 0 2 * * *, zone: America/Chicago }")
            .configuration()
            .consumers()
            .stream()
            .filter(it -> it.system().equals("vendor"))
            .findFirst()
            .orElseThrow();

    assertThat(vendor.timetable())
        .isEqualTo(
            new Timetable(
                Optional.empty(),
                Recurring.of("0 2 * * *", ZoneId.of("America/Chicago")),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "to: { path: in } | strict: x | unknown key",
        "to: { path: in } | after: [] | it is not said when files are put in place",
        "to: in | schedule: { every: 1h } | the system is told of everything at once",
        "to: { path: in } | schedule: { every: 1h, stale-after: 2h } | are about what comes from a"
            + " source",
        "after: [] | schedule: { every: 1h } | missing. Write it",
      })
  void shouldPointAtAMistake(String to, String schedule, String problem) {
    assertThat(district(to + "\n  " + schedule).problems())
        .anySatisfy(found -> assertThat(found.toString()).contains(problem));
  }
}
