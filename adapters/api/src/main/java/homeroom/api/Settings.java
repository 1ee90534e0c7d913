package homeroom.api;

import homeroom.api.contract.FileContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the configuration says for an adapter's {@link Option options}, checked against their types
 * and with defaults filled in. Asking for an option that the adapter did not describe is a defect
 * and throws {@link IllegalArgumentException}.
 *
 * @param values plain values by option name: {@code String} (text, choice, URL), {@code Long},
 *     {@code Boolean}, {@code Duration}, {@code Path}, {@code WrittenPath}, {@code
 *     List<FileContract>}, or {@code Supplier<String>} for a secret, which reads it when it is used
 *     so that a rotated one needs no restart
 */
public record Settings(Map<String, Object> values) {

  public Settings {
    values = Map.copyOf(values);
  }

  public String text(String name) {
    return get(name, String.class);
  }

  public Optional<String> optionalText(String name) {
    return values.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public long whole(String name) {
    return get(name, Long.class);
  }

  public boolean flag(String name) {
    return get(name, Boolean.class);
  }

  public Duration duration(String name) {
    return get(name, Duration.class);
  }

  public Path path(String name) {
    return get(name, Path.class);
  }

  /** The contracts; none if the option is not written. */
  @SuppressWarnings("unchecked")
  public List<FileContract> contracts(String name) {
    return has(name) ? get(name, List.class) : List.of();
  }

  public WrittenPath writtenPath(String name) {
    return get(name, WrittenPath.class);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The secret as it is now. */
  public String secret(String name) {
    return (String) get(name, Supplier.class).get();
  }

  /**
   * The options that begin with one word, under names that begin with another: below {@code
   * answers.}, {@code answers.from.path} is called {@code from.path}.
   */
  public Settings renamed(String from, String to) {
    return new Settings(
        values.entrySet().stream()
            .filter(option -> option.getKey().startsWith(from))
            .collect(
                Collectors.toMap(
                    option -> to + option.getKey().substring(from.length()), Map.Entry::getValue)));
  }

  private <T> T get(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("no option " + name + " of type " + type.getSimpleName());
    }
    return type.cast(value);
  }
}
