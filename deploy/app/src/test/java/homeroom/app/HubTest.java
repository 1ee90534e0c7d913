package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {

  @TempDir Path folder;

  @Test
  void shouldBringEverySystemInStep() throws Exception {
    try (StandIns outside = new StandIns(folder, Integer.getInteger("students", 60))) {
      outside.exportFromSis();
      Path data = folder.resolve("data");
      Map<String, String> environment = outside.environment();
      Surroundings surroundings =
          new Surroundings(
              data, environment, SecretSource.of(data.resolve("secrets"), environment));
      LoadResult loaded =
          ConfigurationLoader.load(
              Path.of("../../connectors-config/cedar-county"), Hub.adapters(), surroundings);
      assertThat(loaded.problems()).isEmpty();
      long start = System.nanoTime();
      try (DataFolder held = DataFolder.open(data);
          Hub hub = Hub.start(((LoadResult.Usable) loaded).configuration(), held, surroundings)) {
        System.err.println("started " + (System.nanoTime() - start) / 1_000_000 + " ms");
        int enrollments = outside.sis.rows("enrollments.csv").size();
        for (int i = 0; i < 300; i++) {
          Thread.sleep(1000);
          System.err.println((System.nanoTime() - start) / 1_000_000 + " " + outside.lms.stats() + " idp " + outside.idp.size() + " " + outside.idp.stats());
          hub.engines().forEach(e -> System.err.println("   " + e.system() + " " + e.status()));
          System.err.println("   router " + hub.router().state() + " " + hub.source("sis").orElseThrow().schedule().last());
          if (outside.lms.stats().enrollments() >= enrollments) break;
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(outside.lms.stats().enrollments()).isEqualTo(enrollments));
        assertThat(outside.lms.duplicates()).isZero();
      }
    }
  }
}
