package homeroom.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Does to the folder of a broker that was killed what a loss of power does. */
public final class LostPower {

  private LostPower() {}

  /**
   * Of what was written to each segment since the last checkpoint a part is lost, or is zeros.
   *
   * @return how many bytes are
   */
  public static long in(Path data, Random chance) throws Exception {
    Checkpoint checkpoint = Checkpoint.read(data.resolve("checkpoint")).orElseThrow();
    long lost = 0;
    try (Stream<Path> files = Files.walk(data.resolve("broker/logs"))) {
      List<Path> segments =
          files
              .filter(file -> file.toString().endsWith(".log"))
              .filter(file -> !file.getParent().endsWith(Checkpoints.CONTROLLERS))
              .sorted()
              .toList();
      for (Path segment : segments) {
        String partition = segment.getParent().getFileName().toString();
        lost += lose(segment, checkpoint.ends().getOrDefault(partition, 0L), chance);
      }
    }
    return lost;
  }

  private static long lose(Path segment, long end, Random chance) throws IOException {
    long base = Long.parseLong(segment.getFileName().toString().replace(".log", ""));
    try (FileChannel file =
        FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long safe = end <= base ? 0 : new BatchWalk(0, base).on(file, file.size(), end).bytes();
      int lost = chance.nextInt((int) (file.size() - safe) + 1);
      if (chance.nextInt(4) == 0) {
        file.write(ByteBuffer.allocate(lost), file.size() - lost);
      } else {
        file.truncate(file.size() - lost);
      }
      return lost;
    }
  }
}
