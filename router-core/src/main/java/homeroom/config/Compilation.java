package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What the pieces of a configuration need of each other while they are compiled.
 *
 * @param reading where problems go, and what {@code ${…}} stands for
 * @param adapters all there are
 * @param secrets where secrets are found
 * @param tables the table files
 * @param entities the entities, also those with mistakes
 * @param systems the systems, also those with mistakes
 */
record Compilation(
    Reading reading,
    List<AdapterFactory> adapters,
    SecretSource secrets,
    Tables tables,
    Definitions<EntityConfig> entities,
    Definitions<SystemConfig> systems) {

  Problems problems() {
    return reading.problems();
  }

  /** Tells if there is no such system. */
  void requireSystem(String name, Place place) {
    if (!systems.contains(name)) {
      problems().unknown(place, "there is no system " + name, name, systems.names());
    }
  }

  /** Tells if there is no such entity. */
  void requireEntity(String name, Place place) {
    if (!entities.contains(name)) {
      problems().unknown(place, "there is no entity " + name, name, entities.names());
    }
  }

  /** An adapter by its name in YAML. */
  Optional<AdapterFactory> adapter(String name) {
    return adapters.stream().filter(factory -> factory.name().equals(name)).findFirst();
  }
}
