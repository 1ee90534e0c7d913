package homeroom.replay;

import homeroom.schema.Command;
import java.util.List;
import java.util.Map;

/** Where replays are written down, with the commands that they consist of. */
public interface ReplayLog extends AutoCloseable {

  /**
   * The newest state of every replay there was; nobody else writes any more once it returns.
   *
   * @throws RuntimeException if the log cannot be read now
   */
  List<ReplayJob> read();

  /**
   * The same, but whoever writes goes on writing.
   *
   * @throws RuntimeException if the log cannot be read now
   */
  List<ReplayJob> look();

  /**
   * Writes commands and how far the replay is with them: all of it, or nothing.
   *
   * @param commands by {@code entity/key}
   * @throws org.apache.kafka.common.errors.ProducerFencedException if another hub goes on
   * @throws RuntimeException if it could not be written, or it is not known whether it was; {@link
   *     #read} tells
   */
  void write(ReplayJob job, Map<String, Command> commands);

  @Override
  void close();
}
