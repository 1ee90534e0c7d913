package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.planning.Subscription;
import homeroom.planning.Timetable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code consumer:}. The adapter's own options stand among its keys. */
record ConsumerConfig(
    Located<String> adapter,
    List<Located<String>> after,
    boolean childrenFirst,
    int concurrency,
    Optional<EchoConfig> echo,
    Optional<ScheduleConfig> schedule,
    NeedsConfig needs,
    Optional<FeedConfig> feed,
    Named<ConsumerRecordConfig> records,
    AdapterOptions.Written options) {

  private static final int DEFAULT_CONCURRENCY = 8;
  private static final int MOST_CONCURRENCY = 1000;

  private static final Key<Located<String>> ADAPTER =
      Key.required("adapter", Shapes.TEXT.located(), "how the system is written to");
  private static final Key<List<Located<String>>> AFTER =
      Key.withDefault(
          "after",
          Shapes.oneOrMany(Shapes.TEXT.located()),
          List.of(),
          "the systems that must have a record first");
  private static final Key<Boolean> DELETE_ORDER =
      Key.withDefault(
          "delete-order",
          Shapes.choice(List.of("children-first", "any"), "children-first"::equals),
          true,
          "whether what refers to a record is deleted before it");
  private static final Key<Integer> LIMITS =
      Key.withDefault("limits", limits(), DEFAULT_CONCURRENCY, "how much it is asked at once");
  private static final Key<Optional<EchoConfig>> ECHO =
      Key.optional("echo", EchoConfig.SHAPE, "how our own writes are told from others'");
  private static final Key<Optional<ScheduleConfig>> SCHEDULE =
      Key.optional("schedule", ScheduleConfig.SHAPE, "when what it was told is put in place");
  private static final Key<NeedsConfig> NEEDS =
      Key.withDefault("needs", NeedsConfig.SHAPE, NeedsConfig.NONE, "what it relies on");
  private static final Key<Optional<FeedConfig>> FEED =
      Key.optional("feed", FeedConfig.SHAPE, "when it is told; else at once");
  private static final Key<Named<ConsumerRecordConfig>> RECORDS =
      Key.required(
          "records",
          Shapes.named("a mapping of entities", ConsumerRecordConfig.SHAPE),
          "what it is told of which entity");

  static final Shape<ConsumerConfig> SHAPE =
      ObjectShape.of(
              "a mapping with adapter and records",
              values ->
                  new ConsumerConfig(
                      values.get(ADAPTER),
                      values.get(AFTER),
                      values.get(DELETE_ORDER),
                      values.get(LIMITS),
                      values.get(ECHO),
                      values.get(SCHEDULE),
                      values.get(NEEDS),
                      values.get(FEED),
                      values.get(RECORDS),
                      new AdapterOptions.Written(values.rest(), values.names())),
              ADAPTER,
              AFTER,
              DELETE_ORDER,
              LIMITS,
              ECHO,
              SCHEDULE,
              NEEDS,
              FEED,
              RECORDS)
          .open();

  private static Shape<Integer> limits() {
    Key<Integer> concurrency =
        Key.withDefault(
            "concurrency",
            Shapes.whole(1, MOST_CONCURRENCY),
            DEFAULT_CONCURRENCY,
            "how many calls may run at once");
    return ObjectShape.of(
            "a mapping such as { concurrency: 8 }", values -> values.get(concurrency), concurrency)
        .planned("per-second", "Use concurrency: to bound what runs at once");
  }

  /** The consumer; empty if there is something wrong with it, which is among the problems then. */
  Optional<CompiledConsumer> compile(SystemConfig system, Compilation compilation) {
    Optional<AdapterFactory> factory = compilation.consumerAdapter(adapter);
    Optional<Settings> settings = factory.flatMap(found -> settings(found, compilation));
    TargetNames names = new TargetNames(factory, settings);
    after.forEach(other -> checkAfter(other, system, compilation));
    feed.ifPresent(it -> it.check(system.system(), compilation));
    records.items().forEach(item -> compilation.requireEntity(item.name(), item.place()));
    List<Subscription> subscriptions =
        records
            .sound()
            .flatMap(
                e ->
                    e
                        .getValue()
                        .compile(e.getKey(), system.system(), this, names, compilation)
                        .stream())
            .toList();
    if (records.items().isEmpty()) {
      compilation.problems().error(adapter.place(), "records: is empty", "Map at least one entity");
    }
    return settings.map(
        read ->
            new CompiledConsumer(
                setup(
                    system,
                    factory.get(),
                    read,
                    subscriptions,
                    timetable(factory.get().handsOverOnSchedule(read), compilation)),
                subscriptions));
  }

  private Optional<Settings> settings(AdapterFactory factory, Compilation compilation) {
    return options.read(
        factory.consumerOptions().orElse(List.of()), factory::consumerProblems, compilation);
  }

  private Timetable timetable(boolean onSchedule, Compilation compilation) {
    Timetable times = schedule.map(it -> it.compile(compilation)).orElse(Timetable.NONE);
    if (onSchedule && !times.isAsked()) {
      compilation
          .problems()
          .error(
              schedule.map(ScheduleConfig::place).orElseGet(adapter::place),
              "it is not said when files are put in place",
              "Write for example schedule: { cron: \"0 2 * * *\", zone: America/New_York }");
    }
    if (!onSchedule && schedule.isPresent()) {
      compilation
          .problems()
          .error(
              schedule.get().place(),
              "the system is told of everything at once and has no schedule",
              "Remove it");
    }
    if (times.expectedBy().isPresent() || times.staleAfter().isPresent()) {
      compilation
          .problems()
          .error(
              schedule.orElseThrow().place(),
              "expected-by: and stale-after: are about what comes from a source",
              "Remove them here");
    }
    return times;
  }

  private ConsumerSetup setup(
      SystemConfig system,
      AdapterFactory factory,
      Settings settings,
      List<Subscription> subscriptions,
      Timetable timetable) {
    return new ConsumerSetup(
        system.system(),
        system.displayTitle(),
        factory,
        settings,
        subscriptions.stream().map(Subscription::target).collect(Collectors.toSet()),
        subscriptions.stream()
            .filter(Subscription::everyVersion)
            .map(Subscription::target)
            .collect(Collectors.toSet()),
        concurrency,
        timetable,
        needs.fresherThan().map(Located::value));
  }

  private static void checkAfter(
      Located<String> other, SystemConfig system, Compilation compilation) {
    compilation.requireSystem(other.value(), other.place());
    Optional<SystemConfig> found = compilation.systems().get(other.value());
    if (found.isPresent() && !found.get().isConsumer()) {
      compilation
          .problems()
          .error(
              other.place(), other.value() + " is no consumer, nothing arrives there", "Remove it");
    }
    if (other.value().equals(system.system())) {
      compilation.problems().error(other.place(), "a system cannot come after itself", "Remove it");
    }
  }

  /**
   * The systems that must have a record of an entity first, which are those that take it at all.
   */
  List<String> after(String entity, Compilation compilation) {
    return after.stream()
        .map(Located::value)
        .filter(other -> takes(other, entity, compilation))
        .distinct()
        .toList();
  }

  private static boolean takes(String system, String entity, Compilation compilation) {
    return compilation
        .systems()
        .get(system)
        .flatMap(SystemConfig::consumer)
        .filter(consumer -> consumer.records().contains(entity))
        .isPresent();
  }
}
