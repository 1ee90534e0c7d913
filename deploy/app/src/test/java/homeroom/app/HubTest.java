package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.app.demo.Outside;
import homeroom.config.ConfigurationFiles;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {

  @TempDir Path folder;

  private Path roster() throws IOException {
    Path roster = folder.resolve("district.zip");
    SampleDistrict.write(roster, 60, 7);
    return roster;
  }

  @Test
  void shouldBringEverySystemInStep() throws Exception {
    try (Outside outside = new Outside(folder.resolve("outside"), roster())) {
      outside.exportFromSis();
      Path data = folder.resolve("data");
      try (StartedHub started =
          StartedHub.of(
              ConfigurationFiles.read(CedarCounty.folder()), data, outside.environment(0))) {
        int enrollments = outside.sis().rows("enrollments.csv").size();
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(
                () -> assertThat(outside.lms().stats().enrollments()).isEqualTo(enrollments));
        assertThat(outside.lms().duplicates()).isZero();
        assertThat(started.hub().router().running()).isTrue();
        // Its turn comes after minutes, and what it does then is StorePruningTest's.
        assertThat(Thread.getAllStackTraces().keySet())
            .extracting(Thread::getName)
            .contains("query-store-pruning");
      }
    }
  }
}
