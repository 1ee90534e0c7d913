package homeroom.config.yaml;

import java.util.Optional;
import java.util.function.Function;

/**
 * What may be written at one place, and what it means. Stateless.
 *
 * @param <T> what it is read into
 */
@FunctionalInterface
public interface Shape<T> {

  /** What the YAML says; empty if it is wrong, which is among the problems then. */
  Optional<T> read(YamlNode node, Reading reading);

  /** The same YAML, read into something else. */
  default <R> Shape<R> map(Function<? super T, ? extends R> function) {
    return (node, reading) -> read(node, reading).map(function);
  }

  /** The same, with the place where it is written. */
  default Shape<Located<T>> located() {
    return (node, reading) -> read(node, reading).map(value -> new Located<>(value, node.place()));
  }

  /** The same, in which {@code ${env:NAME}} and {@code ${data}} may be written. */
  default Shape<T> substituted() {
    return (node, reading) ->
        node instanceof YamlNode.Scalar scalar
            ? reading
                .substitution()
                .apply(scalar, reading.problems())
                .flatMap(replaced -> read(replaced, reading))
            : read(node, reading);
  }
}
