package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.config.Configuration;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A hub in this process, and the folder that it holds. */
record StartedHub(DataFolder held, Hub hub) implements AutoCloseable {

  /** Of files written as texts, by their names. */
  static StartedHub of(Map<String, String> files, Path data) throws Exception {
    return of(files, data, Hub.Exceptions.NONE);
  }

  /** The same, with what it is to do otherwise this once. */
  static StartedHub of(Map<String, String> files, Path data, Hub.Exceptions exceptions)
      throws Exception {
    Loaded loaded = Loaded.of(written(files), data, Map.of());
    DataFolder held = DataFolder.open(data);
    return started(held, loaded, exceptions, held::space);
  }

  private static ConfigurationFiles written(Map<String, String> files) {
    return ConfigurationFiles.of(
        files.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, file -> file.getValue().getBytes(StandardCharsets.UTF_8))));
  }

  static StartedHub of(ConfigurationFiles files, Path data, Map<String, String> environment)
      throws Exception {
    Loaded loaded = Loaded.of(files, data, environment);
    DataFolder held = DataFolder.open(data);
    return started(held, loaded, Hub.Exceptions.NONE, held::space);
  }

  /**
   * The same.
   *
   * @param disk how much room it has
   */
  static StartedHub of(ConfigurationFiles files, Path data, Supplier<DiskSpace> disk)
      throws Exception {
    Loaded loaded = Loaded.of(files, data, Map.of());
    return started(DataFolder.open(data), loaded, Hub.Exceptions.NONE, disk);
  }

  private static StartedHub started(
      DataFolder held, Loaded loaded, Hub.Exceptions exceptions, Supplier<DiskSpace> disk)
      throws Exception {
    try {
      return new StartedHub(
          held, Hub.start(loaded.configuration(), held, loaded.surroundings(), exceptions, disk));
    } catch (Exception | Error failed) {
      held.close();
      throw failed;
    }
  }

  private record Loaded(Configuration configuration, Surroundings surroundings) {

    private static Loaded of(ConfigurationFiles files, Path data, Map<String, String> environment) {
      Surroundings surroundings =
          new Surroundings(
              data, environment, SecretSource.of(data.resolve("secrets"), environment));
      LoadResult loaded = ConfigurationLoader.load(files, Hub.adapters(), surroundings);
      assertThat(loaded.problems()).isEmpty();
      return new Loaded(((LoadResult.Usable) loaded).configuration(), surroundings);
    }
  }

  @Override
  public void close() {
    hub.close();
    held.close();
  }
}
