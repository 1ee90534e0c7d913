package homeroom.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds secrets by the names that the configuration uses. Thread-safe. */
public interface SecretSource {

  /** The secret as it is now, or was within the last second; empty if there is none. */
  Optional<String> find(String name);

  /** Where to put a secret, for a message. */
  String placeFor(String name);

  /**
   * Secrets in files of a folder, named like the secret, and otherwise in the environment: {@code
   * lms-token} is {@code HOMEROOM_SECRET_LMS_TOKEN}. White space at the ends of a file does not
   * count. Read when used, though not more than once a second, so that renewing one needs no
   * restart; one that is missing is looked for whenever it is asked for.
   */
  static SecretSource of(Path folder, Map<String, String> environment) {
    return new FolderSecrets(folder, environment, System::nanoTime);
  }
}
