package homeroom.app;

import homeroom.app.demo.ExampleDistrict;
import homeroom.app.demo.Outside;
import homeroom.broker.BrokerFailure;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A small district's import from beginning to end, so that Java sees what a hub does and has it
 * ready for the next start.
 */
final class Rehearsal {

  private static final int STUDENTS = 80;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private Rehearsal() {}

  static void play(Path folder)
      throws IOException, HubFailure, BrokerFailure, InterruptedException {
    Path roster = folder.resolve("district.zip");
    SampleDistrict.write(roster, STUDENTS, 1);
    try (Outside outside = new Outside(folder.resolve("outside"), roster)) {
      outside.exportFromSis();
      Path data = folder.resolve("hub");
      Map<String, String> environment = outside.environment(0);
      Surroundings surroundings =
          new Surroundings(
              data, environment, SecretSource.of(data.resolve("secrets"), environment));
      LoadResult loaded =
          ConfigurationLoader.load(
              ExampleDistrict.CEDAR_COUNTY.configuration(), Hub.adapters(), surroundings);
      if (loaded instanceof LoadResult.Usable(var configuration, var warnings)) {
        try (DataFolder held = DataFolder.open(data);
            Hub hub = Hub.start(configuration, held, surroundings)) {
          awaitSeats(hub, outside);
        }
      }
    }
  }

  private static void awaitSeats(Hub hub, Outside outside) throws InterruptedException {
    int seats = outside.sis().rows("enrollments.csv").size();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!(hub.router().running() && outside.lms().stats().enrollments() >= seats)
        && Instant.now().isBefore(deadline)) {
      Thread.sleep(LOOK_AGAIN);
    }
  }
}
