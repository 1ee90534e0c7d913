package homeroom.cli;

import homeroom.http.TimeText;
import java.time.Instant;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of the command line, in the zone of the person. */
final class TimeOption implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    return TimeText.read(text, Instant.now(), ZoneId.systemDefault())
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is no time: write 2026-09-01, 2026-09-01T08:00, 2026-09-01T08:00:00Z,"
                        + " or how long ago: 30m, 48h, 7d"));
  }
}
