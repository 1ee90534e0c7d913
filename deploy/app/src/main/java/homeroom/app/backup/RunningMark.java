package homeroom.app.backup;

import homeroom.files.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is in the data folder while a hub with an embedded broker runs on it, and goes when
 * that broker has stopped in order. It names the machine's boot: one of another boot means that the
 * machine went down under the hub.
 */
public final class RunningMark implements AutoCloseable {

  /** Its file in the data folder. */
  public static final String NAME = "running";

  private static final Logger LOG = LoggerFactory.getLogger(RunningMark.class);
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String UNKNOWN = "unknown";

  private final Path data;
  private boolean written;

  public RunningMark(Path data) {
    this.data = data;
  }

  /**
   * Whether the machine went down while a hub ran on the folder. False if this system does not tell
   * one boot from another.
   */
  public static boolean isOfAnotherBoot(Path data) throws IOException {
    String boot = boot();
    try {
      String marked = Files.readString(data.resolve(NAME)).strip();
      return !boot.equals(UNKNOWN) && !marked.equals(UNKNOWN) && !marked.equals(boot);
    } catch (NoSuchFileException stoppedInOrder) {
      return false;
    }
  }

  /** From now on. */
  public void write() throws IOException {
    Path next = data.resolve(NAME + ".next");
    Files.writeString(next, boot() + "\n");
    Disk.force(next);
    Files.move(next, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    Disk.force(data);
    written = true;
  }

  private static String boot() {
    try {
      return Optional.of(Files.readString(BOOT).strip())
          .filter(it -> !it.isEmpty())
          .orElse(UNKNOWN);
    } catch (IOException noLinux) {
      return UNKNOWN;
    }
  }

  /**
   * The broker is closed before. Kafka leaves a file when everything was written and forced. A mark
   * of another boot that was not replaced stays.
   */
  @Override
  public void close() {
    try {
      if (written && Files.exists(data.resolve("broker/logs/.kafka_cleanshutdown"))) {
        Files.deleteIfExists(data.resolve(NAME));
        // Else it could be there again after a loss of power, though nothing was lost.
        Disk.force(data);
      }
    } catch (IOException stays) {
      LOG.warn("the mark of a running hub could not be removed file={}", NAME, stays);
    }
  }
}
