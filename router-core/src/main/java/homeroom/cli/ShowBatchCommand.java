package homeroom.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = {
      "Shows all that is known of a file or a pull: when, by what it was read, and what became of"
          + " it by entity and by cause.",
      "With --changes: the before and after of the fields that are marked for it. Shows values"
          + " then."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom batches show sha256-5f0c",
      "  homeroom batches show 3kq0z1f9x7v2",
      "  homeroom batches show sha256-5f0c --changes"
    })
final class ShowBatchCommand implements Callable<Integer> {

  private static final int AT_ONCE = 200;

  @Mixin private HubOptions hub;

  @Parameters(
      paramLabel = "ID",
      description =
          "As homeroom batches shows it, or the beginning of that, or the name of what is held.")
  private String batch = "";

  @Option(names = "--system", paramLabel = "NAME", description = "Of one source.")
  private String system = "";

  @Option(names = "--changes", description = "What it did to fields marked with report: changes.")
  private boolean changes;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Of how many changed records at most; else ${DEFAULT-VALUE}.")
  private int limit = AT_ONCE;

  @Option(
      names = "--cursor",
      paramLabel = "PLACE",
      description = "Where to go on, as the answer before says.")
  private String cursor = "";

  @Override
  public Integer call() {
    return hub.run(changes ? this::changes : this::show);
  }

  private String path() {
    return "/batches/" + HubClient.encoded(batch);
  }

  private void show(HubClient client, Screen screen) throws CliFailure {
    String answer = client.get(path(), Map.of("system", system));
    if (!screen.json(answer)) {
      new BatchSheet(HubClient.parse(answer), screen).print();
    }
  }

  private void changes(HubClient client, Screen screen) throws CliFailure {
    String answer =
        client.get(
            path() + "/changes",
            Map.of("system", system, "limit", Integer.toString(limit), "cursor", cursor));
    if (!screen.json(answer)) {
      ChangedValues.print(HubClient.parse(answer), screen);
    }
  }
}
