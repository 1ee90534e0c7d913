package homeroom.cli;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "replay",
    description = {
      "Sends a system what it is owed of the records that had to do with it in a window of time.",
      "Shows first what it found. Always sends the value of now; what is in step is not sent."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom replay --to lms --from 2026-09-01T08:00 --until 2026-09-01T12:00 --dry-run",
      "  homeroom replay --to lms --from 48h --only failed",
      "  homeroom replay --to lms --restored-to 2026-09-01T02:00",
      "  homeroom replay --source sis --batch sha256-0f3a… --dry-run",
      "  homeroom replay list",
      "  homeroom replay cancel replay-1f3a9c2e-0b1d",
      "",
      "After a restore the window is from then to now, and what the system confirmed in it counts",
      "no more. A system that was built anew, or what is older than the log: homeroom resync.",
      "",
      "A kept batch of a source is read again as its word of then, by the mapping of now: what was",
      "said since stays, and unless something changed nothing changes."
    },
    subcommands = {ReplayListCommand.class, ReplayShowCommand.class, ReplayCancelCommand.class})
final class ReplayCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private ReplayPace pace;

  @Option(
      names = {"--to", "--system"},
      paramLabel = "SYSTEM",
      description = "The system that should have them.")
  private String system = "";

  @Option(
      names = {"--from", "--since"},
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "From then on: a date, a time, or how long ago (48h).")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "Up to then; else now.")
  private Optional<Instant> until = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "SYSTEM",
      description = "Read a kept batch of this source again.")
  private String source = "";

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "With --source: which, as homeroom batches shows it.")
  private String batch = "";

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private Optional<String> entity = Optional.empty();

  @Option(names = "--record", paramLabel = "ENTITY/KEY", description = "Of one record.")
  private Optional<String> record = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "failed",
      description = "failed: only what the system refused last.")
  private Optional<String> only = Optional.empty();

  @Option(
      names = "--restored-to",
      paramLabel = "TIME",
      converter = TimeOption.class,
      description = "The system was restored from a backup of this time.")
  private Optional<Instant> restored = Optional.empty();

  @Override
  public Integer call() {
    return hub.run(this::replay);
  }

  private void replay(HubClient client, Screen screen) throws CliFailure {
    if (!source.isEmpty() || !batch.isEmpty()) {
      readAgain(client, screen);
      return;
    }
    if (system.isEmpty()) {
      throw new CliFailure(
          "REPLAY_SYSTEM_MISSING",
          "Nothing was said of which system is to be told.",
          "Name it with --to, or write list, show or cancel.");
    }
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("to", system);
    from.ifPresent(time -> body.put("from", time.toString()));
    until.ifPresent(time -> body.put("until", time.toString()));
    entity.ifPresent(name -> body.put("entity", name));
    record.ifPresent(key -> body.put("record", key));
    only.ifPresent(what -> body.put("only", what));
    restored.ifPresent(time -> body.put("restored-to", time.toString()));
    pace.run(client, screen, body);
  }

  private void readAgain(HubClient client, Screen screen) throws CliFailure {
    if (source.isEmpty() || batch.isEmpty() || !system.isEmpty()) {
      throw new CliFailure(
          "REPLAY_BATCH_UNCLEAR",
          "A batch is read again of one source, and to no system in particular.",
          "Write --source and --batch, and leave --to out. See: homeroom batches.");
    }
    pace.readAgain(client, screen, source, batch);
  }
}
