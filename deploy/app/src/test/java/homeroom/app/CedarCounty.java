package homeroom.app;

import homeroom.api.AdapterFactory;
import homeroom.config.Configuration;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The example district, read with the adapters that there are. */
final class CedarCounty {

  private static final Map<String, String> SECRETS =
      Map.of(
          "HOMEROOM_SECRET_LMS_TOKEN", "a",
          "HOMEROOM_SECRET_LMS_EVENTS", "b",
          "HOMEROOM_SECRET_IDP_TOKEN", "c",
          "HOMEROOM_SECRET_ALERTS", "whsec_ZA==");

  private CedarCounty() {}

  static Path folder() {
    return above("connectors-config/cedar-county");
  }

  /** A path below the working directory or one of the folders above it. */
  static Path above(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(name))) {
      folder = folder.getParent();
    }
    return folder == null ? Path.of(name) : folder.resolve(name);
  }

  static Map<String, String> secrets() {
    return SECRETS;
  }

  static LoadResult load() {
    return load(folder());
  }

  /** A district's configuration, with secrets for all systems of the examples. */
  static LoadResult load(Path folder) {
    List<AdapterFactory> adapters =
        ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    Path data = Path.of("/var/hub");
    return ConfigurationLoader.load(
        folder,
        adapters,
        new Surroundings(data, SECRETS, SecretSource.of(data.resolve("secrets"), SECRETS)));
  }

  static Configuration configuration() {
    return switch (load()) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
