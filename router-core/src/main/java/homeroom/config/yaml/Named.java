package homeroom.config.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Things that the writer names, in the order written. One whose definition is wrong is there
 * without a value, so that a reference to it is not taken for a mistake as well.
 */
public record Named<T>(List<Item<T>> items) {

  /** One of them; the place is its name's. */
  public record Item<T>(String name, Place place, Optional<T> value) {}

  public Named {
    items = List.copyOf(items);
  }

  public static <T> Named<T> none() {
    return new Named<>(List.of());
  }

  /** Reads a mapping whose keys are names. */
  static <T> Shape<Named<T>> shape(String what, Shape<T> shape) {
    return (node, reading) -> {
      if (!(node instanceof YamlNode.Mapping mapping)) {
        Shapes.wrongKind(node, what, reading);
        return Optional.empty();
      }
      List<Item<T>> items = new ArrayList<>();
      for (YamlNode.Entry entry : mapping.entries()) {
        items.add(new Item<>(entry.key(), entry.place(), shape.read(entry.value(), reading)));
      }
      return Optional.of(new Named<>(items));
    };
  }

  public Set<String> names() {
    return Set.copyOf(items.stream().map(Item::name).toList());
  }

  /** Those without a mistake. */
  public Stream<Map.Entry<String, T>> sound() {
    return items.stream()
        .flatMap(item -> item.value().map(value -> Map.entry(item.name(), value)).stream());
  }

  public boolean contains(String name) {
    return items.stream().anyMatch(item -> item.name().equals(name));
  }

  public Optional<T> get(String name) {
    return items.stream().filter(item -> item.name().equals(name)).findFirst().flatMap(Item::value);
  }
}
