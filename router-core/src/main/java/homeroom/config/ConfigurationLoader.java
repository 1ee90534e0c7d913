package homeroom.config;

import homeroom.alert.grouping.AlertRule;
import homeroom.api.AdapterFactory;
import homeroom.authority.EntityRules;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Substitution;
import homeroom.config.yaml.YamlNode;
import homeroom.config.yaml.YamlParser;
import homeroom.planning.Rules;
import homeroom.planning.SourceMapping;
import homeroom.planning.Subscription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a configuration as a whole. All problems are told at once; nothing is thrown for a mistake
 * in a file.
 */
public final class ConfigurationLoader {

  private final ConfigurationFiles files;
  private final Problems problems = new Problems();
  private final Reading reading;
  private final Compilation compilation;

  private ConfigurationLoader(
      ConfigurationFiles files, List<AdapterFactory> adapters, Surroundings surroundings) {
    this.files = files;
    this.reading =
        new Reading(
            problems, new Substitution(surroundings.environment(), surroundings.data().toString()));
    this.compilation =
        new Compilation(
            reading,
            List.copyOf(adapters),
            surroundings.secrets(),
            new Tables(files, problems),
            new Contracts(problems),
            new Definitions<>("entity"),
            new Definitions<>("system"));
  }

  /** Reads a folder. One that cannot be read is a problem like any other. */
  public static LoadResult load(
      Path folder, List<AdapterFactory> adapters, Surroundings surroundings) {
    try {
      return load(ConfigurationFiles.read(folder), adapters, surroundings);
    } catch (IOException | UncheckedIOException e) {
      Problems problems = new Problems();
      problems.error(
          Place.start(folder.toString()),
          "reading the configuration folder: " + e.getClass().getSimpleName(),
          "Name a folder that holds hub.yaml and can be read");
      return new LoadResult.Faulty(problems.sorted());
    }
  }

  /** Reads files that were kept elsewhere. */
  public static LoadResult load(
      ConfigurationFiles files, List<AdapterFactory> adapters, Surroundings surroundings) {
    return new ConfigurationLoader(files, adapters, surroundings).load();
  }

  private LoadResult load() {
    Optional<HubConfig> hub = hub();
    define(ConfigurationFiles.ENTITIES, "entity", EntityConfig.SHAPE, compilation.entities());
    define(ConfigurationFiles.SYSTEMS, "system", SystemConfig.SHAPE, compilation.systems());
    readContracts();
    Map<String, EntityRules> rules = rules();
    ReferenceCycles.check(compilation);
    AfterCycles.check(compilation);
    List<SourceSetup> sources =
        compilation.systems().sound().flatMap(s -> s.compileSource(compilation).stream()).toList();
    List<CompiledConsumer> consumers =
        compilation
            .systems()
            .sound()
            .flatMap(s -> s.compileConsumer(compilation).stream())
            .toList();
    AuthorityCheck.check(compilation);
    List<AlertRule> alerts =
        hub.map(it -> AlertConfig.compile(it.alerts(), compilation)).orElse(List.of());
    compilation.tables().warnOfUnused();
    compilation.contracts().warnOfUnused();
    if (problems.hasErrors() || hub.isEmpty()) {
      return new LoadResult.Faulty(problems.sorted());
    }
    Configuration whole = configuration(hub.get(), rules, sources, consumers, alerts);
    FreshnessCheck.check(whole.rules(), sources, compilation);
    return new LoadResult.Usable(whole, problems.sorted());
  }

  private Optional<HubConfig> hub() {
    if (!files.files().containsKey(ConfigurationFiles.HUB)) {
      problems.error(
          Place.start(ConfigurationFiles.HUB), "there is no such file", "Write one with tenant:");
      return Optional.empty();
    }
    return parse(ConfigurationFiles.HUB).flatMap(node -> HubConfig.SHAPE.read(node, reading));
  }

