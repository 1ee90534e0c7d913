package homeroom.stream.killed;

import homeroom.stream.Kill;
import homeroom.stream.Moment;
import homeroom.stream.RouterProcess;
import homeroom.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A router that is killed again and again, and started again each time. Not thread-safe. */
final class KilledRouter implements AutoCloseable {

  private final Topics topics;
  private final Path folder;
  private final String guarantee;
  private final Queue<Kill> plan;
  private final List<Moment> kills = new ArrayList<>();
  private Kill next;
  private RouterProcess process;

  KilledRouter(Topics topics, Path folder, String guarantee, List<Kill> plan) {
    this.topics = topics;
    this.folder = folder;
    this.guarantee = guarantee;
    this.plan = new ArrayDeque<>(plan);
    start();
  }

  private void start() {
    next = plan.isEmpty() ? Kill.NEVER : plan.remove();
    try {
      process = RouterProcess.start(topics, folder, guarantee, StoryRules.class, next);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  boolean killed() {
    return process.killed();
  }

  /** Starts it again after it was killed. */
  void revive() {
    kills.add(next.moment());
    start();
  }

  /** At which moments it was killed so far. */
  List<Moment> kills() {
    return List.copyOf(kills);
  }

  @Override
  public void close() {
    process.close();
  }
}
