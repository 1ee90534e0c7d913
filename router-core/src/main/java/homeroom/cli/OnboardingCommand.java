package homeroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "onboarding",
    description =
        "Shows what a system held when the hub first met it: what was equal, what differed and who"
            + " won, what only one side had.",
    footer = {
      "",
      "Examples:",
      "  homeroom onboarding lms",
      "  homeroom onboarding lms --entity student --to 2026-09-02 --csv",
      "",
      "--from and --to count whole hours. A record that comes to be long after counts as well, so"
          + " cut",
      "that off with --to. What differs in a record, with its values: homeroom explain student/123."
    })
final class OnboardingCommand implements Callable<Integer> {

  @Mixin private HubOptions hub;
  @Mixin private Window window;

  @Parameters(paramLabel = "SYSTEM", description = "The system.")
  private String system = "";

  @Option(names = "--entity", paramLabel = "NAME", description = "Of one kind of record.")
  private String entity = "";

  @Option(names = "--examples", paramLabel = "N", description = "How many to name; else 3.")
  private int examples = 3;

  @Option(names = "--csv", description = "Print one row for each count, for a spreadsheet.")
  private boolean csv;

  @Override
  public Integer call() {
    return hub.run(this::ask);
  }

  private void ask(HubClient client, Screen screen) throws CliFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("system", system);
    parameters.put("entity", entity);
    parameters.put("examples", Integer.toString(examples));
    window.addTo(parameters);
    String answer = client.get("/onboarding", parameters);
    if (screen.json(answer)) {
      return;
    }
    OnboardingReport report = new OnboardingReport(HubClient.parse(answer), screen);
    if (csv) {
      report.printCsv();
    } else {
      report.print();
    }
  }
}
