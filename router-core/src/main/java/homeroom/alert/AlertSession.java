package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertBook;
import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.Occurrence;
import homeroom.api.Failure;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** From taking up what was written down until the connection breaks or the hub ends. */
final class AlertSession {

  /** How long ended alerts can be looked up. */
  static final Duration KEPT = Duration.ofDays(35);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** Reading again what nobody is told of costs little, so it is noted down now and then only. */
  private static final Duration NOTE_PLACE = Duration.ofSeconds(5);

  private static final Duration CLEAN_UP = Duration.ofHours(1);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> log;
  private final Producer<byte[], byte[]> producer;
  private final Postman postman;
  private final OccurrenceReader reader;
  private final InstantSource clock;
  private final AlertLog alerts;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private final Map<String, Instant> ended = new HashMap<>();
  private AlertBook book = AlertBook.of(List.of(), List.of(), Instant.EPOCH).book();
  private Instant noted = Instant.EPOCH;
  private Instant cleaned = Instant.EPOCH;

  AlertSession(
      Topics topics,
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> log,
      Producer<byte[], byte[]> producer,
      Postman postman,
      OccurrenceReader reader,
      InstantSource clock) {
    this.log = log;
    this.producer = producer;
    this.postman = postman;
    this.reader = reader;
    this.clock = clock;
    this.alerts = new AlertLog(topics);
  }

  /**
   * @param mine whether this hub is still the one that tells
   * @param report hears after each round what keeps messages from getting out
   */
  void run(
      List<AlertRule> rules,
      CountDownLatch stop,
      BooleanSupplier mine,
      Consumer<List<Failure>> report)
      throws InterruptedException {
    takeUp(rules);
    begin();
    do {
      round();
      report.accept(book.troubles());
      if (log.assignment().isEmpty()) {
        stop.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
      }
    } while (stop.getCount() > 0 && mine.getAsBoolean());
    settle(postman.last(LAST_WORDS));
    if (!read.isEmpty()) {
      write(List.of());
    }
  }

  private void takeUp(List<AlertRule> rules) {
    Map<String, Alert> known = alerts.read(log);
    known.values().forEach(alert -> alert.endedAt().ifPresent(time -> ended.put(alert.id(), time)));
    apply(AlertBook.of(rules, known.values(), clock.instant()));
  }

  /** Goes on where the log was read up to; what was never read begins with what comes now. */
  private void begin() {
    List<TopicPartition> partitions = new ArrayList<>();
    reader.topics().forEach(topic -> partitions.addAll(AlertLog.partitions(log, topic)));
    log.assign(partitions);
    var committed = log.committed(new HashSet<>(partitions));
    for (TopicPartition partition : partitions) {
      Optional.ofNullable(committed.get(partition))
          .ifPresentOrElse(
              place -> log.seek(partition, place.offset()),
              () -> {
                log.seekToEnd(List.of(partition));
                read.put(partition, new OffsetAndMetadata(log.position(partition)));
              });
    }
    if (!read.isEmpty()) {
      write(List.of());
    }
  }

  private void round() {
    ConsumerRecords<byte[], byte[]> messages =
        log.assignment().isEmpty() ? ConsumerRecords.empty() : log.poll(POLL);
    List<Occurrence> occurrences = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      reader.read(message).forEach(occurrences::add);
    }
    read.putAll(messages.nextOffsets());
    Instant now = clock.instant();
    if (!occurrences.isEmpty()) {
      apply(book.take(occurrences, now));
    } else if (!read.isEmpty() && !now.isBefore(noted.plus(NOTE_PLACE))) {
      write(List.of());
    }
    settle(postman.ended());
    apply(book.begin(now));
    book.ready(now).forEach(alert -> postman.offer(alert, book.rule(alert)));
    cleanUp(now);
  }

  private void settle(List<Postman.Ended> attempts) {
    for (Postman.Ended attempt : attempts) {
      Instant now = clock.instant();
      apply(
          attempt
              .failure()
              .map(why -> book.failed(attempt.id(), why, now))
              .orElseGet(() -> book.sent(attempt.id(), now)));
    }
  }

  /** First written down, then true. */
  private void apply(AlertBook.Step step) {
    if (!step.changed().isEmpty()) {
      write(step.changed().stream().map(alerts::message).toList());
      step.changed()
          .forEach(alert -> alert.endedAt().ifPresent(time -> ended.put(alert.id(), time)));
    }
    book = step.book();
  }

  private void write(List<ProducerRecord<byte[], byte[]>> messages) {
    producer.beginTransaction();
    messages.forEach(producer::send);
    if (!read.isEmpty()) {
      producer.sendOffsetsToTransaction(Map.copyOf(read), log.groupMetadata());
    }
    producer.commitTransaction();
    read.clear();
    noted = clock.instant();
  }

  private void cleanUp(Instant now) {
    if (now.isBefore(cleaned.plus(CLEAN_UP))) {
      return;
    }
    cleaned = now;
    List<String> old =
        ended.entrySet().stream()
            .filter(one -> one.getValue().plus(KEPT).isBefore(now))
            .map(Map.Entry::getKey)
            .toList();
    if (!old.isEmpty()) {
      write(old.stream().map(alerts::tombstone).toList());
      old.forEach(ended::remove);
    }
  }
}
