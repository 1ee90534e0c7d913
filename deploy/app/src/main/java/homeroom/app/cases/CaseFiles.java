package homeroom.app.cases;

import homeroom.config.Configuration;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problem;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Substitution;
import homeroom.config.yaml.YamlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cases of a district.
 *
 * @param cases those without mistakes, in the order written; files in the order of their names
 * @param problems what must be mended before any case is tried
 */
record CaseFiles(List<Case> cases, List<Problem> problems) {

  private static final String FOLDER = "tests";

  CaseFiles {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }

  /** Reads {@code tests/*.yaml} of a configuration folder; what cannot be read is a problem. */
  static CaseFiles read(Path folder, Configuration configuration) {
    Problems problems = new Problems();
    TreeMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder.resolve(FOLDER))) {
      for (Path file : all.filter(CaseFiles::isYaml).sorted().toList()) {
        text(FOLDER + "/" + file.getFileName(), file, problems)
            .ifPresent(text -> texts.put(FOLDER + "/" + file.getFileName(), text));
      }
    } catch (IOException | UncheckedIOException missing) {
      problems.error(
          Place.start(FOLDER), "there is no such folder", "Write cases into files in it");
      return new CaseFiles(List.of(), problems.sorted());
    }
    return read(texts, configuration, problems);
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  private static Optional<String> text(String name, Path file, Problems problems) {
    try {
      String text = Files.readString(file);
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException wrong) {
      problems.error(Place.start(name), "this is not UTF-8", "Save it as UTF-8");
    } catch (IOException unreadable) {
      problems.error(Place.start(name), "this cannot be read", "Make it readable");
    }
    return Optional.empty();
  }

  /** Reads files that lie elsewhere, by name. */
  static CaseFiles read(Map<String, String> texts, Configuration configuration) {
    return read(texts, configuration, new Problems());
  }

  private static CaseFiles read(
      Map<String, String> texts, Configuration configuration, Problems problems) {
    Reading reading = new Reading(problems, new Substitution(Map.of(), ""));
    if (texts.isEmpty()) {
      problems.error(Place.start(FOLDER), "there is no case", "Write cases into YAML files here");
    }
    List<Case> cases = new ArrayList<>();
    Map<String, Place> first = new HashMap<>();
    new TreeMap<>(texts)
        .forEach(
            (name, text) ->
                YamlParser.parse(name, text, problems)
                    .flatMap(node -> CaseConfig.SHAPE.read(node, reading))
                    .stream()
                    .flatMap(List::stream)
                    .forEach(
                        one -> {
                          requireOwnName(one, first, problems);
                          compile(one, configuration, reading).ifPresent(cases::add);
                        }));
    return new CaseFiles(cases, problems.sorted());
  }

  private static void requireOwnName(CaseConfig one, Map<String, Place> first, Problems problems) {
    Place earlier = first.putIfAbsent(one.name().value(), one.name().place());
    if (earlier != null) {
      problems.error(
          one.name().place(), "another case has this name", "It stands at " + earlier + " already");
    }
  }

  private static Optional<Case> compile(
      CaseConfig one, Configuration configuration, Reading reading) {
    return Vocabulary.of(configuration, one.record().value(), one.record().place(), reading)
        .map(names -> compile(one, names));
  }

  private static Case compile(CaseConfig one, Vocabulary names) {
    Set<String> behind = new HashSet<>();
    one.notInStep().stream()
        .filter(system -> names.isConsumer(system.value(), system.place()))
        .forEach(system -> behind.add(system.value()));
    StepReader steps = new StepReader(names);
    return new Case(
        one.name().value(),
        one.name().place(),
        names.record(),
        one.at().orElse(Case.SOME_DAY),
        behind,
        steps.read(one.given()),
        steps.read(one.when()),
        one.then().map(new ThenReader(names)::read).orElse(List.of()));
  }
}
