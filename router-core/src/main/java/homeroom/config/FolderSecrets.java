package homeroom.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Secrets in files of a folder or in the environment. Every call to an outside system asks for one,
 * which would be hundreds of files opened in a second; so what was found is used again for one.
 */
final class FolderSecrets implements SecretSource {

  private static final long REUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Found(String secret, long readAt) {}

  private final Path folder;
  private final Map<String, String> environment;
  private final LongSupplier nanoTime;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock that only goes forward, in nanoseconds from any origin
   */
  FolderSecrets(Path folder, Map<String, String> environment, LongSupplier nanoTime) {
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<String> find(String name) {
    long now = nanoTime.getAsLong();
    Found before = found.get(name);
    if (before != null && now - before.readAt() < REUSED_NANOS) {
      return Optional.of(before.secret());
    }
    Optional<String> read = file(folder.resolve(name)).or(() -> variable(name));
    read.ifPresentOrElse(
        secret -> found.put(name, new Found(secret, now)), () -> found.remove(name));
    return read;
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(variableName(name))).filter(text -> !text.isBlank());
  }

  @Override
  public String placeFor(String name) {
    return "Put it into the file "
        + folder.resolve(name)
        + " or the environment variable "
        + variableName(name);
  }

  private static String variableName(String name) {
    return "HOMEROOM_SECRET_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Optional<String> file(Path file) {
    try {
      return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the secret file " + file, e);
    }
  }
}
