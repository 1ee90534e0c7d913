package homeroom.api;

import java.util.List;
import java.util.Optional;

/**
 * One setting of an adapter: the single description that drives parsing, defaults, messages and
 * documentation.
 *
 * @param name as written in YAML below {@code source:} or {@code consumer:}; a dot separates levels
 *     ({@code from.path})
 * @param type what may be written
 * @param required whether it must be written
 * @param defaultValue as it would be written
 * @param choices the allowed values of a {@code CHOICE}
 * @param doc one sentence for the person who writes the YAML
 */
public record Option(
    String name,
    Type type,
    boolean required,
    Optional<String> defaultValue,
    List<String> choices,
    String doc) {

  /** What may be written. */
  public enum Type {
    TEXT,
    WHOLE,
    FLAG,
    /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 26h}, {@code 2d}. */
    DURATION,
    URL,
    /** A path; a relative one is relative to the hub's data folder. */
    PATH,
    /** A path that is one on the system's machine where another option says so. */
    PATH_THERE,
    /** {@code ${secret:name}}; never written out. */
    SECRET,
    CHOICE,
    /** One file below {@code contracts/} of the configuration, or a list of several. */
    CONTRACTS
  }

  public Option {
    choices = List.copyOf(choices);
  }

  public static Option required(String name, Type type, String doc) {
    return new Option(name, type, true, Optional.empty(), List.of(), doc);
  }

  public static Option optional(String name, Type type, String doc) {
    return new Option(name, type, false, Optional.empty(), List.of(), doc);
  }

  public static Option withDefault(String name, Type type, String defaultValue, String doc) {
    return new Option(name, type, false, Optional.of(defaultValue), List.of(), doc);
  }

  public static Option choice(String name, List<String> choices, String defaultValue, String doc) {
    return new Option(name, Type.CHOICE, false, Optional.of(defaultValue), choices, doc);
  }
}
