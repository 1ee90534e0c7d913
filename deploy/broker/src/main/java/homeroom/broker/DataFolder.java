package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The broker's folder: {@code lock} (held while it runs; names the process), {@code port} (the last
 * one used) and {@code logs} (Kafka's own).
 */
final class DataFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  static DataFolder open(Path folder) throws BrokerFailure {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute.resolve("logs"));
      return new DataFolder(absolute, lock(absolute));
    } catch (IOException e) {
      throw unusable(absolute, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException, BrokerFailure {
    FileChannel file =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (tryLock(file) == null) {
        throw inUse(folder, read(file));
      }
      write(file, Long.toString(ProcessHandle.current().pid()));
      return file;
    } catch (IOException | BrokerFailure e) {
      file.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // a broker of this very process holds it
    }
  }

  private static String read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    file.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
  }

  private static void write(FileChannel file, String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** The port of the last start, or 0. */
  int lastPort() throws BrokerFailure {
    try {
      int port = Integer.parseInt(Files.readString(folder.resolve("port")).strip());
      return port > 0 && port <= 0xFFFF ? port : 0;
    } catch (NoSuchFileException | NumberFormatException _) {
      return 0;
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  void rememberPort(int port) throws BrokerFailure {
    try {
      Path next = Files.writeString(folder.resolve("port.next"), port + "\n");
      Files.move(next, folder.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException _) {
      // The lock is let go all the same, and nothing is left to be written.
    }
  }

  private static BrokerFailure inUse(Path folder, String process) {
    String who = process.isEmpty() ? "another process" : "the process " + process;
    return new BrokerFailure(
        Code.BROKER_FOLDER_IN_USE,
        "The broker's folder " + folder + " is in use by " + who + ".",
        "Stop the hub that runs there, or name another data folder.");
  }

  static BrokerFailure unusable(Path folder, Exception cause) {
    return new BrokerFailure(
        Code.BROKER_FOLDER_UNUSABLE,
        "The broker's folder " + folder + " cannot be read and written (" + cause + ").",
        "Give this account the right to read and write it, or name another data folder.",
        cause);
  }
}
