package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.DataEvent;
import homeroom.schema.SourceCursor;
import homeroom.wire.QuarantineNotes;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** What is known of the source while this hub is the one that runs it. */
final class SourceStanding implements AutoCloseable {

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final IntakeRules rules;
  private final String bootstrapServers;
  private final Output writer;
  private final Optional<SourceWriter> producer;
  private final SourceLog log;
  private final Map<String, Accepted> accepted;
  private final SourceCursor cursor;

  /** Reads what was accepted before, and fences whoever wrote for the source until now. */
  SourceStanding(IntakeRules rules, String bootstrapServers) {
    this.rules = rules;
    this.bootstrapServers = bootstrapServers;
    SourceWriter opened =
        new SourceWriter(rules.topics().tenant() + ".source." + rules.system(), bootstrapServers);
    writer = opened;
    producer = Optional.of(opened);
    log = new SourceLog(rules.topics(), rules.system(), bootstrapServers);
    cursor =
        log.cursor()
            .orElseGet(() -> new SourceCursor(Cursor.START.position(), 0L, null, List.of(), null));
    accepted = log.snapshot();
  }

  private SourceStanding(SourceStanding of) {
    rules = of.rules;
    bootstrapServers = of.bootstrapServers;
    writer = Output.NOWHERE;
    producer = Optional.empty();
    log = of.log;
    cursor = SourceCursor.newBuilder(of.cursor).build();
    accepted = new HashMap<>(of.accepted);
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

  /** What the source last said about each record, by its key; changed as batches come in. */
  Map<String, Accepted> accepted() {
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
    producer.ifPresent(SourceWriter::close);
  }

  void note(BatchReport report) {
    writer.begin();
    write(report);
    writer.commit();
  }

  /** Where the receipts end now; nobody needs to know of a system that is not delivered to. */
  List<Long> receiptEnds() {
    return rules.alsoConsumer() ? log.receiptEnds() : List.of();
  }

  /** Opens a batch that was read to its end once more. */
  interface Reopening {
    Batch open() throws AdapterFailure;
  }

  /**
   * Judges what a batch would do, and takes in what need not wait.
   *
   * @param again the same batch, to be read a second time
   * @param readSince where the receipts ended when the source began to be read
   * @param meanwhile done between the transactions of the batch
   * @throws AdapterFailure if it could not be opened again; nothing was taken in then
   */
  BatchReport take(Batch batch, Reopening again, List<Long> readSince, Runnable meanwhile)
      throws AdapterFailure {
    Plan plan = judgedAsAtItsBeginning(batch, plan(batch, readSince));
    Held held = held(plan);
    try (Batch second = again.open();
        Pace pace = pace()) {
      BatchIntake intake =
          new BatchIntake(rules, this, second, readSince, () -> await(pace, meanwhile));
      return held.judgement().whole() ? intake.hold(held, plan) : intake.run(plan, held);
    }
  }

  private Plan plan(Batch batch, List<Long> readSince) {
    return new BatchIntake(rules, rehearsal(), batch, readSince, () -> {}).plan();
  }

  private Held held(Plan plan) {
    Instant now = rules.clock().instant();
    return Held.by(rules.policy().guard().judge(plan.parts(), now), plan.census(), now);
  }

  /** What is in of a batch that was cut short would make the rest look like less, or like more. */
  private Plan judgedAsAtItsBeginning(Batch batch, Plan plan) {
    if (!batch.id().equals(cursor.getOpen())) {
      return plan;
    }
    return log.reports().stream()
        .filter(it -> it.getBatchId().equals(batch.id()))
        .filter(it -> it.getStatus() == BatchStatus.STARTED && !it.getParts().isEmpty())
        .findFirst()
        .map(started -> plan.judgedBy(PartReports.read(started.getParts())))
        .orElse(plan);
  }

  /**
   * Takes in a batch that was held, if it still is what was looked at.
   *
   * @throws AdapterFailure if it would do something else by now; nothing was taken in then
   */
  BatchReport approve(Reopening again, BatchReport batch, Approved approved, Runnable meanwhile)
      throws AdapterFailure {
    Plan plan = plan(again, approved);
    String name = approved.asked().held();
    if (!plan.census().nameOfAll(approved.whole()).equals(name)) {
      throw Approval.changed(name, holdAnew(batch, plan));
    }
    return takeApproved(again, approved, plan, meanwhile);
  }

  /**
   * Holds a batch for some days more, as what it would do by now.
   *
   * @return what is held; nothing if there is nothing in it any more that is too much
   */
  Held holdAnew(Reopening again, BatchReport batch, Approved approved) throws AdapterFailure {
    return holdAnew(batch, plan(again, approved));
  }

  private Held holdAnew(BatchReport batch, Plan plan) {
    Held anew = held(plan);
    if (anew.isNothing()) {
      return anew;
    }
    writer.begin();
    if (batch.getHeld().equals(cursor.getWaiting())) {
      cursor.setWaiting(anew.name());
      writer.write(rules.topics().cursors(), rules.system(), cursor);
    }
    write(
        BatchReport.newBuilder(batch)
            .setHeld(anew.name())
            .setHeldUntil(Values.micros(anew.until()))
            .setMessage(anew.message())
            .setRemedy(anew.remedy())
            .build());
    writer.commit();
    return anew;
  }

  private Plan plan(Reopening again, Approved approved) throws AdapterFailure {
    Set<String> newer = confirmedSince(approved.readSince());
    try (Batch batch = again.open()) {
      return new BatchIntake(rules, rehearsal(), batch, receiptEnds(), () -> {})
          .late(!approved.whole(), newer)
          .plan();
    }
  }

  /** Goes on with a batch that was approved and cut short. */
  BatchReport goOn(Reopening again, Approved approved, Runnable meanwhile) throws AdapterFailure {
    return takeApproved(
        again, approved, new Plan(new Census(), List.of(), new BatchTally()), meanwhile);
  }

  private BatchReport takeApproved(
      Reopening again, Approved approved, Plan plan, Runnable meanwhile) throws AdapterFailure {
    List<Long> readSince = receiptEnds();
    Set<String> newer = confirmedSince(approved.readSince());
    try (Batch batch = again.open();
        Pace pace = pace()) {
      return new BatchIntake(rules, this, batch, readSince, () -> await(pace, meanwhile))
          .late(!approved.whole(), newer)
          .run(plan, approved);
    }
  }

  /** The records of which the system confirmed something behind a place in its receipts. */
  private Set<String> confirmedSince(List<Long> place) {
    Set<String> newer = new HashSet<>();
    if (!place.isEmpty()) {
      log.confirmed(
          place,
          receipt -> {
            newer.add(receipt.record());
            receipt.ownId().ifPresent(newer::add);
          });
    }
    return newer;
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
  }

  /**
   * Who let a held batch through.
   *
   * @param code of what was held
   * @param readSince where the receipts of the system ended when the batch was read
   */
  record Approved(Approval.Asked asked, String code, List<Long> readSince) {

    /** Whether all of it was held, and not only deletions. */
    boolean whole() {
      return code.equals(Held.WHOLE);
    }
  }

  /** Takes a batch in a second time. */
  BatchReport takeAgain(Batch batch, SecondReading reading) {
    try (Pace pace = pace()) {
      return new BatchIntake(rules, this, batch, List.of(), () -> await(pace, () -> {}))
          .runAgain(reading);
    }
  }

  /** What is only rehearsed keeps nobody busy. */
  private void await(Pace pace, Runnable meanwhile) {
    producer.ifPresent(it -> pace.await(it.ends(rules.topics().events(rules.system())), meanwhile));
  }

  private Pace pace() {
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
        new BatchIntake(rules, this, batch, List.of(), () -> {}).takeNotification();
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
