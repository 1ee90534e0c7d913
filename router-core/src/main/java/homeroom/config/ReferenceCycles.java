package homeroom.config;

import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds entities of which each must be there before the other. A reference that may stay empty
 * breaks the circle.
 */
final class ReferenceCycles {

  private final Definitions<EntityConfig> entities;
  private final Compilation compilation;
  private final Set<String> done = new HashSet<>();

  private ReferenceCycles(Compilation compilation) {
    this.entities = compilation.entities();
    this.compilation = compilation;
  }

  static void check(Compilation compilation) {
    ReferenceCycles cycles = new ReferenceCycles(compilation);
    compilation.entities().names().forEach(name -> cycles.visit(name, new ArrayList<>()));
  }

  private void visit(String entity, List<String> path) {
    if (!done.contains(entity)) {
      path.addLast(entity);
      entities.get(entity).ifPresent(config -> follow(config, path));
      path.removeLast();
      done.add(entity);
    }
  }

  private void follow(EntityConfig config, List<String> path) {
    for (Named.Item<FieldConfig> item : config.fields().items()) {
      Optional<String> target =
          item.value()
              .filter(field -> !field.optional())
              .flatMap(FieldConfig::to)
              .map(Located::value);
      target.ifPresent(next -> step(next, item.place(), path));
    }
  }

  private void step(String next, Place place, List<String> path) {
    int begin = path.indexOf(next);
    if (begin < 0) {
      visit(next, path);
      return;
    }
    List<String> circle = new ArrayList<>(path.subList(begin, path.size()));
    circle.add(next);
    compilation
        .problems()
        .error(
            place,
            "each of these must be there before the other: " + String.join(" → ", circle),
            "Write optional: true at one of the references");
  }
}
