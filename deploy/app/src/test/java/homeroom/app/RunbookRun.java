package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.RunbookPage.Commands;
import homeroom.app.RunbookPage.Edit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * Types what a runbook says, at a hub that is in the state that the runbook is for, and looks
 * whether it prints what the runbook shows. Commands that only look are typed again until they do.
 * In what is shown, {@code …} stands for anything, and one time is like another.
 */
final class RunbookRun {

  private static final Duration PATIENCE = Duration.ofSeconds(75);
  private static final Path TRANSCRIPTS = Path.of("target", "runbooks");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("(?<![A-Za-z-])[A-Z][A-Z-]+(?![a-z])|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z?");
  private static final Set<String> LOOKS =
      Set.of(
          "status",
          "undelivered",
          "alerts",
          "movements",
          "record",
          "explain",
          "onboarding",
          "reconcile",
          "du",
          "df");
  private static final Set<String> LISTS = Set.of("batches", "conflicts", "quarantine", "identity");
  private static final Set<String> LOOKING = Set.of("list", "show", "waiting");

  /** What happens outside, or a place or an id that is known only when it is asked for. */
  interface Happening {
    void happen() throws Exception;
  }

  private final RunbookHub hub;
  private final RunbookPage page;
  private final Map<String, Happening> happenings = new LinkedHashMap<>();
  private final Map<String, Callable<String>> placeholders = new LinkedHashMap<>();
  private final Map<String, String> known = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final StringBuilder transcript = new StringBuilder();
  private final List<String> wrong = new ArrayList<>();

  RunbookRun(RunbookHub hub, String name) {
    this.hub = hub;
    page =
        RunbookPage.of(
            DocumentedPage.read(CedarCounty.folder().resolveSibling("runbooks").resolve(name)));
  }

  /** What the runbook says that happens before a block is typed. */
  RunbookRun when(String name, Happening what) {
    happenings.put(name, what);
    return this;
  }

  /** What to type in the place of a name in capitals, or of a time. */
  RunbookRun with(String placeholder, Callable<String> value) {
    placeholders.put(placeholder, value);
    return this;
  }

  void run() throws Exception {
    try {
      for (RunbookPage.Step step : page.steps()) {
        switch (step) {
          case Commands commands -> type(commands);
          case Edit edit -> hub.edit(edit.file(), edit.removed(), edit.added());
        }
      }
    } finally {
      Files.createDirectories(TRANSCRIPTS);
      Files.writeString(
          TRANSCRIPTS.resolve(page.page().toString().replace(".md", ".txt")), transcript);
    }
    assertThat(wrong).as(page.page().toString()).isEmpty();
    Set<String> told = new HashSet<>(happenings.keySet());
    told.addAll(placeholders.keySet());
    assertThat(used).as("all that the test knows of the runbook is in it").isEqualTo(told);
  }

  private void type(Commands commands) throws Exception {
    if (commands.after().isPresent()) {
      String name = commands.after().get();
      assertThat(happenings).as("what happens in " + page.page()).containsKey(name);
      used.add(name);
      transcript.append("(").append(name).append(")\n");
      happenings.get(name).happen();
    }
    Map<String, String> filledIn = new LinkedHashMap<>();
    for (String line : commands.typed()) {
      filledIn.put(line, filledIn(line));
    }
    if (commands.typed().stream().allMatch(RunbookRun::onlyLooks)) {
      lookUntil(commands, filledIn);
    } else {
      StringBuilder printed = new StringBuilder();
      for (String line : commands.typed()) {
        Typed typed = once(line, filledIn.get(line));
        note(commands, line, typed);
        printed.append(typed.out()).append(typed.err());
      }
      missing(commands, printed.toString())
          .forEach(it -> wrong.add(commands.line() + ": " + it + " is not in\n" + printed));
    }
  }

