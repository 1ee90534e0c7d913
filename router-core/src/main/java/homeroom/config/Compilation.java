package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the pieces of a configuration need of each other while they are compiled.
 *
 * @param reading where problems go, and what {@code ${…}} stands for
 * @param adapters all there are
 * @param secrets where secrets are found
 * @param tables the table files
 * @param contracts the contracts of files, also those with mistakes
 * @param entities the entities, also those with mistakes
 * @param systems the systems, also those with mistakes
 */
record Compilation(
    Reading reading,
    List<AdapterFactory> adapters,
    SecretSource secrets,
    Tables tables,
    Contracts contracts,
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

  /** The adapter that a system names for a source; tells if there is none. */
  Optional<AdapterFactory> sourceAdapter(Located<String> name) {
    return adapter(name, "a source", factory -> factory.sourceOptions().isPresent());
  }

  /** The adapter that a system names for a consumer; tells if there is none. */
  Optional<AdapterFactory> consumerAdapter(Located<String> name) {
    return adapter(name, "a consumer", factory -> factory.consumerOptions().isPresent());
  }

  private Optional<AdapterFactory> adapter(
      Located<String> name, String use, Predicate<AdapterFactory> fits) {
    List<AdapterFactory> fitting = adapters.stream().filter(fits).toList();
    Optional<AdapterFactory> found =
        fitting.stream().filter(factory -> factory.name().equals(name.value())).findFirst();
    if (found.isEmpty()) {
      problems()
          .unknown(
              name.place(),
              "there is no adapter " + name.value() + " for " + use,
              name.value(),
              fitting.stream().map(AdapterFactory::name).toList());
    }
    return found;
  }
}
