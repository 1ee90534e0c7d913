package homeroom.app.cases;

import homeroom.authority.FieldRules;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what must follow in a case. */
final class ThenReader {

  private static final String GONE = "gone";
  private static final String NOTHING = "nothing";
  private static final Shape<String> GONE_ALONE = Shapes.choice(List.of(GONE), word -> word);
  private static final Shape<String> NOTHING_ALONE = Shapes.choice(List.of(NOTHING), word -> word);
  private static final Shape<String> GONE_OR_NOTHING =
      Shapes.choice(List.of(GONE, NOTHING), word -> word);
  private static final Shape<List<String>> AWAITED = Shapes.oneOrMany(Shapes.TEXT);

  private final Vocabulary names;
  private final Reading reading;
  private final List<Expectation> expected = new ArrayList<>();
  private final Set<String> golden = new HashSet<>();
  private final Set<String> systems = new HashSet<>();
  private final Set<String> waiting = new HashSet<>();

  ThenReader(Vocabulary names) {
    this.names = names;
    this.reading = names.reading();
  }

  List<Expectation> read(ThenConfig then) {
    then.golden().ifPresent(this::golden);
    then.outcome()
        .items()
        .forEach(item -> item.value().ifPresent(it -> ruled(item.name(), item.place(), it)));
    then.sent().ifPresent(this::sent);
    then.waits().ifPresent(this::waits);
    then.nothingElse()
        .filter(flag -> flag.value())
        .ifPresent(
            flag ->
                expected.add(new Expectation.NothingElse(flag.place(), golden, systems, waiting)));
    if (expected.isEmpty()) {
      reading
          .problems()
          .error(
              then.place(),
              "this case expects nothing",
              "Write golden, outcome, sent, waits or nothing-else");
    }
    return expected;
  }

  private void golden(YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        expected.add(new Expectation.Exists(mapping.place(), true));
        Map<String, Place> places = new HashMap<>();
        mapping.entries().forEach(entry -> places.put(entry.key(), entry.value().place()));
        names
            .values(mapping)
            .forEach(
                (field, value) ->
                    expected.add(new Expectation.Golden(places.get(field), field, value)));
        golden.addAll(places.keySet());
      }
      case YamlNode.Scalar scalar -> {
        GONE_ALONE.read(scalar, reading);
        expected.add(new Expectation.Exists(scalar.place(), false));
        golden.add(FieldRules.EXISTS);
      }
      case YamlNode.Sequence list ->
          Shapes.wrongKind(list, "fields with their values, or gone", reading);
    }
  }

  private void ruled(String name, Place place, ThenConfig.RuledConfig ruled) {
    ruled.winner().ifPresent(winner -> names.isSystem(winner.value(), winner.place()));
    names
        .ruled(name, place)
        .ifPresent(
            field -> {
              expected.add(
                  new Expectation.Ruled(
                      ruled.place(),
                      field,
                      ruled.outcome(),
                      ruled.winner().map(winner -> winner.value()),
                      ruled.rule(),
                      ruled.refused()));
              if (field.equals(FieldRules.EXISTS)) {
                golden.add(field);
              }
            });
  }

  private void sent(YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping -> mapping.entries().forEach(this::sentTo);
      case YamlNode.Scalar scalar -> {
        NOTHING_ALONE.read(scalar, reading);
        expected.add(new Expectation.NothingSent(scalar.place()));
      }
      case YamlNode.Sequence list ->
          Shapes.wrongKind(list, "systems with what they are sent, or nothing", reading);
    }
  }

  private void sentTo(YamlNode.Entry entry) {
    String system = entry.key();
    systems.add(system);
    if (!names.isConsumer(system, entry.place())) {
      return;
    }
    switch (entry.value()) {
      case YamlNode.Mapping payload -> {
        names.checkPayload(system, payload);
        Map<String, YamlNode> fields = new HashMap<>();
        payload.entries().forEach(field -> fields.put(field.key(), field.value()));
        expected.add(new Expectation.Sent(entry.place(), system, fields));
      }
      case YamlNode.Scalar scalar ->
          GONE_OR_NOTHING
              .read(scalar, reading)
              .map(
                  word ->
                      word.equals(GONE)
                          ? new Expectation.SentGone(scalar.place(), system)
                          : new Expectation.NotSent(scalar.place(), system))
              .ifPresent(expected::add);
      case YamlNode.Sequence list ->
          Shapes.wrongKind(list, "fields of the payload, gone or nothing", reading);
    }
  }

  private void waits(YamlNode node) {
    switch (node) {
      case YamlNode.Mapping mapping -> mapping.entries().forEach(this::waitsAt);
      case YamlNode.Scalar scalar -> {
        NOTHING_ALONE.read(scalar, reading);
        expected.add(new Expectation.NobodyWaits(scalar.place()));
      }
      case YamlNode.Sequence list ->
          Shapes.wrongKind(list, "systems with what they wait for, or nothing", reading);
    }
  }

  private void waitsAt(YamlNode.Entry entry) {
    String system = entry.key();
    waiting.add(system);
    if (names.isConsumer(system, entry.place())) {
      Optional<List<String>> awaited = AWAITED.read(entry.value(), reading);
      awaited
          .map(list -> list.equals(List.of(NOTHING)) ? List.<String>of() : list)
          .ifPresent(
              list -> expected.add(new Expectation.Waits(entry.value().place(), system, list)));
    }
  }
}
