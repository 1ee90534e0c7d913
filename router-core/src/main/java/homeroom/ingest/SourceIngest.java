package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.KeptSource;
import homeroom.api.MissingSecret;
import homeroom.api.PushSource;
import homeroom.api.Source;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.UnusableBatch;
import homeroom.api.WithoutText;
import homeroom.authority.Digests;
import homeroom.planning.SourcePolicy;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what one source says. Events, what they leave as the last accepted state, and the cursor
 * are written together, in chunks; a batch that was cut short goes on where it stopped, because
 * rows that are in already differ from nothing any more. Thread-safe: one batch at a time.
 */
public final class SourceIngest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceIngest.class);

  private IntakeRules rules;
  private final Source source;
  private final IntakePlaces places;
  private final Supplier<Optional<Failure>> hindrance;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final AtomicInteger begun = new AtomicInteger();
  private volatile Optional<Instant> workingSince = Optional.empty();
  private final Notifications notifications =
      new Notifications(oneAtATime, this::takeNotifications);
  private Optional<SourceStanding> standing = Optional.empty();
  private Optional<Spool> spool = Optional.empty();
  private volatile boolean movedOn;

  /**
   * @param alsoConsumer whether the system is delivered to as well, so that what it confirmed must
   *     be held against what it says
   */
  public SourceIngest(
      Topics topics,
      SourcePolicy policy,
      Source source,
      IntakePlaces places,
      boolean alsoConsumer,
      InstantSource clock) {
    this(topics, policy, source, places, alsoConsumer, clock, Optional::empty);
  }

  /**
   * @param alsoConsumer whether the system is delivered to as well, so that what it confirmed must
   *     be held against what it says
   * @param hindrance why nothing can be taken in at the moment, if so; asked for each batch and
   *     notification, and while a batch is taken in
   */
  public SourceIngest(
      Topics topics,
      SourcePolicy policy,
      Source source,
      IntakePlaces places,
      boolean alsoConsumer,
      InstantSource clock,
      Supplier<Optional<Failure>> hindrance) {
    this.hindrance = hindrance;
    rules = IntakeRules.of(topics, policy, alsoConsumer, clock);
    this.source = source;
    this.places = places;
  }

  public String system() {
    return rules.system();
  }

  /**
   * Keeps what the source posts on the disk as well, for as long as the broker may lose it with the
   * machine's power; and takes in again what a hub before left there. To be called before anything
   * is taken in.
   *
   * @param folder of this source alone
   * @param safe a time of {@link System#nanoTime}: what was acknowledged before it outlasts a loss
   *     of power
   */
  public void spool(Path folder, LongSupplier safe) {
    spool = Optional.of(new Spool(folder, safe));
  }

  /** Removes from the disk what is safe in the log by now. */
  public void tidySpool() {
    spool.ifPresent(Spool::tidy);
  }

  /** Takes in what was posted to a hub before and is not in the log. */
  public void takeSpooledIn() {
    oneAtATime.lock();
    try {
      standing();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Says by which configuration it is read; to be called before anything is taken in. */
  public void configuration(String id) {
    rules = rules.of(id);
  }

  /** Whether the hub can ask the source; else it speaks by itself. */
  public boolean canBeAsked() {
    return source instanceof SourceAdapter;
  }

  /** Whether one batch is one of several that may be waiting. */
  boolean goesOneByOne() {
    return source instanceof SourceAdapter adapter && adapter.goesOneByOne();
  }

  /** Whether the source is asked for what comes behind the last batch, not for the same again. */
  boolean movedOn() {
    return movedOn;
  }

  /**
   * What is being done with the source on somebody's word: one thing at a time, and all else waits.
   *
   * @param since since when
   * @param waiting about how many wait until it is done; not what the source posts
   */
  public record Busy(Instant since, int waiting) {}

  /** What is being done at the moment, if anything is. */
  public Optional<Busy> busy() {
    return workingSince.map(since -> new Busy(since, Math.max(0, begun.get() - 1)));
  }

  /** Whether the source posts what it knows. */
  public boolean isTold() {
    return source instanceof PushSource;
  }

  /**
   * Asks the source what is new and takes it in.
   *
   * @return what became of it; empty if there was nothing new
   * @throws AdapterFailure if the source could not be read or what it holds cannot be used; nothing
   *     was taken in then, and what was accepted before stands
   */
  public Optional<BatchReport> poll() throws AdapterFailure {
    if (!(source instanceof SourceAdapter adapter)) {
      throw new IllegalStateException(system() + " speaks by itself");
    }
    return locked(now -> poll(adapter, now));
  }

  private Optional<BatchReport> poll(SourceAdapter adapter, SourceStanding now)
      throws AdapterFailure {
    if (now.cursor().getWaiting() != null && now.isOutOfDate()) {
      // Another hub took the decision.
      forget();
      return poll(adapter, standing());
    }
    Optional<BatchReport> cut = cutShort(now);
    if (cut.isPresent()) {
      return cut;
    }
    if (now.cursor().getWaiting() != null) {
      throw Approval.waits(now.cursor().getWaiting());
    }
    List<Long> receipts = now.receiptEnds();
    Instant began = rules.clock().instant();
    try (Batch batch = polled(adapter, now.position())) {
      if (batch.isEmpty()) {
        if (batch.producedAt().isPresent()) {
          now.markUnchanged(batch, began);
        }
        return Optional.empty();
      }
      Reading reading = reading(batch);
      Cursor before = now.position();
      BatchReport report = admission(now).take(reading.first(), reading.again(), receipts);
      movedOn = !now.position().equals(before);
      return Optional.of(report);
    } catch (AdapterFailure failure) {
      now.note(failed(failure.failure()));
      throw failure;
    }
  }

  /** What became of a batch that was approved and cut short. */
  private Optional<BatchReport> cutShort(SourceStanding now) throws AdapterFailure {
    if (!(source instanceof KeptSource)) {
      return Optional.empty();
    }
    try {
      return Approval.goOn(kept(), now, admission(now));
    } catch (AdapterFailure failure) {
      now.note(failed(failure.failure()));
      throw failure;
    }
  }

  /** A batch, and the same once more. */
  private record Reading(Batch first, Admission.Reopening again) {}

  private Reading reading(Batch batch) throws AdapterFailure {
    if (source instanceof KeptSource) {
      KeptBatches kept = kept();
      return new Reading(batch, () -> kept.again(batch));
    }
    List<SourceItem> items = batch.items().toList();
    return new Reading(batch.withItems(items), () -> batch.withItems(items));
  }

  private Admission admission(SourceStanding now) {
    return new Admission(rules, now, this::betweenTransactions);
  }

  private KeptBatches kept() throws AdapterFailure {
    if (!(source instanceof KeptSource it) || source instanceof PushSource) {
      throw Reread.refused(
          "SOURCE_KEEPS_NO_FILES",
          system() + " is not read from files that the hub keeps",
          "have the system say it again");
    }
    return new KeptBatches(system(), places.raw(), it);
  }

  private void betweenTransactions() {
    hindrance
        .get()
        .ifPresent(
            failure -> {
              throw new Hindered(failure);
            });
    notifications.takeGathered();
  }

  private void refuseWhileHindered() throws AdapterFailure {
    Optional<Failure> failure = hindrance.get();
    if (failure.isPresent()) {
      throw new AdapterFailure(failure.get());
    }
  }

  private Batch polled(SourceAdapter adapter, Cursor position) throws AdapterFailure {
    try {
      return adapter.poll(position);
    } catch (MissingSecret missing) {
      throw new AdapterFailure(missing.failure(), missing);
    } catch (RuntimeException defect) {
      LOG.warn(
          "source cannot be read code=SOURCE_DEFECT system={}", system(), new WithoutText(defect));
      throw new AdapterFailure(defect(defect), new WithoutText(defect));
    }
  }

  private Failure defect(RuntimeException defect) {
    return Failure.of(
        Failure.Kind.DEFECT,
        "SOURCE_DEFECT",
        "Reading " + system() + ": " + defect.getClass().getSimpleName() + " in its adapter.",
        "Report it with the lines of the log; what was accepted before stands.");
  }

  private Batch received(PushSource adapter, PushSource.Request request) throws AdapterFailure {
    refuseWhileHindered();
    try {
      return adapter.receive(request);
    } catch (MissingSecret missing) {
      throw new AdapterFailure(missing.failure(), missing);
    }
  }

  /**
   * Takes in what the source posted; returns once it is in the log.
   *
   * @throws AdapterFailure if the sender is not who it must be, or what it sent makes no sense
   */
  public void receive(PushSource.Request request) throws AdapterFailure {
    if (!(source instanceof PushSource adapter)) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "SOURCE_DOES_NOT_PUSH",
              "a notification came for " + system() + ", which is asked and does not post",
              "remove the subscription at the system"));
    }
    try (Batch batch = received(adapter, request)) {
      notifications.take(batch);
    }
  }

  private void takeNotifications(List<Batch> batches) {
    List<SourceWriter.Note> written;
    try {
      written = standing().takeNotifications(batches);
    } catch (RuntimeException | Error broken) {
      forget();
      throw broken;
    }
    Instant now = rules.clock().instant();
    spool.ifPresent(it -> it.keep(spooled(written, now), now));
  }

  private static List<Spool.Event> spooled(List<SourceWriter.Note> written, Instant now) {
    return written.stream().map(note -> new Spool.Event(note.key(), note.value(), now)).toList();
  }

  /**
   * Reads a kept batch, or some rows of it, again.
   *
   * @return what became of it
   * @throws AdapterFailure if it cannot be read again, or something newer stands against it;
   *     nothing was taken in then
   */
  public BatchReport again(Rereading asked) throws AdapterFailure {
    KeptBatches kept = kept();
    return locked(now -> new Reread(rules, kept, now, asked).run());
  }

  /**
   * Reads a kept batch once more, by the mapping of now, and takes nothing in.
   *
   * @throws AdapterFailure if there is no such batch, or what was kept of it cannot be read
   */
  public Recalled recall(String batch, Recalled.Hearer to) throws AdapterFailure {
    KeptBatches kept = kept();
    List<BatchReport> reports = locked(now -> now.log().reports());
    // A file takes long, and whoever listens may fail: the source's work has to do with neither.
    try {
      return new Recollection(rules, kept, reports, to).of(batch);
    } catch (UnusableBatch unusable) {
      throw unusable.failure();
    }
  }

  /**
   * Removes kept files that nobody needs any more.
   *
   * @return how many there were
   * @throws IOException if some could not be removed
   */
  int tidyFiles(RawRetention retention) throws IOException {
    oneAtATime.lock();
    try {
      return retention.tidy(standing().log().reports(), standing().cursor().getOpen());
    } finally {
      oneAtATime.unlock();
    }
  }

  /**
   * Lets through what was held of a batch.
   *
   * @param held the name of the set of changes that somebody looked at
   * @return what became of it
   * @throws AdapterFailure if it would do something else by now, or it is too late; nothing was
   *     taken in then
   */
  public BatchReport approve(String held, String person) throws AdapterFailure {
    KeptBatches kept = kept();
    Approval.Asked asked = new Approval.Asked(held, person);
    return locked(now -> new Approval(rules, kept, now, admission(now), asked).approve());
  }

  /**
   * Says that what is held of a batch shall not come in.
   *
   * @throws AdapterFailure if nothing of that name is held
   */
  public BatchReport drop(String held, String person) throws AdapterFailure {
    KeptBatches kept = kept();
    Approval.Asked asked = new Approval.Asked(held, person);
    return locked(now -> new Approval(rules, kept, now, admission(now), asked).drop());
  }

  /**
   * Sends an event that the router could not use to it again.
   *
   * @return whether it was sent; otherwise the source spoke of the record since
   * @throws AdapterFailure if it cannot be
   */
  public boolean resend(Rereading asked, Rereading.Entry entry) throws AdapterFailure {
    return locked(now -> new Resend(rules, now, asked, entry).run());
  }

  /** What is done while no batch is taken in. */
  private interface Work<T> {
    T with(SourceStanding now) throws AdapterFailure;
  }

  private <T> T locked(Work<T> work) throws AdapterFailure {
    begun.incrementAndGet();
    oneAtATime.lock();
    try {
      workingSince = Optional.of(rules.clock().instant());
      refuseWhileHindered();
      return work.with(standing());
    } catch (Hindered hindered) {
      forget();
      throw new AdapterFailure(hindered.failure(), hindered);
    } catch (UnusableBatch unusable) {
      forget();
      throw unusable.failure();
    } catch (RuntimeException | Error broken) {
      forget();
      throw broken;
    } finally {
      workingSince = Optional.empty();
      oneAtATime.unlock();
      begun.decrementAndGet();
    }
  }

  private SourceStanding standing() {
    if (standing.isEmpty()) {
      SourceStanding opened = SourceStanding.open(rules, places.bootstrapServers(), places.work());
      try {
        spool.ifPresent(it -> takeSpooled(opened, it));
      } catch (RuntimeException | Error broken) {
        opened.close();
        throw broken;
      }
      standing = Optional.of(opened);
    }
    return standing.get();
  }

  /** Before anything newer, so that what was said last stays last. */
  private void takeSpooled(SourceStanding to, Spool from) {
    List<Spool.Event> left = from.left();
    if (left.isEmpty()) {
      return;
    }
    int missing = to.takeSpooled(left);
    if (missing > 0) {
      LOG.warn(
          "the log had lost what was posted, and has it again code=SPOOL_TAKEN_IN system={}"
              + " events={}",
          system(),
          missing);
    }
    // Not safe yet, and looked for in the log from the time on at which it was posted.
    from.keep(left, rules.clock().instant());
    from.removeLeft();
  }

  private void forget() {
    standing.ifPresent(SourceStanding::close);
    standing = Optional.empty();
  }

  private BatchReport failed(Failure failure) {
    long now = Values.micros(rules.clock().instant());
    return BatchReport.newBuilder()
        .setBatchId(Digests.name(failure.code(), failure.message()))
        .setSystem(system())
        .setOrigin("")
        .setStatus(BatchStatus.FAILED)
        .setStartedAt(now)
        .setEndedAt(now)
        .setCollections(List.of())
        .setCode(failure.code())
        .setMessage(failure.message())
        .setRemedy(failure.remedy())
        .build();
  }

  @Override
  public void close() {
    oneAtATime.lock();
    try {
      forget();
      spool.ifPresent(Spool::close);
      source.close();
    } catch (Exception broken) {
      LOG.warn("source did not close cleanly system={}", system(), broken);
    } finally {
      oneAtATime.unlock();
    }
  }
}
