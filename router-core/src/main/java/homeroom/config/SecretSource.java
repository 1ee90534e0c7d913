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

/** Finds secrets by the names that the configuration uses. Thread-safe. */
public interface SecretSource {

  /** The secret as it is now; empty if there is none. */
  Optional<String> find(String name);

  /** Where to put a secret, for a message. */
  String placeFor(String name);

  /**
   * Secrets in files of a folder, named like the secret, and otherwise in the environment: {@code
   * lms-token} is {@code HOMEROOM_SECRET_LMS_TOKEN}. White space at the ends of a file does not
   * count. Read whenever asked for, so that renewing one needs no restart.
   */
  static SecretSource of(Path folder, Map<String, String> environment) {
    Map<String, String> variables = Map.copyOf(environment);
    return new SecretSource() {
      @Override
      public Optional<String> find(String name) {
        return file(folder.resolve(name)).or(() -> variable(name));
      }

      private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(variableName(name)))
            .filter(text -> !text.isBlank());
      }

      @Override
      public String placeFor(String name) {
        return "Put it into the file "
            + folder.resolve(name)
            + " or the environment variable "
            + variableName(name);
      }
    };
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
