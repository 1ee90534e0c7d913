package homeroom.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** From when to when. */
final class Window {

  @Option(
      names = {"--from", "--since"},
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "From then on: a date, a time, or how long ago (48h).")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Up to then.")
  private Optional<Instant> to = Optional.empty();

  void addTo(Map<String, String> parameters) {
    from.ifPresent(time -> parameters.put("from", time.toString()));
    to.ifPresent(time -> parameters.put("to", time.toString()));
  }
}
