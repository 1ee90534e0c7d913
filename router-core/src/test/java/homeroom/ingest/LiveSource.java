package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.planning.Guard;
import homeroom.planning.SourcePolicy;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.Digest;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Utils;

/** A source that is a consumer as well, on a real broker, and the hubs that take it in. */
final class LiveSource implements AutoCloseable {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T02:00:00Z"));

  private static final Topics TOPICS = LiveBroker.tenant();

  private final String system = LiveBroker.system();
  private final FakeSource source = new FakeSource();
  private volatile Optional<Failure> hindrance = Optional.empty();
  private int eventsUntilTheEnd = Integer.MAX_VALUE;
  private Guard guard = Guards.HALF;
  private final List<SourceIngest> hubs = new ArrayList<>();
  private final Path folder;

  LiveSource() {
    try {
      folder = Files.createTempDirectory("live-source");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    LiveBroker.ensure(TOPICS, List.of(system), List.of(system));
  }

  /** What may change at once. */
  LiveSource guardedBy(Guard other) {
    guard = other;
    return this;
  }

  Topics topics() {
    return TOPICS;
  }

  String system() {
    return system;
  }

  /** What it holds, and is read from. */
  FakeSource source() {
    return source;
  }

  /** The process ends between two transactions, once so many events are in. */
  void breaksAt(int events) {
    eventsUntilTheEnd = events;
  }

  private Optional<Failure> hindrance() {
    if (eventsUntilTheEnd < Integer.MAX_VALUE && events().size() >= eventsUntilTheEnd) {
      eventsUntilTheEnd = Integer.MAX_VALUE;
      throw new IllegalStateException("the process ended");
    }
    return hindrance;
  }

  /** Nothing can be taken in from now on. */
  void hinder(Failure why) {
    hindrance = Optional.of(why);
  }

  void unhinder() {
    hindrance = Optional.empty();
  }

  SourceIngest hub() {
    return hub(CLOCK);
  }

  /** One at which no two batches begin at the same time. */
  SourceIngest hubWithAGoingClock() {
    AtomicLong seconds = new AtomicLong();
    return hub(() -> CLOCK.instant().plusSeconds(seconds.incrementAndGet()));
  }

  SourceIngest hub(InstantSource clock) {
    SourceIngest hub =
        new SourceIngest(
            TOPICS,
            new SourcePolicy(
                system,
                List.of(
                    FakeSource.mapping(FakeSource.STUDENTS), FakeSource.mapping(FakeSource.STAFF)),
                Optional.empty(),
                guard),
            source,
            new IntakePlaces(
                LiveBroker.servers(), source.raw(), folder.resolve("accepted-" + hubs.size())),
            true,
            clock,
            this::hindrance);
    hubs.add(hub);
    return hub;
  }

  List<DataEvent> events() {
    return LiveBroker.read(TOPICS.events(system), DataEvent.class);
  }

  List<String> told() {
    return events().stream()
        .map(event -> event.getOperation() + " " + event.getKey())
        .sorted()
        .toList();
  }

  static BatchReport poll(SourceIngest hub) throws AdapterFailure {
    return hub.poll().orElseThrow();
  }

  static CollectionReport students(BatchReport report) {
    return report.getCollections().stream()
        .filter(one -> one.getCollection().equals(FakeSource.STUDENTS))
        .findFirst()
        .orElseThrow();
  }

  List<Quarantined> quarantined() {
    return LiveBroker.read(TOPICS.quarantine(), Quarantined.class).stream()
        .filter(one -> one.getSystem().equals(system))
        .toList();
  }

  List<BatchReport> reports() {
    return LiveBroker.read(TOPICS.batches(), BatchReport.class).stream()
        .filter(one -> one.getSystem().equals(system))
        .toList();
  }

  /** As if the source had said something else of a student last. */
  void remember(String student) {
    byte[] other = new byte[16];
    other[0] = 1;
    LiveBroker.write(
        TOPICS.snapshot(system),
        "student/" + student,
        new Accepted(new Digest(other), FakeSource.STUDENTS, 0, null));
  }

  void receipt(String student, ReceiptOutcome outcome) {
    LiveBroker.write(
        TOPICS.receipts(system),
        "student/" + student,
        DeliveryReceipt.newBuilder()
            .setDeliveryId("d-" + student)
            .setSystem(system)
            .setEntity("student")
            .setKey(student)
            .setOutcome(outcome)
            .setVersion(1)
            .setAt(0)
            .build());
  }

  @Override
  public void close() {
    hubs.forEach(SourceIngest::close);
    try {
      Utils.delete(folder.toFile());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
