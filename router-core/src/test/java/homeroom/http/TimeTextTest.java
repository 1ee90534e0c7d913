package homeroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {

  private static final Instant NOW = Instant.parse("2026-09-01T12:00:00Z");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "90s, 2026-09-01T11:58:30Z",
    "30m, 2026-09-01T11:30:00Z",
    "48h, 2026-08-30T12:00:00Z",
    "7d, 2026-08-25T12:00:00Z",
    "2026-09-01, 2026-09-01T04:00:00Z",
    "2026-09-01T08:00, 2026-09-01T12:00:00Z",
    "2026-09-01T08:00:00Z, 2026-09-01T08:00:00Z",
    "2026-09-01T08:00+02:00, 2026-09-01T06:00:00Z",
    "2026-09-01T08:00-07:00, 2026-09-01T15:00:00Z"
  })
  void shouldReadTimesAsPeopleWriteThem(String text, Instant time) {
    assertThat(TimeText.read(text, NOW, NEW_YORK)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "48", "h", "-1h", "2026-13-01", "2026-09-01 08:00"})
  void shouldReadNothingElse(String text) {
    assertThat(TimeText.read(text, NOW, NEW_YORK)).isEmpty();
  }
}