  private <T> void define(
      String folder, String nameKey, Shape<T> shape, Definitions<T> definitions) {
    List<String> names = files.in(folder).toList();
    if (names.isEmpty()) {
      problems.error(Place.start(folder), "there is none", "Write at least one YAML file here");
    }
    for (String name : names) {
      Optional<YamlNode> node = parse(name);
      Optional<T> value = node.flatMap(yaml -> shape.read(yaml, reading));
      Optional<YamlNode.Scalar> written = node.flatMap(yaml -> name(yaml, nameKey));
      definitions.add(
          written.map(YamlNode.Scalar::text).orElse(baseName(name)),
          written.map(YamlNode.Scalar::place).orElse(Place.start(name)),
          value,
          problems);
    }
  }

  private void readContracts() {
    files
        .in(ConfigurationFiles.CONTRACTS)
        .forEach(
            name ->
                compilation
                    .contracts()
                    .add(
                        name,
                        parse(name)
                            .flatMap(yaml -> ContractConfig.SHAPE.read(yaml, reading))
                            .flatMap(config -> config.compile(problems))));
  }

  private static Optional<YamlNode.Scalar> name(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping
        ? mapping
            .entry(key)
            .map(YamlNode.Entry::value)
            .filter(YamlNode.Scalar.class::isInstance)
            .map(YamlNode.Scalar.class::cast)
        : Optional.empty();
  }

  private static String baseName(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
  }

  private Optional<YamlNode> parse(String name) {
    try {
      return files.text(name).flatMap(text -> YamlParser.parse(name, text, problems));
    } catch (CharacterCodingException e) {
      problems.error(Place.start(name), "this is not UTF-8", "Save it as UTF-8");
      return Optional.empty();
    }
  }

  private Map<String, EntityRules> rules() {
    Map<String, EntityRules> rules = new LinkedHashMap<>();
    compilation
        .entities()
        .sound()
        .forEach(entity -> rules.put(entity.entity(), entity.compile(compilation)));
    return rules;
  }

  /** By entity, the systems whose rows may name a record by their own id alone. */
  private static Map<String, Set<String>> ownIds(List<SourceSetup> sources) {
    Map<String, Set<String>> systems = new HashMap<>();
    for (SourceSetup source : sources) {
      for (SourceMapping mapping : source.policy().mappings()) {
        if (mapping.namesByOwnId()) {
          systems.computeIfAbsent(mapping.entity(), none -> new TreeSet<>()).add(source.system());
        }
      }
    }
    return systems;
  }

  private Configuration configuration(
      HubConfig hub,
      Map<String, EntityRules> rules,
      List<SourceSetup> sources,
      List<CompiledConsumer> consumers,
      List<AlertRule> alerts) {
    return new Configuration(
        hub.tenant(),
        hub.title().orElse(hub.tenant()),
        hub.kafka(),
        hub.httpPort(),
        hub.store(),
        hub.keepMovements(),
        new Rules(files.id(), rules, subscriptions(consumers), ownIds(sources)),
        sources,
        consumers.stream().map(CompiledConsumer::setup).toList(),
        compilation
            .entities()
            .sound()
            .collect(Collectors.toMap(EntityConfig::entity, EntityConfig::describe)),
        compilation
            .systems()
            .sound()
            .collect(Collectors.toMap(SystemConfig::system, SystemConfig::displayTitle)),
        alerts,
        files);
  }

  /** By entity; the consumers come in the order of their names. */
  private static Map<String, List<Subscription>> subscriptions(List<CompiledConsumer> consumers) {
    Map<String, List<Subscription>> byEntity = new TreeMap<>();
    consumers.stream()
        .flatMap(consumer -> consumer.subscriptions().stream())
        .forEach(one -> byEntity.computeIfAbsent(one.entity(), name -> new ArrayList<>()).add(one));
    byEntity.replaceAll((name, list) -> List.copyOf(list));
    return byEntity;
  }
}
