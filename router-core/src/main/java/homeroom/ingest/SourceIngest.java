package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.MissingSecret;
import homeroom.api.Operation;
import homeroom.api.PushSource;
import homeroom.api.Source;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.authority.Digests;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.planning.SourcePolicy;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.DataEvent;
import homeroom.schema.Digest;
import homeroom.schema.EventOperation;
import homeroom.schema.Quarantined;
import homeroom.schema.SourceCursor;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what one source says. Events, what they leave as the last accepted state, and the cursor
 * are written together, in chunks; a batch that was cut short goes on where it stopped, because
 * rows that are in already differ from nothing any more. Thread-safe: one batch at a time.
 */
public final class SourceIngest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SourceIngest.class);
  private static final int CHUNK = 2_000;

  private final Topics topics;
  private final SourcePolicy policy;
  private final Source source;
  private final String bootstrapServers;
  private final boolean alsoConsumer;
  private final InstantSource clock;
  private final Map<String, List<SourceMapping>> mappings = new HashMap<>();
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Optional<Standing> standing = Optional.empty();

  /**
   * @param alsoConsumer whether the system is delivered to as well, so that what it confirmed must
   *     be held against what it says
   */
  public SourceIngest(
      Topics topics,
      SourcePolicy policy,
      Source source,
      String bootstrapServers,
      boolean alsoConsumer,
      InstantSource clock) {
    this.topics = topics;
    this.policy = policy;
    this.source = source;
    this.bootstrapServers = bootstrapServers;
    this.alsoConsumer = alsoConsumer;
    this.clock = clock;
    for (SourceMapping mapping : policy.mappings()) {
      mappings.computeIfAbsent(mapping.collection(), none -> new ArrayList<>()).add(mapping);
    }
  }

  public String system() {
    return policy.system();
  }

  /** Whether the hub can ask the source; else it speaks by itself. */
  public boolean canBeAsked() {
    return source instanceof SourceAdapter;
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
    oneAtATime.lock();
    try {
      Standing now = standing();
      try (Batch batch = polled(adapter, now.position())) {
        if (batch.isEmpty()) {
          return Optional.empty();
        }
        return Optional.of(now.take(batch));
      } catch (AdapterFailure failure) {
        now.note(failed(failure.failure()));
        throw failure;
      }
    } catch (RuntimeException broken) {
      forget();
      throw broken;
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Batch polled(SourceAdapter adapter, Cursor position) throws AdapterFailure {
    try {
      return adapter.poll(position);
    } catch (MissingSecret missing) {
      throw new AdapterFailure(missing.failure(), missing);
    }
  }

  private static Batch received(PushSource adapter, PushSource.Request request)
      throws AdapterFailure {
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
      oneAtATime.lock();
      try {
        standing().takeNotification(batch);
      } catch (RuntimeException broken) {
        forget();
        throw broken;
      } finally {
        oneAtATime.unlock();
      }
    }
  }

  private Standing standing() {
    if (standing.isEmpty()) {
      standing = Optional.of(new Standing());
    }
    return standing.get();
  }

  private void forget() {
    standing.ifPresent(Standing::close);
    standing = Optional.empty();
  }

  private BatchReport failed(Failure failure) {
    long now = Values.micros(clock.instant());
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
      source.close();
    } catch (Exception broken) {
      LOG.warn("source did not close cleanly system={}", system(), broken);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** What is known of the source while this hub is the one that runs it. */
  private final class Standing {
    private final SourceWriter writer =
        new SourceWriter(topics.tenant() + ".source." + system(), bootstrapServers);
    private final SourceLog log = new SourceLog(topics, system(), bootstrapServers);
    private final Map<String, Accepted> accepted;
    private SourceCursor cursor;

    Standing() {
      cursor =
          log.cursor()
              .orElseGet(() -> new SourceCursor(Cursor.START.position(), 0L, null, List.of()));
      accepted = log.snapshot();
    }

    Cursor position() {
      return new Cursor(cursor.getPosition());
    }

    void close() {
      writer.close();
    }

    void note(BatchReport report) {
      writer.begin();
      write(report);
      writer.commit();
    }

    BatchReport take(Batch batch) {
      return new Taking(this, batch).run();
    }

    void takeNotification(Batch batch) {
      if (!batch.isEmpty()) {
        new Taking(this, batch).runNotification();
      }
    }

    private void write(BatchReport report) {
      writer.write(topics.batches(), system() + "/" + report.getBatchId(), report);
    }
  }

  /** One batch on its way in. */
  private final class Taking {
    private final Standing standing;
    private final SourceWriter writer;
    private final Batch batch;
    private final Instant began = clock.instant();
    private final BatchTally tally = new BatchTally();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> doubtful = new HashSet<>();
    private final Map<String, Accepted> fresh = new HashMap<>();
    private final List<String> held = new ArrayList<>();
    private int inChunk;

    Taking(Standing standing, Batch batch) {
      this.standing = standing;
      this.writer = standing.writer;
      this.batch = batch;
    }

    BatchReport run() {
      writer.begin();
      if (alsoConsumer) {
        sayConfirmedAgain();
      }
      standing.cursor.setOpen(batch.id());
      standing.write(report(BatchStatus.STARTED));
      for (Iterator<SourceItem> items = batch.items().iterator(); items.hasNext(); ) {
        take(items.next(), true);
      }
      deletions();
      standing.cursor.setPosition(batch.next().position());
      standing.cursor.setBatches(standing.cursor.getBatches() + 1);
      standing.cursor.setOpen(null);
      BatchReport report = report(held.isEmpty() ? BatchStatus.ACCEPTED : BatchStatus.HELD);
      standing.write(report);
      commit();
      LOG.info("batch taken in system={} status={}", system(), report.getStatus());
      return report;
    }

    /**
     * What the system confirmed stands above what it said before, so such a row is said again. That
     * is written down before the place up to which receipts were read, or a crash would lose it.
     */
    private void sayConfirmedAgain() {
      standing.cursor.setReceipts(
          standing.log.confirmed(standing.cursor.getReceipts(), this::sayAgain));
    }

    private void sayAgain(String key) {
      Accepted last = standing.accepted.get(key);
      if (last != null && !last.getDigest().equals(NOTHING)) {
        Accepted unsaid = new Accepted(NOTHING, last.getCollection());
        standing.accepted.put(key, unsaid);
        accept(key, unsaid);
        chunk();
      }
    }

    void runNotification() {
      writer.begin();
      for (Iterator<SourceItem> items = batch.items().iterator(); items.hasNext(); ) {
        take(items.next(), false);
      }
      writer.commit();
    }

    private void take(SourceItem item, boolean difference) {
      tally.row(item.collection());
      switch (item) {
        case SourceItem.Rejected rejected -> {
          doubtful.add(item.collection());
          quarantine(
              rejected.collection(), rejected.place(), rejected.column(), rejected.failure());
        }
        case SourceItem.Row row -> take(row, difference);
      }
    }

    private void take(SourceItem.Row row, boolean difference) {
      boolean selected = false;
      for (SourceMapping mapping : mappings.getOrDefault(row.collection(), List.of())) {
        try {
          Optional<Assertion> assertion = mapping.assertion(row);
          if (assertion.isPresent()) {
            selected = true;
            if (difference) {
              takeDifference(row, assertion.get());
            } else {
              event(row, assertion.get(), notificationId(row, assertion.get()));
            }
          }
        } catch (MappingFailure failure) {
          selected = true;
          doubtful.add(row.collection());
          quarantine(
              row.collection(),
              row.place(),
              failure.field(),
              Failure.of(
                  Failure.Kind.CONTENT,
                  failure.code(),
                  String.valueOf(failure.getMessage()),
                  "mend the row at the source, or the mapping in the configuration"));
        }
      }
      if (!selected) {
        tally.skipped(row.collection());
      }
    }

    private void takeDifference(SourceItem.Row row, Assertion assertion) {
      String key = assertion.record().toString();
      if (!seen.add(key)) {
        quarantine(row.collection(), row.place(), "", DOUBLE_KEY);
        return;
      }
      if (row.operation() == Operation.DELETE) {
        takeDeletion(row, assertion, key);
        return;
      }
      Digest digest = AssertionDigest.of(assertion.fields());
      Accepted before = standing.accepted.get(key);
      if (before != null && before.getDigest().equals(digest)) {
        tally.unchanged(row.collection());
        return;
      }
      event(row, assertion, batchId(key, HexFormat.of().formatHex(digest.bytes())));
      accept(key, new Accepted(digest, row.collection()));
      if (before == null) {
        tally.created(row.collection());
      } else {
        tally.changed(row.collection());
      }
      chunk();
    }

    private void takeDeletion(SourceItem.Row row, Assertion assertion, String key) {
      if (!standing.accepted.containsKey(key)) {
        tally.unchanged(row.collection());
        return;
      }
      event(row, assertion, batchId(key, "deleted"));
      forgetAccepted(key);
      tally.deleted(row.collection());
      chunk();
    }

    /** What a complete collection no longer holds was deleted, unless it is too much to believe. */
    private void deletions() {
      Map<Part, List<String>> missing = new TreeMap<>();
      Map<Part, Long> sizes = new HashMap<>();
      standing.accepted.forEach(
          (key, accepted) -> {
            if (batch.coverage().get(accepted.getCollection()) == Coverage.COMPLETE) {
              Part part = new Part(accepted.getCollection(), key.substring(0, key.indexOf('/')));
              sizes.merge(part, 1L, Long::sum);
              if (!seen.contains(key)) {
                missing.computeIfAbsent(part, none -> new ArrayList<>()).add(key);
              }
            }
          });
      missing.forEach((part, keys) -> deletions(part, keys, sizes.get(part)));
    }

    private void deletions(Part part, Collection<String> keys, long records) {
      if (doubtful.contains(part.collection())) {
        held.add(
            "%d records of %s are missing, and rows of %s could not be read"
                .formatted(keys.size(), part.entity(), part.collection()));
      } else if (policy.guard().holds(keys.size(), records)) {
        held.add(
            "%d of %d records of %s in %s are missing"
                .formatted(keys.size(), records, part.entity(), part.collection()));
      } else {
        keys.stream().sorted().forEach(key -> delete(key, part.collection()));
      }
    }

    private void delete(String key, String collection) {
      int slash = key.indexOf('/');
      write(
          DataEvent.newBuilder()
              .setEventId(batchId(key, "missing"))
              .setSystem(system())
              .setEntity(key.substring(0, slash))
              .setKey(key.substring(slash + 1))
              .setOperation(EventOperation.DELETE)
              .setFields(List.of())
              .setOccurredAt(Values.micros(batch.producedAt().orElse(began)))
              .setObservedAt(Values.micros(began))
              .setBatch(batch.id())
              .setPlace(collection)
              .build());
      forgetAccepted(key);
      tally.deleted(collection);
      chunk();
    }

    private void event(SourceItem.Row row, Assertion assertion, String eventId) {
      boolean echo = row.writer().isPresent() && policy.markedBy().equals(row.writer());
      write(
          DataEvent.newBuilder()
              .setEventId(eventId)
              .setSystem(system())
              .setEntity(assertion.record().entity())
              .setKey(assertion.record().key())
              .setOperation(
                  row.operation() == Operation.UPSERT
                      ? EventOperation.UPSERT
                      : EventOperation.DELETE)
              .setFields(Values.fields(assertion.fields()))
              .setOccurredAt(Values.micros(row.occurredAt().or(batch::producedAt).orElse(began)))
              .setObservedAt(Values.micros(began))
              .setBatch(batch.id())
              .setPlace(row.place())
              .setWriter(row.writer().orElse(null))
              .setEcho(echo)
              .build());
    }

    private void write(DataEvent event) {
      writer.write(topics.events(system()), event.getEntity() + "/" + event.getKey(), event);
    }

    /**
     * Counts batches, so that the same content that comes again later is not taken for a repeat.
     */
    private String batchId(String key, String content) {
      return Digests.name(system(), Long.toString(standing.cursor.getBatches()), key, content);
    }

    private String notificationId(SourceItem.Row row, Assertion assertion) {
      return Digests.name(
          system(),
          row.eventId().orElseGet(() -> batch.id() + " " + row.place()),
          assertion.record().toString());
    }

    private void accept(String key, Accepted now) {
      fresh.put(key, now);
      writer.write(topics.snapshot(system()), key, now);
    }

    private void forgetAccepted(String key) {
      fresh.put(key, GONE);
      writer.write(topics.snapshot(system()), key, null);
    }

    private void quarantine(String collection, String place, String column, Failure failure) {
      tally.rejected(collection);
      Quarantined quarantined =
          Quarantined.newBuilder()
              .setQuarantineId(Digests.name(system(), batch.id(), place, column, failure.code()))
              .setSystem(system())
              .setBatch(batch.id())
              .setPlace(place)
              .setColumn(column.isEmpty() ? null : column)
              .setCode(failure.code())
              .setMessage(failure.message())
              .setRemedy(failure.remedy())
              .setAt(Values.micros(clock.instant()))
              .build();
      writer.write(topics.quarantine(), system() + "/" + place, quarantined);
      chunk();
    }

    private void chunk() {
      if (++inChunk >= CHUNK) {
        commit();
        writer.begin();
        inChunk = 0;
      }
    }

    private void commit() {
      writer.write(topics.cursors(), system(), standing.cursor);
      writer.commit();
      fresh.forEach(
          (key, now) -> {
            if (now == GONE) {
              standing.accepted.remove(key);
            } else {
              standing.accepted.put(key, now);
            }
          });
      fresh.clear();
    }

    private BatchReport report(BatchStatus status) {
      BatchReport.Builder report =
          BatchReport.newBuilder()
              .setBatchId(batch.id())
              .setSystem(system())
              .setOrigin(batch.origin())
              .setStatus(status)
              .setStartedAt(Values.micros(began))
              .setCollections(tally.reports());
      if (status != BatchStatus.STARTED) {
        report.setEndedAt(Values.micros(clock.instant()));
      }
      if (!held.isEmpty()) {
        report
            .setCode("BATCH_DELETES_HELD")
            .setMessage(String.join("; ", held) + ": the deletions wait, all else was taken in")
            .setRemedy(
                "look whether the file is complete; if the records are really gone, raise"
                    + " source.guard and take the file in again");
      }
      return report.build();
    }
  }

  /** The records of one entity in one collection: what is missing from it is judged together. */
  private record Part(String collection, String entity) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byCollection = collection.compareTo(other.collection);
      return byCollection != 0 ? byCollection : entity.compareTo(other.entity);
    }
  }

  private static final Digest NOTHING = new Digest(new byte[16]);
  private static final Accepted GONE = new Accepted(NOTHING, "");

  private static final Failure DOUBLE_KEY =
      Failure.of(
          Failure.Kind.CONTENT,
          "SOURCE_DOUBLE_KEY",
          "a row earlier in the batch has the same natural key",
          "remove one of the two at the source");
}
