package homeroom.app;

import homeroom.alert.Alerter;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.PushSource;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Choice;
import homeroom.config.Configuration;
import homeroom.config.ConsumerSetup;
import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.EngineStatus;
import homeroom.http.HubControl;
import homeroom.http.HubStatus;
import homeroom.http.HubStatus.ConsumerStatus;
import homeroom.http.HubStatus.EngineState;
import homeroom.http.HubStatus.SourceStatus;
import homeroom.http.HubStatus.SystemStatus;
import homeroom.ingest.QuarantineLog;
import homeroom.ingest.Rereading;
import homeroom.ingest.SourceSchedule;
import homeroom.ingest.SpoolFailure;
import homeroom.planning.Dependence;
import homeroom.schema.BatchReport;
import homeroom.schema.CommandKind;
import homeroom.stream.CommandLog;
import homeroom.stream.Router;
import homeroom.wire.QuarantineNotes.Note;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/** What the HTTP interface asks of a hub, answered by its parts. Thread-safe. */
final class RunningHub implements HubControl {

  private final Configuration configuration;
  private final Router router;
  private final List<DeliveryEngine> engines;
  private final List<RunningSource> sources;
  private final CommandLog commands;
  private final QuarantineLog quarantine;
  private final InstantSource clock;
  private final Optional<Alerter> alerter;
  private final NewBeginnings newBeginnings;
  private final Optional<AfterRestore> afterRestore;
  private final Supplier<DiskSpace> disk;
  private final Optional<Checkpointing> checkpoints;
  private final Instant startedAt;

  RunningHub(
      Configuration configuration,
      Router router,
      List<DeliveryEngine> engines,
      List<RunningSource> sources,
      CommandLog commands,
      QuarantineLog quarantine,
      Optional<Alerter> alerter,
      NewBeginnings newBeginnings,
      Optional<AfterRestore> afterRestore,
      Supplier<DiskSpace> disk,
      Optional<Checkpointing> checkpoints,
      InstantSource clock) {
    this.configuration = configuration;
    this.router = router;
    this.engines = List.copyOf(engines);
    this.sources = List.copyOf(sources);
    this.commands = commands;
    this.quarantine = quarantine;
    this.clock = clock;
    this.alerter = alerter;
    this.newBeginnings = newBeginnings;
    this.afterRestore = afterRestore;
    this.disk = disk;
    this.checkpoints = checkpoints;
    startedAt = clock.instant();
  }

  @Override
  public HubStatus status() {
    return new HubStatus(
        Version.text(),
        configuration.tenant(),
        configuration.id(),
        startedAt,
        configuration.sortedSystems().entrySet().stream()
            .map(system -> status(system.getKey(), system.getValue()))
            .toList(),
        troubles(),
        Stream.of(disk.get().concern(), checkpoints.flatMap(Checkpointing::concern))
            .flatMap(Optional::stream)
            .toList(),
        alerter.map(Alerter::troubles).orElse(List.of()));
  }

  @Override
  public List<Dependence> dependences() {
    return Dependence.of(configuration.rules());
  }

  @Override
  public Map<String, Duration> needs() {
    return configuration.consumers().stream()
        .filter(it -> it.fresherThan().isPresent())
        .collect(Collectors.toMap(ConsumerSetup::system, it -> it.fresherThan().orElseThrow()));
  }

  private static final Failure ROUTER_STALLED =
      Failure.of(
          Failure.Kind.DEFECT,
          "ROUTER_STALLED",
          "the router says that it runs, and a thread of it has read nothing for minutes",
          "nothing is lost; take a thread dump, report it, and restart the hub");

  private List<Failure> troubles() {
    if (router.running()) {
      return router.stalled() ? List.of(ROUTER_STALLED) : List.of();
    }
    return List.of(
        Failure.of(
            Failure.Kind.TRANSIENT,
            "ROUTER_NOT_RUNNING",
            "the router decides nothing at the moment; its state is " + router.state(),
            "wait if the hub has just started or the broker is coming back; else see the log"));
  }

  private SystemStatus status(String system, String title) {
    return new SystemStatus(
        system,
        title,
        source(system).map(this::status),
        engines.stream()
            .filter(engine -> engine.system().equals(system))
            .findFirst()
            .map(engine -> status(engine.status(), held(system))));
  }

  /** Why nothing is delivered to it since the hub was restored. */
  private Optional<EngineState> held(String system) {
    return afterRestore.flatMap(
        it -> it.holds(system).map(why -> new EngineState.Paused(it.since(), why)));
  }

  private Optional<RunningSource> source(String system) {
    return sources.stream().filter(source -> source.system().equals(system)).findFirst();
  }

  private SourceStatus status(RunningSource source) {
    Optional<SourceSchedule.Look> last = source.schedule().last();
    return new SourceStatus(
        source.ingest().busy(),
        source
            .setup()
            .timetable()
            .next(last.map(SourceSchedule.Look::at).orElseGet(clock::instant)),
        source.setup().timetable(),
        source.schedule().spoolTrouble().or(() -> last.flatMap(SourceSchedule.Look::failure)));
  }

  private static ConsumerStatus status(EngineStatus engine, Optional<EngineState> held) {
    return new ConsumerStatus(
        held.orElseGet(() -> state(engine)),
        engine.perSecond(),
        engine.behind(),
        engine.retrying(),
        engine.retryingSince());
  }

