package homeroom.config;

import homeroom.authority.FieldType;
import homeroom.config.mapping.PayloadField;
import homeroom.config.mapping.PayloadMapping;
import homeroom.config.mapping.Scope;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One of a consumer's {@code records:}, named like the entity. */
record ConsumerRecordConfig(
    Place place,
    Optional<Located<String>> to,
    Optional<Located<String>> key,
    Optional<YamlNode.Scalar> where,
    Optional<Located<String>> history,
    Named<ValueConfig> fields) {

  private static final Key<Optional<Located<String>>> TO =
      Key.optional("to", Shapes.TEXT.located(), "what the records are called over there");
  private static final Key<Optional<Located<String>>> KEY =
      Key.optional("key", Shapes.TEXT.located(), "what the natural key is called over there");
  private static final Key<Optional<YamlNode.Scalar>> WHERE =
      Key.optional("where", Shapes.SCALAR, "which records it is told of");
  private static final Key<Optional<Located<String>>> HISTORY =
      Key.optional(
          "history",
          Shapes.choice(List.of("every"), word -> word).located(),
          "every, if it is told each version and not only the newest");
  private static final Key<Named<ValueConfig>> FIELDS =
      Key.required(
          "fields",
          Shapes.named("a mapping of fields", ValueConfig.CONSUMER_SHAPE),
          "what it is told");

  static final Shape<ConsumerRecordConfig> SHAPE =
      ObjectShape.of(
          "a mapping with to and fields",
          values ->
              new ConsumerRecordConfig(
                  values.place(),
                  values.get(TO),
                  values.get(KEY),
                  values.get(WHERE),
                  values.get(HISTORY),
                  values.get(FIELDS)),
          TO,
          KEY,
          WHERE,
          HISTORY,
          FIELDS);

  /** The subscription; empty if the entity or target is not known, which has been told then. */
  Optional<Subscription> compile(
      String entity,
      String system,
      ConsumerConfig consumer,
      TargetNames names,
      Compilation compilation) {
    Optional<String> target = target(names, compilation);
    Optional<EntityConfig> known = compilation.entities().get(entity);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    target.flatMap(names::fieldsOf).ifPresent(all -> check(all, compilation));
    PayloadMapping mapping = mapping(known.get(), compilation);
    history.ifPresent(every -> checkHistory(every, entity, system, compilation));
    history.ifPresent(every -> checkFeed(every, consumer, compilation));
    return target.map(
        name ->
            new Subscription(
                system,
                entity,
                name,
                mapping,
                history.isPresent()
                    ? List.of()
                    : references(known.get(), mapping.inputs(), consumer),
                history.isPresent() ? List.of() : consumer.after(entity, compilation),
                consumer.childrenFirst(),
                history.isPresent(),
                mapping.madeOf(told(system, entity, compilation)),
                consumer.feed().map(it -> it.source().value())));
  }

  /** The fields of an entity of which a system speaks itself. */
  private static Set<String> told(String system, String entity, Compilation compilation) {
    return compilation.systems().get(system).flatMap(SystemConfig::source).stream()
        .flatMap(source -> source.told(entity))
        .collect(Collectors.toSet());
  }

  /** Of a history each version leaves, and between two boundaries only the last is told. */
  private static void checkFeed(
      Located<String> every, ConsumerConfig consumer, Compilation compilation) {
    if (consumer.feed().isPresent()) {
      compilation
          .problems()
          .error(
              every.place(),
              "a history is told every version, and this consumer is told at boundaries only",
              "Remove history:, or feed:");
    }
  }

  /** What a system says itself is compared with the newest that it was told. */
  private static void checkHistory(
      Located<String> every, String entity, String system, Compilation compilation) {
    boolean says =
        compilation
            .systems()
            .get(system)
            .flatMap(SystemConfig::source)
            .filter(source -> source.records().contains(entity))
            .isPresent();
    if (says) {
      compilation
          .problems()
          .error(
              every.place(),
              "a history is only told, and " + system + " is a source of " + entity + " as well",
              "Remove history:, or keep the history in a system that is no source of " + entity);
    }
  }

  private Optional<String> target(TargetNames names, Compilation compilation) {
    Optional<List<String>> known = names.targets();
    if (to.isEmpty()) {
      Optional<String> only = known.filter(all -> all.size() == 1).map(List::getFirst);
      if (only.isEmpty() && names.adapter().isPresent()) {
        compilation
            .problems()
            .unknown(place.child("to"), "missing", "", known.orElse(List.of("any name")));
      }
      return only;
    }
    if (known.isPresent() && !known.get().contains(to.get().value())) {
      compilation
          .problems()
          .unknown(
              to.get().place(),
              "there is nothing called " + to.get().value() + " over there",
              to.get().value(),
              known.get());
      return Optional.empty();
    }
    return to.map(Located::value);
  }

  private void check(List<String> known, Compilation compilation) {
    key.ifPresent(name -> check(name.value(), name.place(), known, compilation));
    fields.items().forEach(item -> check(item.name(), item.place(), known, compilation));
  }

  private static void check(String name, Place place, List<String> known, Compilation compilation) {
    if (!TargetNames.isAmong(known, name)) {
      compilation.problems().unknown(place, "the adapter knows no field " + name, name, known);
    }
  }

  private PayloadMapping mapping(EntityConfig entity, Compilation compilation) {
    Expressions expressions = new Expressions(scope(entity), compilation);
    key.filter(name -> fields.contains(name.value()))
        .ifPresent(
            name ->
                compilation
                    .problems()
                    .error(name.place(), "one of the fields has this name as well", "Keep one"));
    List<PayloadField> compiled =
        fields
            .sound()
            .flatMap(e -> e.getValue().compileConsumer(e.getKey(), expressions).stream())
            .toList();
    return new PayloadMapping(
        entity.key().value(),
        key.map(Located::value),
        where.flatMap(expressions::condition),
        compiled);
  }

  /** The entity's fields and the name of its key. */
  private static Scope scope(EntityConfig entity) {
    Map<String, Optional<FieldType>> names = new HashMap<>();
    entity
        .fields()
        .items()
        .forEach(item -> names.put(item.name(), item.value().map(FieldConfig::fieldType)));
    names.put(entity.key().value(), Optional.of(FieldType.TEXT));
    return new Scope(names, false, Set.of(), "a field of " + entity.entity());
  }

  private static List<Subscription.Reference> references(
      EntityConfig entity, Set<String> inputs, ConsumerConfig consumer) {
    return entity
        .fields()
        .sound()
        .filter(e -> inputs.contains(e.getKey()))
        .flatMap(
            e ->
                e.getValue().to().stream()
                    .filter(target -> consumer.records().contains(target.value()))
                    .map(target -> new Subscription.Reference(e.getKey(), target.value())))
        .toList();
  }
}