  private void lookUntil(Commands commands, Map<String, String> filledIn) throws Exception {
    Map<String, Typed> last = new LinkedHashMap<>();
    try {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                for (String line : commands.typed()) {
                  last.put(line, once(line, filledIn.get(line)));
                }
                return missing(commands, printed(last)).isEmpty()
                    && last.values().stream().allMatch(it -> it.status() == commands.status());
              });
    } catch (org.awaitility.core.ConditionTimeoutException never) {
      missing(commands, printed(last))
          .forEach(it -> wrong.add(commands.line() + ": " + it + " is not in\n" + printed(last)));
    }
    last.forEach((line, typed) -> note(commands, line, typed));
  }

  private static String printed(Map<String, Typed> typed) {
    return typed.values().stream()
        .map(it -> it.out() + "\n" + it.err())
        .collect(Collectors.joining("\n"));
  }

  private void note(Commands commands, String line, Typed typed) {
    transcript.append("$ ").append(line).append("\n");
    transcript.append(typed.out()).append(typed.err()).append("\n");
    if (typed.status() != commands.status()) {
      wrong.add(
          "%d: %s ended with %d\n%s%s"
              .formatted(commands.line(), line, typed.status(), typed.out(), typed.err()));
    }
  }

  private static boolean onlyLooks(String line) {
    String[] words = line.split(" +");
    if (!words[0].equals("homeroom")) {
      return LOOKS.contains(words[0]);
    }
    return LOOKS.contains(words[1])
        || (LISTS.contains(words[1])
            && (words.length == 2 || words[2].startsWith("-") || LOOKING.contains(words[2])))
        || (words[1].equals("replay") && words.length > 2 && LOOKING.contains(words[2]));
  }

  private String filledIn(String line) throws Exception {
    Matcher names = PLACEHOLDER.matcher(line);
    StringBuilder filled = new StringBuilder();
    while (names.find()) {
      Callable<String> value = placeholders.get(names.group());
      assertThat(value).as("what to type for " + names.group() + " in: " + line).isNotNull();
      used.add(names.group());
      if (!known.containsKey(names.group())) {
        known.put(names.group(), value.call());
      }
      names.appendReplacement(filled, Matcher.quoteReplacement(known.get(names.group())));
    }
    return names.appendTail(filled).toString();
  }

  private Typed once(String line, String filledIn) throws Exception {
    String here = hub.here(filledIn);
    if (!line.startsWith("homeroom ")) {
      return shell(here);
    }
    List<String> words = new ArrayList<>(words(here.substring("homeroom ".length())));
    if (words.getFirst().equals("up")) {
      return hub.up(words);
    }
    if (asksForData(words)) {
      words.addAll(List.of("--data", hub.data().toString()));
    }
    return Typed.run(words);
  }

  /** A person has set {@code HOMEROOM_DATA}. */
  private static boolean asksForData(List<String> words) {
    CommandLine command = Main.commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        break;
      }
      command = next;
    }
    return !words.contains("--data") && command.getCommandSpec().findOption("--data") != null;
  }

  private static List<String> words(String line) {
    return Pattern.compile("'([^']*)'|(\\S+)")
        .matcher(line)
        .results()
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .toList();
  }

  private static Typed shell(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes());
    return new Typed(process.waitFor(), out, "");
  }

  /** The lines that are shown and were not printed. */
  private List<String> missing(Commands commands, String printed) {
    List<String> lines = printed.lines().map(RunbookRun::plain).toList();
    return commands.expected().stream()
        .filter(
            shown -> {
              Pattern pattern = pattern(plain(hub.here(withNames(shown))));
              return lines.stream().noneMatch(line -> pattern.matcher(line).find());
            })
        .toList();
  }

  private String withNames(String shown) {
    String line = shown;
    for (var name : known.entrySet()) {
      line = line.replace(name.getKey(), name.getValue());
    }
    return line;
  }

  private static String plain(String line) {
    return TIME.matcher(line).replaceAll("TIME").strip().replaceAll("\\s+", " ");
  }

  private static Pattern pattern(String shown) {
    return Pattern.compile(
        List.of(shown.split("\\s*…\\s*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }
}
