package homeroom.app.cases;

import homeroom.api.Value;
import homeroom.app.cases.CaseConfig.StepConfig;
import homeroom.authority.FieldRules;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the steps of a case: {@code lms says}, {@code lms answers}, {@code lms has}. */
final class StepReader {

  private static final String SAYS = "says";
  private static final String ANSWERS = "answers";
  private static final String HAS = "has";
  private static final Set<String> VERBS = Set.of(SAYS, ANSWERS, HAS);

  private static final Shape<String> GONE = Shapes.choice(List.of("gone"), word -> word);
  private static final Shape<Step.Answer> ANSWER = Shapes.choice(Step.Answer.class);
  private static final Shape<List<String>> PARENTS = Shapes.oneOrMany(Shapes.TEXT);

  private final Vocabulary names;
  private final Reading reading;

  StepReader(Vocabulary names) {
    this.names = names;
    this.reading = names.reading();
  }

  /** The steps without mistakes; what is wrong with the others is among the problems. */
  List<Step> read(List<StepConfig> steps) {
    List<Step> read = new ArrayList<>();
    steps.forEach(step -> read(step).ifPresent(read::add));
    return read;
  }

  private Optional<Step> read(StepConfig step) {
    List<YamlNode.Entry> entries = step.rest().entries();
    List<Step> read = new ArrayList<>();
    entries.forEach(entry -> read(entry, step).ifPresent(read::add));
    if (entries.size() != 1) {
      reading
          .problems()
          .error(
              step.place(),
              entries.isEmpty() ? "nothing happens in this step" : "several things in one step",
              "Write one key such as lms says, and at: if the time matters");
    }
    return read.stream().findFirst();
  }

  private Optional<Step> read(YamlNode.Entry entry, StepConfig step) {
    int space = entry.key().lastIndexOf(' ');
    String verb = entry.key().substring(space + 1);
    String system = space < 0 ? "" : entry.key().substring(0, space);
    if (!VERBS.contains(verb) || system.isEmpty()) {
      reading
          .problems()
          .unknown(entry.place(), entry.key() + " is no step", entry.key(), sentences());
      return Optional.empty();
    }
    return switch (verb) {
      case SAYS -> said(system, entry, step.at().map(at -> at.value()));
      case ANSWERS -> answered(system, entry, step);
      default -> has(system, entry, step);
    };
  }

  private Set<String> sentences() {
    Set<String> all = new TreeSet<>();
    names.sources().forEach(system -> all.add(system + " " + SAYS));
    for (String system : names.consumers()) {
      all.add(system + " " + ANSWERS);
      all.add(system + " " + HAS);
    }
    return all;
  }

  private Optional<Step> said(String system, YamlNode.Entry entry, Optional<Instant> at) {
    boolean known = names.isSource(system, entry.place());
    Map<String, Value> fields = new LinkedHashMap<>();
    if (entry.value() instanceof YamlNode.Mapping mapping) {
      // Who speaks of a record says that it is there.
      fields.put(FieldRules.EXISTS, Value.flag(true));
      fields.putAll(names.values(mapping));
    } else if (entry.value() instanceof YamlNode.Scalar) {
      GONE.read(entry.value(), reading);
      fields.put(FieldRules.EXISTS, Value.flag(false));
    } else {
      Shapes.wrongKind(entry.value(), "fields with their values, or gone", reading);
    }
    return known ? Optional.of(new Step.Said(entry.place(), system, at, fields)) : Optional.empty();
  }

  private Optional<Step> answered(String system, YamlNode.Entry entry, StepConfig step) {
    refuseTime(step);
    boolean known = names.isConsumer(system, entry.place());
    return ANSWER
        .read(entry.value(), reading)
        .filter(answer -> known)
        .map(answer -> new Step.Answered(entry.place(), system, answer));
  }

  private Optional<Step> has(String system, YamlNode.Entry entry, StepConfig step) {
    refuseTime(step);
    boolean known = names.isConsumer(system, entry.place());
    return PARENTS
        .read(entry.value(), reading)
        .filter(parents -> known)
        .map(parents -> new Step.Has(entry.place(), system, parents));
  }

  private void refuseTime(StepConfig step) {
    step.at()
        .ifPresent(
            at ->
                reading
                    .problems()
                    .error(at.place(), "a time is of no account here", "Leave out at:"));
  }
}
