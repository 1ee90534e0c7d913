package homeroom.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A broker's folder, made without a broker: segments of real batches, and files beside them. */
final class MadeLogs {

  private static final List<String> PARTITIONS =
      List.of("events-0", "events-1", "state-0", "new-0");

  private final Path broker;
  private final Path logs;
  private final Random chance;
  private final Map<String, Long> next = new TreeMap<>();

  MadeLogs(Path broker, Random chance) throws IOException {
    this.broker = broker;
    this.chance = chance;
    logs = Files.createDirectories(broker.resolve("logs"));
  }

  /** Writes here and there. */
  void grow(int rounds) throws IOException {
    for (int round = 0; round < rounds; round++) {
      for (String partition : PARTITIONS) {
        if (chance.nextInt(3) > 0) {
          append(partition, 1 + chance.nextInt(3));
        }
        if (next.containsKey(partition) && chance.nextInt(4) == 0) {
          roll(partition);
        }
      }
    }
  }

  void append(String partition, int batches) throws IOException {
    if (!next.containsKey(partition)) {
      Files.createDirectories(logs.resolve(partition));
      Files.writeString(logs.resolve(partition).resolve("partition.metadata"), "version: 0\n");
      next.put(partition, 0L);
      roll(partition);
    }
    Path segment = segments(partition).getLast();
    for (int batch = 0; batch < batches; batch++) {
      SimpleRecord[] messages = messages();
      long base = next.get(partition);
      MemoryRecords bytes = MemoryRecords.withRecords(base, Compression.NONE, messages);
      write(segment, bytes.buffer(), Files.size(segment));
      next.put(partition, base + messages.length);
    }
    for (String beside : List.of(".index", ".timeindex", ".snapshot")) {
      Files.writeString(Path.of(segment.toString().replace(".log", beside)), "beside");
    }
  }

  private SimpleRecord[] messages() {
    SimpleRecord[] messages = new SimpleRecord[1 + chance.nextInt(3)];
    Arrays.setAll(messages, _ -> new SimpleRecord(noise(chance.nextInt(60))));
    return messages;
  }

  void roll(String partition) throws IOException {
    Path segment = logs.resolve(partition).resolve(String.format("%020d.log", next.get(partition)));
    if (Files.notExists(segment)) {
      Files.createFile(segment);
    }
  }

  Checkpoint checkpoint() throws Exception {
    Path file = broker.resolve("checkpoint");
    new Checkpoints(broker, file).take(Duration.ofSeconds(10)).orElseThrow();
    return Checkpoint.read(file).orElseThrow();
  }

  /**
   * What a partition holds.
   *
   * @param sum of its bytes
   */
  record Content(long bytes, long sum) {}

  Map<String, Content> contents() throws IOException {
    Map<String, Content> contents = new TreeMap<>();
    for (Path partition : list(logs)) {
      if (Files.isDirectory(partition)) {
        String name = partition.getFileName().toString();
        contents.put(name, content(name));
      }
    }
    return contents;
  }

  Content content(String partition) throws IOException {
    CRC32 sum = new CRC32();
    long bytes = 0;
    for (Path segment : segments(partition)) {
      sum.update(Files.readAllBytes(segment));
      bytes += Files.size(segment);
    }
    return new Content(bytes, sum.getValue());
  }

  /** Files beside the segments that the broker makes again. */
  List<Path> sidecars() throws IOException {
    try (Stream<Path> files = Files.walk(logs)) {
      return files
          .filter(Files::isRegularFile)
          .filter(it -> !it.toString().endsWith(".log") && !it.endsWith("partition.metadata"))
          .toList();
    }
  }

  List<Path> segments(String partition) throws IOException {
    return list(logs.resolve(partition)).stream()
        .filter(file -> file.toString().endsWith(".log"))
        .toList();
  }

  /** Of each segment any part of what was not forced is lost, or is something else. */
  void losePower(Map<String, Content> forced) throws IOException {
    for (String partition : next.keySet()) {
      long safe = forced.getOrDefault(partition, new Content(0, 0)).bytes();
      for (Path segment : segments(partition)) {
        long size = Files.size(segment);
        if (size >= safe) {
          damage(segment, safe, size);
        }
        safe = Math.max(0, safe - size);
      }
    }
  }

  private void damage(Path segment, long safe, long size) throws IOException {
    int lost = chance.nextInt((int) (size - safe) + 1);
    switch (chance.nextInt(5)) {
      case 0 -> write(segment, ByteBuffer.wrap(new byte[lost]), size - lost);
      case 1 -> write(segment, ByteBuffer.wrap(noise(lost)), size - lost);
      case 2 -> write(segment, ByteBuffer.wrap(noise(200)), size);
      case 3 -> write(segment, ByteBuffer.wrap(new byte[200]), size);
      default -> shorten(segment, size - lost);
    }
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    chance.nextBytes(noise);
    return noise;
  }

  private static void write(Path file, ByteBuffer bytes, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(bytes, at);
    }
  }

  static void shorten(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  /** Kafka's note of up to where it compacted a partition. */
  void cleaned(String topic, int partition, long offset) throws IOException {
    Files.writeString(
        logs.resolve("cleaner-offset-checkpoint"),
        "0\n1\n%s %d %d\n".formatted(topic, partition, offset));
  }

  /** As a compaction leaves it that was stopped before the new segment had its name. */
  void mergeIntoSwap(String partition) throws IOException {
    List<Path> segments = segments(partition);
    Path first = segments.getFirst();
    Path second = segments.get(1);
    Path swap = first.resolveSibling(first.getFileName() + ".swap");
    Files.copy(first, swap);
    write(swap, ByteBuffer.wrap(Files.readAllBytes(second)), Files.size(first));
    Files.move(second, second.resolveSibling(second.getFileName() + ".deleted"));
    write(first, ByteBuffer.wrap("no longer counts".getBytes()), 0);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
