package homeroom.app.cases;

import homeroom.config.yaml.Shape;
import homeroom.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shapes that go on with what is sound, so that one mistake does not hide the next. */
final class Sound {

  private Sound() {}

  /** One, or a list of several, without those that are wrong. */
  static <T> Shape<List<T>> all(Shape<T> shape) {
    return (node, reading) -> {
      List<YamlNode> nodes =
          node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
      List<T> sound = new ArrayList<>();
      nodes.forEach(one -> shape.read(one, reading).ifPresent(sound::add));
      return Optional.of(sound);
    };
  }

  /** One that may be wrong. */
  static <T> Shape<Optional<T>> one(Shape<T> shape) {
    return (node, reading) -> Optional.of(shape.read(node, reading));
  }
}
