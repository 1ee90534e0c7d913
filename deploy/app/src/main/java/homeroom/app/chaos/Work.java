package homeroom.app.chaos;

import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.HubApi;
import homeroom.app.demo.Outside;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People work, exports are written, imports are read, and the hub is told to look. */
final class Work implements AutoCloseable {

  private static final List<String> ASKED = List.of("sis", "idp", "portal");
  private static final Duration EDITS = Duration.ofMillis(250);
  private static final Duration EXPORTS = Duration.ofSeconds(3);
  private static final Duration IMPORTS = Duration.ofSeconds(7);
  private static final Duration LOOKS = Duration.ofSeconds(5);

  private final Outside outside;
  private final HubApi hub;
  private final People people;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
  private final List<Future<?>> running = new ArrayList<>();

  Work(Outside outside, HubApi hub, People people) {
    this.outside = outside;
    this.hub = hub;
    this.people = people;
  }

  void begin() {
    every(EDITS, people::work);
    every(EXPORTS, outside::exportFromSis);
    every(IMPORTS, this::importToSis);
    every(LOOKS, this::askToLook);
  }

  /** Something that is done again and again. */
  private interface Task {
    void run() throws IOException;
  }

  private void every(Duration interval, Task task) {
    running.add(
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (IOException broken) {
                throw new IllegalStateException(broken);
              }
            },
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  private void importToSis() throws IOException {
    outside.sis().importPackages(outside.importFolder());
  }

  /** A hub that is not there looks when it is back. */
  private void askToLook() {
    for (String source : ASKED) {
      try {
        hub.poll(source);
      } catch (IOException notThere) {
        // It looks by itself as well.
      }
    }
  }

  /**
   * Everybody goes home.
   *
   * @throws DemoFailure if somebody could not work
   */
  void end() throws DemoFailure {
    clock.shutdown();
    for (Future<?> task : running) {
      task.cancel(false);
      if (task.state() == Future.State.FAILED) {
        throw new DemoFailure(
            "the work broke off: " + task.exceptionNow(), "see the logs", task.exceptionNow());
      }
    }
    try {
      if (!clock.awaitTermination(5, TimeUnit.MINUTES)) {
        throw new DemoFailure("the work did not end", "see the logs");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the run was interrupted", "start it again", interrupted);
    }
  }

  /** Lets the hub look at all that was said; it is up. */
  void askForAll() throws IOException {
    importToSis();
    outside.exportFromSis();
    for (String source : ASKED) {
      takeInAll(source);
    }
  }

  /**
   * Of files that lie ready one is taken in at a time; a system that is read whole always says so.
   */
  private void takeInAll(String source) throws IOException {
    String last = "";
    String next = batch(source);
    while (!next.isEmpty() && !next.equals(last)) {
      last = next;
      next = batch(source);
    }
  }

  private String batch(String source) throws IOException {
    return hub.poll(source).path("batch").path("batch").asText();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
