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
import homeroom.planning.Timetable;
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
    Optional<ScheduleConfig> schedule,
    GuardConfig guard,
    Duration keepFiles,
    Named<SourceRecordConfig> records,
    AdapterOptions.Written options) {

  private static final Key<Located<String>> ADAPTER =
      Key.required("adapter", Shapes.TEXT.located(), "how the system is read");
  private static final Key<Optional<ScheduleConfig>> SCHEDULE =
      Key.optional("schedule", ScheduleConfig.SHAPE, "when the system is asked");
  private static final Key<GuardConfig> GUARD =
      Key.withDefault("guard", GuardConfig.SHAPE, GuardConfig.NONE, "how much may change at once");

  private static final Key<Duration> KEEP_FILES =
      Retention.key("keep-files", "for how long the files are kept that it was read from");
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
                      values.get(KEEP_FILES),
                      values.get(RECORDS),
                      new AdapterOptions.Written(values.rest(), values.names())),
              ADAPTER,
              SCHEDULE,
              GUARD,
              KEEP_FILES,
              RECORDS)
          .open();

  /** The source; empty if there is something wrong with it, which is among the problems then. */
  Optional<SourceSetup> compile(
      SystemConfig system, Optional<EchoConfig> echo, Compilation compilation) {
    Optional<AdapterFactory> factory = compilation.sourceAdapter(adapter);
    Optional<Settings> settings =
        factory.flatMap(
            found ->
                options.read(
                    found.sourceOptions().orElse(List.of()), found::sourceProblems, compilation));
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
        new SourcePolicy(
            system.system(),
            mappings,
            echo.map(EchoConfig::user),
            guard.compile(entities(), compilation));
    Timetable timetable = schedule.map(it -> it.compile(compilation)).orElse(Timetable.NONE);
    return settings.map(
        read ->
            new SourceSetup(
                system.system(),
                system.displayTitle(),
                factory.get(),
                read,
                collections(),
                timetable,
                policy,
                keepFiles));
  }

  /** Whether it only tells things by itself, so that its data is never known to be complete. */
  boolean isNeverAsked(Compilation compilation) {
    return compilation.adapters().stream()
        .anyMatch(it -> it.name().equals(adapter.value()) && !it.asksSource());
  }

  /** The fields of an entity that it may say. */
  Stream<String> told(String entity) {
    return records
        .sound()
        .filter(record -> record.getValue().entityName(record.getKey()).equals(entity))
        .flatMap(record -> record.getValue().fields().sound())
        .map(Map.Entry::getKey);
  }

  private Set<String> entities() {
    return records
        .sound()
        .map(e -> e.getValue().entityName(e.getKey()))
        .collect(Collectors.toSet());
  }

  private Set<String> collections() {
    return records.sound().map(e -> e.getValue().of().value()).collect(Collectors.toSet());
  }
}
