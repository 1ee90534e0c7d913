package homeroom.config;

import homeroom.config.yaml.Located;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds systems of which each waits for the other. */
final class AfterCycles {

  private final Compilation compilation;
  private final Set<String> done = new HashSet<>();

  private AfterCycles(Compilation compilation) {
    this.compilation = compilation;
  }

  static void check(Compilation compilation) {
    AfterCycles cycles = new AfterCycles(compilation);
    compilation.systems().names().forEach(name -> cycles.visit(name, new ArrayList<>()));
  }

  private void visit(String system, List<String> path) {
    if (done.contains(system)) {
      return;
    }
    path.addLast(system);
    compilation
        .systems()
        .get(system)
        .flatMap(SystemConfig::consumer)
        .ifPresent(consumer -> consumer.after().forEach(next -> step(next, path)));
    path.removeLast();
    done.add(system);
  }

  /** A system that waits for itself is told of where it is compiled. */
  private void step(Located<String> next, List<String> path) {
    int begin = path.indexOf(next.value());
    if (begin < 0) {
      visit(next.value(), path);
    } else if (begin < path.size() - 1) {
      List<String> circle = new ArrayList<>(path.subList(begin, path.size()));
      circle.add(next.value());
      compilation
          .problems()
          .error(
              next.place(),
              "each of these waits for the other: " + String.join(" → ", circle),
              "Remove one of the entries of after:");
    }
  }
}
