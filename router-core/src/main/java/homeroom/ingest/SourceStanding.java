package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.DataEvent;
import homeroom.schema.SourceCursor;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/** What is known of the source while this hub is the one that runs it. */
final class SourceStanding implements AutoCloseable {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** A source that is asked every second need not say every second that nothing is new. */
  private static final Duration SOON_AGAIN = Duration.ofMinutes(1);

  private final IntakeRules rules;
  private final String bootstrapServers;
  private final Output writer;
  private final Optional<SourceWriter> producer;
  private final SourceLog log;
  private final AcceptedRecords accepted;
  private final Optional<CurrentRecords> current;
  private final SourceCursor cursor;
  private Optional<Instant> completeAt = Optional.empty();
  private Optional<Boolean> whole = Optional.empty();
  private Optional<HeldBack> heldBack = Optional.empty();

  private SourceStanding(
      IntakeRules rules,
      String bootstrapServers,
      SourceWriter producer,
      SourceLog log,
      CurrentRecords current) {
    this.rules = rules;
    this.bootstrapServers = bootstrapServers;
    writer = producer;
    this.producer = Optional.of(producer);
    this.log = log;
    cursor =
        log.cursor()
            .orElseGet(() -> new SourceCursor(Cursor.START.position(), 0L, null, List.of(), null));
    accepted = current;
    this.current = Optional.of(current);
  }

  /**
   * Reads what was accepted before, and fences whoever wrote for the source until now.
   *
   * @param work a folder in which to keep what is accepted for as long as this is open
   */
  static SourceStanding open(IntakeRules rules, String bootstrapServers, Path work) {
    SourceWriter producer =
        new SourceWriter(rules.topics().tenant() + ".source." + rules.system(), bootstrapServers);
    try {
      return open(rules, bootstrapServers, producer, records(work));
    } catch (RuntimeException broken) {
      producer.close();
      throw broken;
    }
  }

  private static SourceStanding open(
      IntakeRules rules, String bootstrapServers, SourceWriter producer, CurrentRecords records) {
    try {
      SourceLog log =
          new SourceLog(rules.topics(), rules.system(), bootstrapServers, producer::ends);
      log.snapshot(records);
      return new SourceStanding(rules, bootstrapServers, producer, log, records);
    } catch (RuntimeException broken) {
      records.close();
      throw broken;
    }
  }

