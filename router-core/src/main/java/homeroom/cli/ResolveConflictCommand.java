package homeroom.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resolve",
    description = {
      "Decides fields that wait for a person: one by its id, or all that wait and fit the options.",
      "The truth then goes to every system that holds something else."
    },
    footer = {
      "",
      "Examples:",
      "  homeroom conflicts resolve Zm9vYmFyYmF6cXV4MTIzNA --take sis",
      "  homeroom conflicts resolve Zm9vYmFyYmF6cXV4MTIzNA --value 'Ada Lovelace'",
      "  homeroom conflicts resolve --all --entity student --field preferredName --take lms"
    })
final class ResolveConflictCommand implements Callable<Integer> {

  private static final int AT_ONCE = 1000;

  @Mixin private HubOptions hub;

  /** An id may begin with a hyphen and is no option then. */
  @Spec
  void take(CommandSpec command) {
    command.parser().unmatchedOptionsArePositionalParams(true);
  }

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  @ArgGroup(multiplicity = "1")
  private Word word = new Word();

  /** One, or many. */
  static final class Which {
    @Parameters(paramLabel = "ID", description = "The id, as the list shows it.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--all", description = "All that wait and fit the other options.")
    private boolean all;
  }

  /** What is decided. */
  static final class Word {
    @Option(names = "--take", paramLabel = "SYSTEM", description = "What this system says.")
    private Optional<String> system = Optional.empty();

    @Option(names = "--value", paramLabel = "TEXT", description = "This value.")
    private Optional<String> value = Optional.empty();

    @Option(names = "--clear", description = "No value.")
    private boolean clear;

    @Option(names = "--by-rule", description = "What the rule says when nobody decides.")
    private boolean byRule;
  }

  @Option(names = "--entity", paramLabel = "NAME", description = "With --all: of these records.")
  private String entity = "";

  @Option(names = "--field", paramLabel = "NAME", description = "With --all: of this field.")
  private String field = "";

  @Option(names = "--system", paramLabel = "NAME", description = "With --all: with this side.")
  private String system = "";

  @Option(names = "--rule", paramLabel = "TEXT", description = "With --all: held by this rule.")
  private String rule = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who decides; else who is logged in.")
  private String person = System.getProperty("user.name", "somebody");

  @Override
  public Integer call() {
    return hub.run(this::resolve);
  }

  private void resolve(HubClient client, Screen screen) throws CliFailure {
    if (which.id.isPresent()) {
      String answer = decide(client, which.id.get());
      if (!screen.json(answer)) {
        screen.line("Asked the hub to decide it. What became of it:");
        screen.line("  homeroom conflicts show " + which.id.get());
      }
      return;
    }
    List<Json> waiting = waiting(client);
    int decided = 0;
    for (Json conflict : waiting) {
      if (decideIfItStillWaits(client, conflict.text("id"))) {
        decided++;
      }
    }
    screen.line(
        decided == 0
            ? "No conflict that fits waits for anybody."
            : "Asked the hub to decide " + decided + ".");
    if (waiting.size() == AT_ONCE) {
      screen.line("There may be more; run it again when these are decided.");
    }
  }

  private List<Json> waiting(HubClient client) throws CliFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("waiting", "true");
    parameters.put("entity", entity);
    parameters.put("field", field);
    parameters.put("system", system);
    parameters.put("rule", rule);
    parameters.put("limit", Integer.toString(AT_ONCE));
    return HubClient.parse(client.get("/conflicts", parameters)).list("conflicts");
  }

  /** Others decide too, and the list may be older than their word. */
  private boolean decideIfItStillWaits(HubClient client, String id) throws CliFailure {
    try {
      decide(client, id);
      return true;
    } catch (CliFailure refused) {
      if (refused.code().equals("CONFLICT_DECIDED")) {
        return false;
      }
      throw refused;
    }
  }

  private String decide(HubClient client, String id) throws CliFailure {
    Map<String, @Nullable Object> body = new HashMap<>();
    body.put("person", person);
    word.system.ifPresent(taken -> body.put("take", taken));
    word.value.ifPresent(value -> body.put("value", value));
    if (word.clear) {
      body.put("value", null);
    }
    if (word.byRule) {
      body.put("by-rule", true);
    }
    String name = URLEncoder.encode(id, StandardCharsets.UTF_8);
    return client.post("/conflicts/" + name + "/decision", List.of(new Json(body).write()));
  }
}