  private static EngineState state(EngineStatus engine) {
    return switch (engine.condition()) {
      case STARTING, RUNNING -> new EngineState.Running();
      case DOWN -> new EngineState.Down(engine.since(), engine.failure().orElseThrow());
      case THROTTLED -> new EngineState.Throttled(engine.since(), engine.failure().orElseThrow());
      case PAUSED -> new EngineState.Paused(engine.since(), engine.failure().orElseThrow());
      case STOPPED ->
          new EngineState.Paused(
              engine.since(),
              Failure.of(
                  Failure.Kind.CONFIGURATION,
                  "DELIVERY_STOPPED",
                  "deliveries were stopped",
                  "start the hub again"));
    };
  }

  @Override
  public Optional<BatchReport> poll(String system) throws UnknownSystem, AdapterFailure {
    return source(system)
        .filter(source -> source.ingest().canBeAsked())
        .orElseThrow(() -> new UnknownSystem(system))
        .schedule()
        .ask();
  }

  @Override
  public void receive(String system, PushSource.Request request)
      throws UnknownSystem, AdapterFailure {
    known(system).ingest().receive(request);
  }

  @Override
  public int beginDeliveriesAnew(String system) throws UnknownSystem, AdapterFailure {
    DeliveryEngine engine =
        engines.stream()
            .filter(it -> it.system().equals(system))
            .findFirst()
            .orElseThrow(() -> new UnknownSystem(system));
    if (!engine.hasLostItsPlace()) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "DELIVERY_PLACE_KNOWN",
              "deliveries to " + system + " know where they are",
              "bring it up without --place-lost"));
    }
    try {
      int ended = newBeginnings.begin(system);
      engine.rouse();
      return ended;
    } catch (KafkaException failed) {
      throw notWritten(
          "DELIVERY_PLACE_NOT_WRITTEN",
          "where deliveries begin could not be written",
          "do it again when the broker is back; twice does no harm",
          failed);
    }
  }

  @Override
  public void decide(Verdict verdict) throws AdapterFailure {
    Choice choice =
        switch (verdict.word()) {
          case Word.Take(var system) -> new Choice.Take(system);
          case Word.ByRule b -> new Choice.ByRule();
          case Word.Value(var text) -> new Choice.Give(value(verdict, text));
        };
    write(
        "the decision",
        "decide again when the broker is back",
        () ->
            commands.decide(
                verdict.record().toString(),
                verdict.field(),
                verdict.conflict(),
                choice,
                verdict.person(),
                clock.instant()));
  }

  @Override
  public void change(KeyChange change) throws AdapterFailure {
    write(
        "the change of a key",
        "say it again when the broker is back",
        () ->
            commands.change(
                CommandKind.valueOf(change.kind().name()),
                change.record().toString(),
                change.to().map(RecordKey::toString),
                change.person(),
                change.why(),
                clock.instant()));
  }

  @Override
  public BatchReport again(Rereading asked) throws UnknownSystem, AdapterFailure {
    return known(asked.system()).ingest().again(asked);
  }

  @Override
  public BatchReport approve(String system, String held, String person)
      throws UnknownSystem, AdapterFailure {
    return known(system).ingest().approve(held, person);
  }

  @Override
  public BatchReport drop(String system, String held, String person)
      throws UnknownSystem, AdapterFailure {
    return known(system).ingest().drop(held, person);
  }

  @Override
  public boolean resend(Rereading asked, Rereading.Entry entry)
      throws UnknownSystem, AdapterFailure {
    return known(asked.system()).ingest().resend(asked, entry);
  }

  private RunningSource known(String system) throws UnknownSystem {
    return source(system).orElseThrow(() -> new UnknownSystem(system));
  }

  @Override
  public void note(List<Note> notes) throws AdapterFailure {
    write(
        "what was said of the quarantine",
        "say it again when the broker is back",
        () -> quarantine.write(notes, clock.instant()));
  }

  /** Writes a person's word to the log. */
  static void write(String word, String remedy, Runnable writing) throws AdapterFailure {
    try {
      writing.run();
    } catch (KafkaException failed) {
      throw notWritten(
          "COMMAND_NOT_WRITTEN", word + " could not be written to the log", remedy, failed);
    } catch (SpoolFailure notKept) {
      throw new AdapterFailure(
          Failure.of(
              notKept.failure().kind(),
              "COMMAND_NOT_KEPT",
              word + " is in the log and will be carried out, but " + notKept.failure().message(),
              "do not say it again; "
                  + notKept.failure().remedy()
                  + ", and if the machine loses power within the next minutes, look whether it was"
                  + " carried out"),
          notKept);
    }
  }

  private static AdapterFailure notWritten(
      String code, String message, String remedy, KafkaException failed) {
    return new AdapterFailure(Failure.of(Failure.Kind.TRANSIENT, code, message, remedy), failed);
  }

  private Value value(Verdict verdict, Optional<String> text) throws AdapterFailure {
    if (text.isEmpty()) {
      return Value.NULL;
    }
    return configuration
        .value(verdict.record().entity(), verdict.field(), text.get())
        .orElseThrow(
            () ->
                new AdapterFailure(
                    Failure.of(
                        Failure.Kind.CONTENT,
                        "DECISION_VALUE_UNFIT",
                        "the value does not fit the field " + verdict.field(),
                        "write it as the field's type asks: a date as 2026-08-15, a flag as"
                            + " true")));
  }
}
