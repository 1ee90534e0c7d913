package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.demo.Outside;
import homeroom.config.ConfigurationFiles;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The example district with stand-ins for its systems, and a hub on a copy of its configuration
 * that can be edited and started again, as a person would.
 */
final class RunbookHub {

  /** What runbooks call the folders. */
  private static final String DATA = "/var/lib/homeroom";

  private static final String CONFIGURATION = "/etc/homeroom";
  private static final String BACKUPS = "/backups";

  private static final DiskSpace AMPLE = new DiskSpace(80L << 30, 100L << 30);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern ENVIRONMENT =
      Pattern.compile("\\$\\{env:([A-Z_]+):-(?:\\$\\{[^}]*}|[^}])*}");
  private static final String SECRET = "HOMEROOM_SECRET_";

  private final Path folder;
  private final Outside outside;
  private volatile DiskSpace disk = AMPLE;
  private Optional<StartedHub> hub = Optional.empty();
  private Optional<Thread> program = Optional.empty();

  RunbookHub(Path folder, int students) throws Exception {
    this.folder = folder;
    Path roster = folder.resolve("district.zip");
    SampleDistrict.write(roster, students, 7);
    outside = new Outside(folder.resolve("outside"), roster);
    outside.exportFromSis();
    Files.createDirectories(folder.resolve("backups"));
    configure();
    start();
  }

  private void configure() throws IOException {
    Map<String, String> environment = outside.environment(0);
    try (Stream<Path> files = Files.walk(CedarCounty.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = configuration().resolve(CedarCounty.folder().relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Matcher variables = ENVIRONMENT.matcher(Files.readString(file));
        Files.writeString(
            copy,
            variables.replaceAll(it -> Matcher.quoteReplacement(environment.get(it.group(1)))));
      }
    }
    Files.createDirectories(secrets());
    for (var variable : environment.entrySet()) {
      if (variable.getKey().startsWith(SECRET)) {
        Files.writeString(
            secrets()
                .resolve(
                    variable
                        .getKey()
                        .substring(SECRET.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')),
            variable.getValue());
      }
    }
  }

  private void start() throws Exception {
    hub = Optional.of(StartedHub.of(ConfigurationFiles.read(configuration()), data(), () -> disk));
    reportEvents();
  }

  /** The LMS tells the hub of its changes; a hub that is started has another port. */
  private void reportEvents() throws IOException {
    outside.reportTo(
        URI.create("http://" + Files.readString(data().resolve("api-address")).strip()));
  }

  Outside outside() {
    return outside;
  }

  Path data() {
    return folder.resolve("data");
  }

  Path configuration() {
    return folder.resolve("configuration");
  }

  Path secrets() {
    return data().resolve("secrets");
  }

  Path folder() {
    return folder;
  }

  /** Where the SIS leaves its export. */
  Path sisExport() {
    return folder.resolve("outside/sis/export/OneRoster.zip");
  }

  /** Where the assessment vendor leaves its files. */
  Path assessments() {
    return folder.resolve("outside/assessment");
  }

  /** From now on the disk has so much room. */
  void disk(DiskSpace space) {
    disk = space;
  }

  void ampleDisk() {
    disk = AMPLE;
  }

  /** A line of a runbook with the folders of this hub. */
  String here(String line) {
    return line.replace(DATA, data().toString())
        .replace(CONFIGURATION, configuration().toString())
        .replace(BACKUPS, folder.resolve("backups").toString());
  }

  /** Changes lines of one file of the configuration; the file must hold what is removed. */
  void edit(String file, List<String> removed, List<String> added) throws IOException {
    Path path = configuration().resolve(file);
    String text = Files.readString(path);
    assertThat(added).hasSameSizeAs(removed);
    for (int i = 0; i < removed.size(); i++) {
      assertThat(text).as(file).contains(removed.get(i));
      text = text.replace(removed.get(i), added.get(i));
    }
    Files.writeString(path, text);
  }

  /** Runs {@code homeroom up} for good, and returns when the hub is up or the command has ended. */
  Typed up(List<String> words) throws Exception {
    stop();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Thread thread =
        new Thread(
            () -> {
              CommandLine line = Main.commandLine();
              line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
              line.execute(words.toArray(String[]::new));
            },
            "homeroom-up");
    thread.start();
    program = Optional.of(thread);
    await().atMost(PATIENCE).until(() -> out.toString().contains(" is up: ") || !thread.isAlive());
    if (thread.isAlive()) {
      reportEvents();
    }
    return new Typed(thread.isAlive() ? 0 : 1, out.toString(), err.toString());
  }

  /** The same, as the runbooks start it. */
  void up() throws Exception {
    up(List.of("up", "--config", configuration().toString(), "--data", data().toString())).well();
  }

  void stop() throws InterruptedException {
    hub.ifPresent(StartedHub::close);
    hub = Optional.empty();
    if (program.isPresent()) {
      program.get().interrupt();
      program.get().join(PATIENCE);
      program = Optional.empty();
    }
  }

  /** What a command prints, of those that look. */
  String look(String... arguments) {
    return Typed.run(data(), arguments).out();
  }

  void until(Function<RunbookHub, Boolean> holds) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> holds.apply(this));
  }

  /** Every system has what it should, and nothing needs a person. */
  void untilAllIsWell(String... systems) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(look("status")).doesNotContain("Needs attention", "no progress");
              for (String system : systems) {
                assertThat(look("undelivered", "--to", system)).contains("Nothing is missing");
              }
            });
  }

  void export() throws IOException {
    outside.exportFromSis();
  }

  void close() throws Exception {
    stop();
    outside.close();
  }
}
