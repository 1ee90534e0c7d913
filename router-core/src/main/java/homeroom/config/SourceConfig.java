package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourcePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code source:}. The adapter's own options stand among its keys. */
record SourceConfig(
    Located<String> adapter,
    Optional<Duration> every,
    SourcePolicy.Guard guard,
    Named<SourceRecordConfig> records,
    AdapterOptions.Written options) {

  private static final Key<Located<String>> ADAPTER =
      Key.required("adapter", Shapes.TEXT.located(), "how the system is read");
  private static final Key<Optional<Duration>> SCHEDULE =
      Key.optional("schedule", schedule(), "how often the system is asked");
  private static final Key<SourcePolicy.Guard> GUARD =
      Key.withDefault(
          "guard", guardShape(), SourcePolicy.Guard.DEFAULT, "how much may change at once");
  private static final Key<Named<SourceRecordConfig>> RECORDS =
      Key.required(
          "records",
          Shapes.named("a mapping of records", SourceRecordConfig.SHAPE),
          "which rows are records of which entity");

  static final Shape<SourceConfig> SHAPE =
      ObjectShape.of(
              "a mapping with adapter and records",
              values ->
                  new SourceConfig(
                      values.get(ADAPTER),
                      values.get(SCHEDULE),
                      values.get(GUARD),
                      values.get(RECORDS),
                      new AdapterOptions.Written(values.rest(), values.names())),
              ADAPTER,
              SCHEDULE,
              GUARD,
              RECORDS)
          .open();

  private static Shape<Duration> schedule() {
    Key<Duration> every = Key.required("every", Shapes.DURATION, "how often the system is asked");
    String remedy = "Use every: 24h; there is no time of day yet";
    return ObjectShape.of("a mapping such as { every: 10s }", values -> values.get(every), every)
        .planned("cron", remedy)
        .planned("zone", remedy)
        .planned("expected-by", remedy)
        .planned("stale-after", remedy);
  }

  private static Shape<SourcePolicy.Guard> guardShape() {
    Key<Double> deletes =
        Key.withDefault(
            "deletes", Shapes.SHARE, SourcePolicy.Guard.DEFAULT.deletes(), "a share such as 5%");
    Key<Integer> allowance =
        Key.withDefault(
            "allowance",
            Shapes.whole(0, Integer.MAX_VALUE),
            SourcePolicy.Guard.DEFAULT.allowance(),
            "how many deletes are always let through");
    String remedy = "Only deletes are guarded; remove the key";
    return ObjectShape.of(
            "a mapping such as { deletes: 5% }",
            values -> new SourcePolicy.Guard(values.get(deletes), values.get(allowance)),
            deletes,
            allowance)
        .planned("updates", remedy)
        .planned("creates", remedy);
  }

  /** The source; empty if there is something wrong with it, which is among the problems then. */
  Optional<SourceSetup> compile(
      SystemConfig system, Optional<EchoConfig> echo, Compilation compilation) {
    Optional<AdapterFactory> factory = compilation.sourceAdapter(adapter);
    Optional<Settings> settings =
        factory.flatMap(
            found -> options.read(found.sourceOptions().orElse(List.of()), compilation));
    List<SourceMapping> mappings =
        records
            .sound()
            .flatMap(
                e ->
                    e
                        .getValue()
                        .compile(system.system(), e.getKey(), factory, settings, compilation)
                        .stream())
            .toList();
    if (records.items().isEmpty()) {
      compilation.problems().error(adapter.place(), "records: is empty", "Map at least one entity");
    }
    if (factory.isEmpty()) {
      return Optional.empty();
    }
    SourcePolicy policy =
        new SourcePolicy(system.system(), mappings, echo.map(EchoConfig::user), guard);
    return settings.map(
        read ->
            new SourceSetup(
                system.system(),
                system.displayTitle(),
                factory.get(),
                read,
                collections(),
                every,
                policy));
  }

  /** The fields of an entity that it may say. */
  Stream<String> told(String entity) {
    return records
        .sound()
        .filter(record -> record.getValue().entityName(record.getKey()).equals(entity))
        .flatMap(record -> record.getValue().fields().sound())
        .map(Map.Entry::getKey);
  }

  private Set<String> collections() {
    return records.sound().map(e -> e.getValue().of().value()).collect(Collectors.toSet());
  }
}
