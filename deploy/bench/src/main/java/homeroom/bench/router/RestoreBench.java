package homeroom.bench.router;

import homeroom.bench.Students;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a hub that was killed takes until it decides again. It begins anew as a process, so that
 * everything counts: Java, the broker, and the router's stores, which a killed router has to fill
 * again.
 */
final class RestoreBench {

  private static final int EVENTS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Findings findings;

  RestoreBench(Findings findings) {
    this.findings = findings;
  }

  void measure(int records) throws IOException {
    Path folder = Files.createTempDirectory("homeroom-restore");
    try {
      decideSomething(folder, records);
      long killed = System.nanoTime();
      double seconds = (decideOnce(folder) - killed) / 1e9;
      findings.figure(
          "restore_seconds",
          seconds,
          "s from kill -9 to the first decision, with %,d records".formatted(records));
    } finally {
      Cluster.remove(folder);
    }
  }

  /** A hub knows of all records, works, and is killed while it does. */
  private static void decideSomething(Path folder, int records) throws IOException {
    HubProcess hub = HubProcess.start(folder);
    try (Cluster cluster = Cluster.of(folder, hub.servers())) {
      cluster.makeTopics(HubProcess.TOPICS.all(List.of(Students.SOURCE), Students.CONSUMERS));
      Filling.fill(cluster, HubProcess.TOPICS, records);
      hub.go();
      decided(cluster, IntStream.range(0, Math.min(EVENTS, records)), Math.min(EVENTS, records));
    } finally {
      hub.kill();
    }
  }

  private static long decideOnce(Path folder) throws IOException {
    HubProcess hub = HubProcess.start(folder);
    try (Cluster cluster = Cluster.of(folder, hub.servers())) {
      hub.go();
      return decided(cluster, IntStream.of(0), 1);
    } finally {
      hub.kill();
    }
  }

  private static long decided(Cluster cluster, IntStream students, int many) {
    try (Wave wave = new Wave(cluster, HubProcess.TOPICS.events(Students.SOURCE));
        Tally decided =
            new Tally(cluster, HubProcess.TOPICS.movements(), PATIENCE).afterWhatIsThere()) {
      wave.release(students);
      return decided.await(many);
    }
  }
}
