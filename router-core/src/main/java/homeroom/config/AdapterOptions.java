package homeroom.config;

import static java.util.stream.Collectors.joining;

import homeroom.api.Option;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what an adapter described out of the YAML that is left beside the keys of the hub. */
final class AdapterOptions {

  /**
   * What is left.
   *
   * @param rest the keys that the hub does not know
   * @param hubKeys those it does, for hints
   */
  record Written(YamlNode.Mapping rest, List<String> hubKeys) {
    Written {
      hubKeys = List.copyOf(hubKeys);
    }

    /**
     * The settings; empty if something is wrong, which is among the problems then.
     *
     * @param check what does not fit together among them
     */
    Optional<Settings> read(
        List<Option> options,
        Function<Settings, List<OptionProblem>> check,
        Compilation compilation) {
      AdapterOptions adapter = new AdapterOptions(options, compilation);
      return adapter.read(this).filter(settings -> adapter.fits(this, check.apply(settings)));
    }
  }

  private final List<Option> options;
  private final Compilation compilation;
  private final OptionValues values;
  private final Map<String, YamlNode> found = new HashMap<>();
  private boolean sound = true;

  private AdapterOptions(List<Option> options, Compilation compilation) {
    this.options = options;
    this.compilation = compilation;
    this.values =
        new OptionValues(compilation.reading(), compilation.secrets(), compilation.contracts());
  }

  private Optional<Settings> read(Written written) {
    collect(written.rest(), "", written.hubKeys());
    Map<String, Object> settings = new HashMap<>();
    for (Option option : options) {
      read(option, written).ifPresent(value -> settings.put(option.name(), value));
    }
    return sound ? Optional.of(new Settings(settings)) : Optional.empty();
  }

  private boolean fits(Written written, List<OptionProblem> problems) {
    problems.forEach(
        problem ->
            compilation
                .problems()
                .error(place(problem.option(), written), problem.problem(), problem.remedy()));
    return problems.isEmpty();
  }

  /** Of an option that is not written, the place of what it belongs to. */
  private Place place(String option, Written written) {
    YamlNode node = found.get(option);
    return node == null ? written.rest().place().child(option) : node.place();
  }

  private void collect(YamlNode.Mapping mapping, String prefix, List<String> hubKeys) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = prefix + entry.key();
      if (isOption(name) && !(isLevel(name) && entry.value() instanceof YamlNode.Mapping)) {
        found.put(name, entry.value());
      } else if (isLevel(name)) {
        descend(entry, name);
      } else {
        unknown(entry, prefix, hubKeys);
      }
    }
  }

  private void descend(YamlNode.Entry entry, String name) {
    if (entry.value() instanceof YamlNode.Mapping inner) {
      collect(inner, name + ".", List.of());
      return;
    }
    sound = false;
    String keys = String.join(", ", level(name + "."));
    compilation
        .problems()
        .error(
            entry.value().place(),
            "this is " + entry.value().kind() + ", not a mapping",
            "Write " + entry.key() + ": with " + keys + " below it");
  }

  private void unknown(YamlNode.Entry entry, String prefix, List<String> hubKeys) {
    sound = false;
    Optional<String> above = above(entry.key(), prefix);
    if (above.isPresent()) {
      compilation
          .problems()
          .error(
              entry.place(),
              "unknown key",
              "Write " + entry.key() + ": beside " + above.get() + ":, not below it");
      return;
    }
    Set<String> known = new HashSet<>(level(prefix));
    known.addAll(hubKeys);
    compilation.problems().unknown(entry.place(), "unknown key", entry.key(), known);
  }

  /** The level beside which there is an option of that name; empty if there is none. */
  private Optional<String> above(String key, String prefix) {
    List<String> levels = prefix.isEmpty() ? List.of() : List.of(prefix.split("\\."));
    for (int depth = levels.size() - 1; depth >= 0; depth--) {
      String upper = levels.subList(0, depth).stream().map(level -> level + ".").collect(joining());
      if (isOption(upper + key)) {
        return Optional.of(levels.get(depth));
      }
    }
    return Optional.empty();
  }

  private boolean isOption(String name) {
    return options.stream().anyMatch(option -> option.name().equals(name));
  }

  private boolean isLevel(String name) {
    return options.stream().anyMatch(option -> option.name().startsWith(name + "."));
  }

  /** The keys that may be written at a level. */
  private Set<String> level(String prefix) {
    Set<String> keys = new HashSet<>();
    for (Option option : options) {
      if (option.name().startsWith(prefix)) {
        keys.add(option.name().substring(prefix.length()).split("\\.", 2)[0]);
      }
    }
    return keys;
  }

  private Optional<Object> read(Option option, Written written) {
    YamlNode node = found.get(option.name());
    if (node == null && option.defaultValue().isEmpty()) {
      if (option.required()) {
        missing(option, written);
      }
      return Optional.empty();
    }
    Optional<Object> value = values.read(option, node == null ? standard(option, written) : node);
    sound &= value.isPresent();
    return value;
  }

  private static YamlNode standard(Option option, Written written) {
    return new YamlNode.Scalar(
        written.rest().place().child(option.name()),
        YamlNode.Scalar.Type.TEXT,
        false,
        option.defaultValue().orElseThrow(),
        written.rest().place());
  }

  private void missing(Option option, Written written) {
    sound = false;
    List<String> words = new ArrayList<>(List.of(option.name().split("\\.")));
    compilation
        .problems()
        .error(
            written.rest().place().child(option.name()),
            "missing",
            "Write "
                + String.join(": { ", words)
                + ": …"
                + " }".repeat(words.size() - 1)
                + " ("
                + option.doc()
                + ")");
  }
}
