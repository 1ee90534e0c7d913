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
import java.util.ArrayList;
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
            + " the golden records. An export that holds too little for the day is taken in,"
            + " told and compared on its own.",
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

  @Spec private CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "ONEROSTER.zip",
      description = "The SIS's OneRoster 1.1 or 1.2 package; a made-up district if not given.")
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
      try (Outside outside = outside(root.resolve("outside"), roster)) {
        play(start, root, outside, narrator, report);
      }
      return report.allHold() ? 0 : 1;
    } catch (HubApi.Refused refused) {
      throw new DemoFailure(refused.getMessage(), refused.remedy(), refused);
    } catch (IOException | UncheckedIOException broken) {
      throw new DemoFailure(
          "the day broke off: " + broken.getMessage(),
          "see " + folder.resolve("hub.log") + " for what the hub said",
          broken);
    }
  }

  private void play(Instant start, Path root, Outside outside, Narrator narrator, Report report)
      throws IOException, DemoFailure {
    ExampleDistrict district = ExampleDistrict.exporting(outside.sis().version());
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    Path data = root.resolve("hub");
    Map<String, String> environment = outside.environment(district, port);
    Configuration configuration = configuration(district, data, environment);
    try (HubApi hub = new HubApi(address, data.resolve("api-token"));
        HubProcess process = new HubProcess(district.configuration(), data, environment, hub)) {
      Thread end = new Thread(process::close, "end-hub");
      Runtime.getRuntime().addShutdownHook(end);
      process.start();
      narrator.plain(
          "The hub of %s is up (process %d), with a Kafka broker of its own, after %s.",
          configuration.title(),
          process.pid(),
          Narrator.seconds(Duration.between(start, Instant.now())));
      Day day = new Day(outside, hub, process, narrator, report);
      if (district == ExampleDistrict.CEDAR_COUNTY) {
        outside.reportTo(address);
      }
      play(new FirstExport(), day);
      Optional<String> lacking = lacking(district, day);
      lacking.ifPresent(
          it -> narrator.say("the rest of the day needs %s: this export is looked at alone", it));
      for (Scene scene : Agenda.scenes(lacking.isEmpty())) {
        play(scene, day);
      }
      compare(configuration, day);
      Totals.note(hub, report);
      note(outside, report);
      report.figure("seconds", Duration.between(start, Instant.now()).toMillis() / 1000.0);
      narrator.summary(report);
      reportFile.write(report);
      if (!exit) {
        stay(data, lacking.isEmpty() ? storied(outside) : List.of(), narrator);
      }
    }
  }

  private static void play(Scene scene, Day day) throws IOException, DemoFailure {
    day.narrator().scene(scene.title());
    scene.play(day);
  }

  private static Optional<String> lacking(ExampleDistrict district, Day day) throws IOException {
    return Agenda.lacking(
        district,
        Cast.students(day.outside().sis(), 0, Integer.MAX_VALUE).size(),
        Standing.read(day.hub()).waiting());
  }

  /** Commands about what happened in the day. */
  private static List<String> storied(Outside outside) {
    String record = Cast.seat(outside.sis(), 3).record();
    return List.of(
        "movements --since 1h --outcome conflict",
        "conflicts",
        "record " + record,
        "explain " + record + " beginDate",
        "onboarding academy",
        "identity show student/demo-walk-in",
        "alerts");
  }

  private void compare(Configuration configuration, Day day) throws IOException, DemoFailure {
    day.narrator().scene("Do the systems agree?");
    boolean agree = true;
    Map<String, Standing.Consumer> standing = Standing.read(day.hub()).consumers();
    for (Comparison.Difference difference :
        new Comparison(
                configuration,
                day.hub(),
                day.outside().sis(),
                (system, record) ->
                    standing.get(system).owed() > 0 && day.isOwed(system, record.toString()))
            .compare()) {
      agree &= difference.none() && difference.owed() == standing.get(difference.system()).owed();
      day.narrator().say("%-10s %s", difference.system(), said(difference));
    }
    day.check("converged", agree);
  }

  private static String said(Comparison.Difference difference) {
    if (!difference.none()) {
      return "DIFFERS: of %s records %d are missing or not so, %d too many; %s"
          .formatted(
              Narrator.number(difference.records()),
              difference.missing(),
              difference.extra(),
              difference.fields());
    }
    String holds =
        "holds exactly the %s records that it should"
            .formatted(Narrator.number(difference.records()));
    return difference.owed() == 0
        ? holds
        : holds + ", but for %s that it is owed".formatted(Narrator.number(difference.owed()));
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

  private void stay(Path data, List<String> storied, Narrator narrator) {
    List<String> examples = new ArrayList<>(List.of("status", "undelivered --to lms --since 48h"));
    examples.addAll(storied);
    Path here = Path.of("").toAbsolutePath();
    Path shown = data.startsWith(here) ? here.relativize(data) : data;
    narrator.plain("%nThe hub stays up until Ctrl-C. In another terminal, try:");
    for (String example : examples) {
      narrator.plain("  ./homeroom %s --data %s", example, shown);
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Configuration configuration(
      ExampleDistrict district, Path data, Map<String, String> environment) throws DemoFailure {
    List<AdapterFactory> adapters =
        ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    Surroundings surroundings =
        new Surroundings(data, environment, SecretSource.of(data.resolve("secrets"), environment));
    return switch (ConfigurationLoader.load(district.configuration(), adapters, surroundings)) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) ->
          throw new DemoFailure(
              "the example district's configuration cannot be used: " + problems.getFirst(),
              "run: ./homeroom validate " + district.configuration());
    };
  }

  private Path roster(Path root, Narrator narrator) throws IOException, DemoFailure {
    if (input.isPresent()) {
      if (!Files.isRegularFile(input.get())) {
        throw new DemoFailure(
            "there is no file " + input.get(), "name a OneRoster package with --input");
      }
      return input.get();
    }
    Path made = root.resolve("sample.zip");
    SampleDistrict.write(made, STUDENTS, SEED);
    narrator.plain("Made a district of %d students.", STUDENTS);
    return made;
  }

  private static Outside outside(Path folder, Path roster) throws DemoFailure {
    try {
      return new Outside(folder, roster);
    } catch (IOException unreadable) {
      throw new DemoFailure(
          "%s cannot be read: %s".formatted(roster, unreadable.getMessage()),
          "name a OneRoster package with --input",
          unreadable);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
