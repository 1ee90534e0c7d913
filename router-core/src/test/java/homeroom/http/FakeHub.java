package homeroom.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.PushSource;
import homeroom.audit.Samples;
import homeroom.ingest.Rereading;
import homeroom.ingest.SourceIngest;
import homeroom.planning.Dependence;
import homeroom.planning.Timetable;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.QuarantineNotes.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hub of three systems; what it should answer can be set. */
public final class FakeHub implements HubControl {

  /** What was posted and taken in. */
  final List<PushSource.Request> received = new ArrayList<>();

  public volatile Optional<Failure> failure = Optional.empty();
  public volatile List<Failure> troubles = List.of();
  volatile List<Failure> disk = List.of();
  public volatile List<Failure> alerts = List.of();
  public volatile boolean nothingNew;
  volatile Optional<RuntimeException> defect = Optional.empty();

  public static Failure failure(Failure.Kind kind) {
    return Failure.of(kind, "SIS_" + kind, "Asking the SIS: it did not work.", "Look at the SIS.");
  }

  /** What was said of the quarantine. */
  final List<Note> notes = new ArrayList<>();

  @Override
  public BatchReport again(Rereading asked) throws UnknownSystem {
    throw new UnknownSystem(asked.system());
  }

  @Override
  public BatchReport approve(String system, String held, String person) throws UnknownSystem {
    throw new UnknownSystem(system);
  }

  @Override
  public BatchReport drop(String system, String held, String person) throws UnknownSystem {
    throw new UnknownSystem(system);
  }

  @Override
  public boolean resend(Rereading asked, Rereading.Entry entry) throws UnknownSystem {
    throw new UnknownSystem(asked.system());
  }

  @Override
  public void note(List<Note> said) {
    notes.addAll(said);
  }

  @Override
  public HubStatus status() {
    HubStatus.EngineState down =
        new HubStatus.EngineState.Down(
            Samples.minutes(1),
            Failure.of(
                Failure.Kind.TRANSIENT,
                "IDP_UNREACHABLE",
                "Asking the directory: it does not answer.",
                "Look at the directory."));
    return new HubStatus(
        "1.2.3",
        "cedar",
        "c1",
        Samples.NOON,
        List.of(
            new HubStatus.SystemStatus(
                "idp", "Directory", Optional.empty(), Optional.of(consumer(down))),
            new HubStatus.SystemStatus(
                "lms",
                "Learning management system",
                Optional.empty(),
                Optional.of(consumer(new HubStatus.EngineState.Running()))),
            new HubStatus.SystemStatus(
                "sis",
                "Student information system",
                Optional.of(
                    new HubStatus.SourceStatus(
                        Optional.of(new SourceIngest.Busy(Samples.minutes(80), 1)),
                        Optional.of(Samples.minutes(90)),
                        new Timetable(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(Duration.ofHours(26))),
                        Optional.empty())),
                Optional.empty())),
        troubles,
        disk,
        alerts);
  }

  @Override
  public List<Dependence> dependences() {
    return List.of(
        new Dependence("idp", Map.of("sis", Set.of("student"))),
        new Dependence("lms", Map.of("sis", Set.of("student"), "idp", Set.of("student"))));
  }

  @Override
  public Map<String, Duration> needs() {
    return Map.of("lms", Duration.ofHours(2));
  }

  private static HubStatus.ConsumerStatus consumer(HubStatus.EngineState engine) {
    return new HubStatus.ConsumerStatus(
        engine, 12.5, 3, 2, Optional.of(Instant.parse("2026-09-01T12:00:30Z")));
  }

  @Override
  public Optional<BatchReport> poll(String system) throws UnknownSystem, AdapterFailure {
    know(system);
    return nothingNew
        ? Optional.empty()
        : Optional.of(Samples.batch("sis", "b2", BatchStatus.ACCEPTED, Samples.minutes(60)));
  }

  @Override
  public void receive(String system, PushSource.Request request)
      throws UnknownSystem, AdapterFailure {
    know(system);
    received.add(request);
  }

  private void know(String system) throws UnknownSystem, AdapterFailure {
    if (!system.equals("sis")) {
      throw new UnknownSystem(system);
    }
    if (defect.isPresent()) {
      throw defect.get();
    }
    if (failure.isPresent()) {
      throw new AdapterFailure(failure.get());
    }
  }

  /** What was said of keys. */
  public final List<KeyChange> changed = new ArrayList<>();

  @Override
  public void change(KeyChange change) {
    changed.add(change);
  }

  /** What was decided. */
  public final List<Verdict> decided = new ArrayList<>();

  @Override
  public void decide(Verdict verdict) {
    decided.add(verdict);
  }

  @Override
  public int beginDeliveriesAnew(String system) throws UnknownSystem {
    throw new UnknownSystem(system);
  }
}
