package homeroom.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a configuration finds where it is used; no part of its id.
 *
 * @param data the hub's data folder, {@code ${data}}
 * @param environment the variables for {@code ${env:NAME}}
 * @param secrets what {@code ${secret:name}} stands for
 */
public record Surroundings(Path data, Map<String, String> environment, SecretSource secrets) {
  public Surroundings {
    data = data.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }
}
