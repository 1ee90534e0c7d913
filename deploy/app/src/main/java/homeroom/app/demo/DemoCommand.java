package homeroom.app.demo;

import homeroom.api.AdapterFactory;
import homeroom.app.report.Report;
import homeroom.app.report.ReportFile;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a district's day and proves that the systems agree at its end. */
@Command(
    name = "demo",
    description =
        "Plays a district's day: a broker, the hub and stand-ins for the outside systems, all on"
            + " this machine. At the end every system's content is read back and compared with"
            + " the golden records.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Stays up afterwards, so that you can look around; with --exit it ends with status 0 if",
      "every check held, and 1 if not.",
      "Example: homeroom demo --exit --report demo.json"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final int STUDENTS = 400;
  private static final long SEED = 1;

  private static final List<Scene> SCENES =
      List.of(
          new FirstExport(),
          new TeacherEndsSeat(),
          new NameEditedInLms(),
          new TwoChangesAtOnce(),
          new PeopleDecide(),
          new DeletedWhileChanged(),
          new FamilyContacts(),
          new StopAndWayHome(),
          new FieldKeepsTurning(),
          new ListAgainstFamilies(),
          new MailChangedAtIdp(),
          new AssessmentResults(),
          new BusPasses(),
          new StudentNumberChanges(),
          new TwoRecordsOneStudent(),
          new LmsWithDataConnected(),
          new LmsOutage(),
          new KilledHub(),
          new RosterForAssessment(),
          new Questions(),
          new Explained(),
          new ToldOnce());

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "ONEROSTER.zip",
      description = "The SIS's OneRoster 1.1 package; a made-up district if not given.")
  private Optional<Path> input = Optional.empty();

  @Option(names = "--exit", description = "End when the day is over.")
  private boolean exit;

  @Mixin private ReportFile reportFile;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "data/demo",
      description = "Where all of it lies; made anew each time (${DEFAULT-VALUE}).")
  private Path folder;

  @Override
  public Integer call() throws DemoFailure {
    Instant start = Instant.now();
    Narrator narrator = new Narrator(spec.commandLine().getOut());
    Report report = new Report();
    try {
      Path root = WorkFolder.fresh(folder.toAbsolutePath().normalize(), "demo");
      Path roster = roster(root, narrator);
      try (Outside outside = new Outside(root.resolve("outside"), roster)) {
        play(start, root, outside, narrator, report);
      }
      return report.allHold() ? 0 : 1;
    } catch (IOException | UncheckedIOException broken) {
      throw new DemoFailure(
          "the day broke off: " + broken.getMessage(),
          "see " + folder.resolve("hub.log") + " for what the hub said",
          broken);
    }
  }

  private void play(Instant start, Path root, Outside outside, Narrator narrator, Report report)
      throws IOException, DemoFailure {
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    Path data = root.resolve("hub");
    Map<String, String> environment = outside.environment(port);
    Configuration configuration = configuration(data, environment);
    try (HubApi hub = new HubApi(address, data.resolve("api-token"));
        HubProcess process = new HubProcess(Home.exampleDistrict(), data, environment, hub)) {
      Thread end = new Thread(process::close, "end-hub");
      Runtime.getRuntime().addShutdownHook(end);
      process.start();
      outside.reportTo(address);
      narrator.plain(
          "The hub of %s is up (process %d), with a Kafka broker of its own, after %s.",
          configuration.title(),
          process.pid(),
          Narrator.seconds(Duration.between(start, Instant.now())));
      Day day = new Day(outside, hub, process, narrator, report);
      for (Scene scene : SCENES) {
        narrator.scene(scene.title());
        scene.play(day);
      }
      compare(configuration, day);
      Totals.note(hub, report);
      note(outside, report);
      report.figure("seconds", Duration.between(start, Instant.now()).toMillis() / 1000.0);
      narrator.summary(report);
      reportFile.write(report);
      if (!exit) {
        stay(data, Cast.seat(outside.sis(), 3).record(), narrator);
      }
    }
  }

  private void compare(Configuration configuration, Day day) throws IOException, DemoFailure {
    day.narrator().scene("Do the systems agree?");
    boolean agree = true;
    for (Comparison.Difference difference :
        new Comparison(configuration, day.hub(), day.outside().sis()).compare()) {
      agree &= difference.none();
      day.narrator()
          .say(
              difference.none()
                  ? "%-10s holds exactly the %s records that it should"
                  : "%-10s DIFFERS: of %s records %d are missing or not so, %d too many; %s",
              difference.system(),
              Narrator.number(difference.records()),
              difference.missing(),
              difference.extra(),
              difference.fields());
    }
    day.check("converged", agree);
  }

  private static void note(Outside outside, Report report) throws IOException {
    var lms = outside.lms().stats();
    var idp = outside.idp().stats();
    var sis = outside.sis().stats();
    note(report, "lms", lms.requests(), lms.bytes(), lms.duplicates());
    note(report, "idp", idp.requests(), idp.bytes(), idp.duplicates());
    note(report, "sis", sis.requests(), sis.bytes(), sis.duplicates());
    report.check("no_duplicates", lms.duplicates() + idp.duplicates() + sis.duplicates() == 0);
    report.check("sis_took_every_row", sis.refused() == 0);
  }

  private static void note(
      Report report, String system, long requests, long bytes, long duplicates) {
    report.figure(system + ".requests", requests);
    report.figure(system + ".bytes", bytes);
    report.figure(system + ".duplicates", duplicates);
  }

  /**
   * @param record one with a story
   */
  private void stay(Path data, String record, Narrator narrator) {
    Path here = Path.of("").toAbsolutePath();
    Path shown = data.startsWith(here) ? here.relativize(data) : data;
    narrator.plain("%nThe hub stays up until Ctrl-C. In another terminal, try:");
    for (String example :
        List.of(
            "status",
            "movements --since 1h --outcome conflict",
            "conflicts",
            "record " + record,
            "explain " + record + " beginDate",
            "undelivered --to lms --since 48h",
            "onboarding academy",
            "identity show student/demo-walk-in",
            "alerts")) {
      narrator.plain("  ./homeroom %s --data %s", example, shown);
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Configuration configuration(Path data, Map<String, String> environment)
      throws DemoFailure {
    List<AdapterFactory> adapters =
        ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    Surroundings surroundings =
        new Surroundings(data, environment, SecretSource.of(data.resolve("secrets"), environment));
    return switch (ConfigurationLoader.load(Home.exampleDistrict(), adapters, surroundings)) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) ->
          throw new DemoFailure(
              "the example district's configuration cannot be used: " + problems.getFirst(),
              "run: ./homeroom validate " + Home.exampleDistrict());
    };
  }

  private Path roster(Path root, Narrator narrator) throws IOException, DemoFailure {
    if (input.isPresent()) {
      if (!Files.isRegularFile(input.get())) {
        throw new DemoFailure(
            "there is no file " + input.get(), "name a OneRoster 1.1 package with --input");
      }
      return input.get();
    }
    Path made = root.resolve("sample.zip");
    SampleDistrict.write(made, STUDENTS, SEED);
    narrator.plain("Made a district of %d students.", STUDENTS);
    return made;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
