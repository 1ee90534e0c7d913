package homeroom.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resync",
    description = {
      "Compares all golden records with what a system is known to hold, and sends what is owed.",
      "Shows first what it found."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom resync lms --entity student --dry-run",
      "  homeroom resync warehouse --rebuilt",
      "  homeroom resync lms --place-lost",
      "",
      "With --rebuilt nothing counts that the system ever confirmed: all is created there again.",
      "A system looks before it creates, so what it has nevertheless is not made twice."
    })
final class ResyncCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private ReplayPace pace;

  @Parameters(paramLabel = "SYSTEM", description = "The system that should have them.")
  private String system = "";

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private Optional<String> entity = Optional.empty();

  @Option(names = "--record", paramLabel = "ENTITY/KEY", description = "Of one record.")
  private Optional<String> record = Optional.empty();

  @Option(names = "--rebuilt", description = "The system was built anew and lost what it had.")
  private boolean rebuilt;

  @Option(
      names = "--place-lost",
      description = {
        "The hub does not know any more up to where it delivered (DELIVERY_OFFSETS_LOST,"
            + " DELIVERY_LOG_CUT): begin behind all that is in the log, and send anew whatever has"
            + " no receipt."
      })
  private boolean placeLost;

  @Override
  public Integer call() {
    return hub.run(
        (client, screen) -> {
          Map<String, @Nullable Object> body = new HashMap<>();
          body.put("to", system);
          body.put("all", true);
          entity.ifPresent(name -> body.put("entity", name));
          record.ifPresent(key -> body.put("record", key));
          if (rebuilt) {
            body.put("rebuilt", true);
          }
          if (placeLost) {
            body.put("place-lost", true);
          }
          pace.run(client, screen, body);
        });
  }
}