  /** What a hub that was killed left in the folder is removed. */
  private static CurrentRecords records(Path work) {
    try {
      Utils.delete(work.toFile());
      Files.createDirectories(work);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new CurrentRecords(new DiskRecords(work.resolve("records")), new MappedMemory(work));
  }

  private SourceStanding(SourceStanding of) {
    rules = of.rules;
    bootstrapServers = of.bootstrapServers;
    writer = Output.NOWHERE;
    producer = Optional.empty();
    log = of.log;
    cursor = SourceCursor.newBuilder(of.cursor).build();
    accepted = new RehearsedRecords(of.current.orElseThrow());
    current = Optional.empty();
  }

  /** The same, of which nothing is written and nothing stays. */
  SourceStanding rehearsal() {
    return new SourceStanding(this);
  }

  Cursor position() {
    return new Cursor(cursor.getPosition());
  }

  Output writer() {
    return writer;
  }

  /** Sends a message of the source's events to the router once more, and notes that. */
  void resend(byte[] key, byte[] event, QuarantineNotes.Note note) {
    SourceWriter to = producer.orElseThrow();
    to.begin();
    to.write(rules.topics().events(rules.system()), key, event);
    note(note);
    to.commit();
  }

  /** Notes what was done, within the transaction. */
  void note(QuarantineNotes.Note note) {
    writer.write(
        rules.topics().movements(),
        note.entity() + "/" + note.key(),
        QuarantineNotes.movement(note, rules.clock().instant()));
  }

  SourceLog log() {
    return log;
  }

  /** What the source last said about each record; changed as batches come in. */
  AcceptedRecords accepted() {
    return accepted;
  }

  /** Whether another hub wrote for the source meanwhile. */
  boolean isOutOfDate() {
    return !log.cursor().equals(Optional.of(cursor));
  }

  /** How far the source has been read; changed as batches come in. */
  SourceCursor cursor() {
    return cursor;
  }

  @Override
  public void close() {
    try {
      producer.ifPresent(SourceWriter::close);
    } finally {
      current.ifPresent(CurrentRecords::close);
    }
  }

  void note(BatchReport report) {
    writer.begin();
    write(report);
    writer.commit();
  }

  /**
   * Says, within the transaction, that the source's data is complete as of when a batch was made.
   *
   * @param arrived when it began to be read
   */
  void markComplete(Batch batch, Instant arrived) {
    String events = rules.topics().events(rules.system());
    producer
        .map(to -> new Boundaries(rules.system(), to.partitions(events)))
        .map(boundaries -> boundaries.after(batch, arrived))
        .orElse(List.of())
        .forEach(marker -> writer.write(events, marker.key(), marker.boundary()));
    completeAt = batch.producedAt().or(() -> Optional.of(arrived));
    whole = Optional.of(true);
  }

  /** What of the source waits for a person; reads the log at first, so outside a transaction. */
  HeldBack heldBack() {
    if (heldBack.isEmpty()) {
      heldBack = Optional.of(HeldBack.by(log.reports()));
    }
    return heldBack.get();
  }

  /** Some of the last batch is not in. */
  void markIncomplete() {
    whole = Optional.of(false);
  }

  /**
   * Says that a look at the source found nothing new, unless that was said a moment ago, or some of
   * what it said before is not in.
   */
  void markUnchanged(Batch nothing, Instant arrived) {
    Instant asOf = nothing.producedAt().orElse(arrived);
    if (completeAt.filter(it -> it.plus(SOON_AGAIN).isAfter(asOf)).isEmpty() && isWhole()) {
      writer.begin();
      markComplete(nothing, arrived);
      writer.commit();
    }
  }

  private boolean isWhole() {
    if (whole.isEmpty()) {
      whole =
          Optional.of(
              log.reports().stream()
                      .filter(it -> it.getStatus() != BatchStatus.FAILED)
                      .max(Comparator.comparingLong(BatchReport::getStartedAt))
                      .filter(it -> it.getStatus() == BatchStatus.ACCEPTED)
                      .isPresent()
                  && heldBack().isNothing());
    }
    return whole.get();
  }

  /** Where the receipts end now; nobody needs to know of a system that is not delivered to. */
  List<Long> receiptEnds() {
    return rules.alsoConsumer() ? log.receiptEnds() : List.of();
  }

  /**
   * Notes that a batch is held for some days more.
   *
   * @param before the name under which it was held until now
   */
  void holdAnew(BatchReport anew, String before) {
    writer.begin();
    if (before.equals(cursor.getWaiting())) {
      cursor.setWaiting(anew.getHeld());
      writer.write(rules.topics().cursors(), rules.system(), cursor);
    }
    write(anew);
    writer.commit();
  }

  /** What comes behind a held batch is read again, if it is that one that was decided about. */
  void noLongerWaits(String held) {
    if (held.equals(cursor.getWaiting())) {
      cursor.setWaiting(null);
    }
  }

  /** Notes that a held set of changes shall not come in. */
  void drop(List<BatchReport> dropped, String held, QuarantineNotes.Note note) {
    writer.begin();
    noLongerWaits(held);
    if (dropped.stream().anyMatch(it -> it.getBatchId().equals(cursor.getOpen()))) {
      cursor.setOpen(null);
    }
    writer.write(rules.topics().cursors(), rules.system(), cursor);
    dropped.forEach(this::write);
    note(note);
    writer.commit();
    heldBack = Optional.empty();
  }

  /** What is only rehearsed keeps nobody busy. */
  void await(Pace pace, Runnable meanwhile) {
    producer.ifPresent(it -> pace.await(it.ends(rules.topics().events(rules.system())), meanwhile));
  }

  Pace pace() {
    return new Pace(
        rules.topics().routerGroup(),
        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)));
  }

  /**
   * Takes notifications in, all of them or none.
   *
   * @return the events that were made of them
   */
  List<SourceWriter.Note> takeNotifications(List<Batch> batches) {
    SourceWriter to = producer.orElseThrow();
    to.note(rules.topics().events(rules.system()));
    writer.begin();
    for (Batch batch : batches) {
      if (!batch.isEmpty()) {
        new BatchIntake(rules, this, batch, List.of(), Exceptions.NONE, () -> {})
            .takeNotification();
      }
    }
    writer.commit();
    return to.noted();
  }

  /**
   * Sends those of some events that are not in the log, each once.
   *
   * @param events in the order in which they came, some perhaps twice; not empty
   * @return how many there were
   */
  int takeSpooled(List<Spool.Event> events) {
    Instant oldest = events.stream().map(Spool.Event::at).min(Instant::compareTo).orElseThrow();
    Set<String> there = log.eventsSince(oldest.minus(CLOCKS_DIFFER));
    List<Spool.Event> missing = events.stream().filter(event -> there.add(id(event))).toList();
    if (!missing.isEmpty()) {
      SourceWriter to = producer.orElseThrow();
      to.begin();
      missing.forEach(
          event -> to.write(rules.topics().events(rules.system()), event.key(), event.value()));
      to.commit();
    }
    return missing.size();
  }

  private static String id(Spool.Event event) {
    return WireFormat.decode(event.value(), DataEvent.class).getEventId();
  }

  void write(BatchReport report) {
    writer.write(rules.topics().batches(), rules.system() + "/" + report.getBatchId(), report);
  }
}
