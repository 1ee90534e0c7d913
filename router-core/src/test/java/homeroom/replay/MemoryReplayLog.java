package homeroom.replay;

import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.ReplayState;
import homeroom.wire.WireFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.ProducerFencedException;

/** A log that outlives whoever writes it, and fails when it is told to. */
public final class MemoryReplayLog implements ReplayLog {

  /** How writing fails next. */
  enum Failing {
    NOT,
    FENCED,
    BEFORE,
    AFTER
  }

  private final Map<String, byte[]> states = new LinkedHashMap<>();
  private final List<String> commands = new ArrayList<>();
  private Failing next = Failing.NOT;
  private boolean away;

  synchronized void failNext(Failing how) {
    next = how;
  }

  /** What was asked for, in order: {@code kind entity/key}. */
  public synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  /** Whether it cannot be read now. */
  synchronized void away(boolean now) {
    away = now;
  }

  @Override
  public synchronized List<ReplayJob> read() {
    if (away) {
      throw new IllegalStateException("the broker is away");
    }
    return states.values().stream()
        .map(bytes -> ReplayMessages.job(WireFormat.decode(bytes, ReplayState.class)))
        .toList();
  }

  @Override
  public List<ReplayJob> look() {
    return read();
  }

  @Override
  public synchronized void write(ReplayJob job, Map<String, Command> asked) {
    Failing how = asked.isEmpty() ? Failing.NOT : next;
    next = asked.isEmpty() ? next : Failing.NOT;
    if (how == Failing.FENCED) {
      throw new ProducerFencedException("another hub goes on");
    }
    if (how == Failing.BEFORE) {
      throw new IllegalStateException("the broker is away");
    }
    states.put(job.id(), WireFormat.encode(ReplayMessages.state(job)));
    asked.forEach((key, command) -> commands.add(command.getKind() + how(command) + key));
    if (how == Failing.AFTER) {
      throw new IllegalStateException("nobody knows");
    }
  }

  private static String how(Command command) {
    if (command.getKind() == CommandKind.REISSUE) {
      return command.getEpoch() > 0 ? " all " : " ";
    }
    return command.getGone() ? " gone " : " ";
  }

  @Override
  public void close() {}
}
