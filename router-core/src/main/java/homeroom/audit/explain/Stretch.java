package homeroom.audit.explain;

import homeroom.audit.explain.RecordLog.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** From where to where some partitions are read, and the reading. Used once. */
final class Stretch {

  private static final Duration POLL = Duration.ofMillis(100);

  /** So often the stretch is halved at most; of all of time milliseconds are left then. */
  private static final int HALVINGS = 40;

  private final Consumer<byte[], byte[]> consumer;
  private final Collection<TopicPartition> places;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> kept;
  private final Map<TopicPartition, Long> ends;
  private final Instant asked;
  private Instant from;
  private Map<TopicPartition, Long> starts;
  private final Map<TopicPartition, Instant> first = new HashMap<>();
  private long messages;

  Stretch(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> places,
      Instant from,
      InstantSource clock,
      long most) {
    this.consumer = consumer;
    this.places = places;
    this.clock = clock;
    this.asked = from;
    this.from = from;
    // Before it asks where they begin and end: of places it does not read the client warns.
    consumer.assign(places);
    kept = consumer.beginningOffsets(places);
    // What is not committed yet is not asked for.
    ends = consumer.endOffsets(places);
    starts = starts();
    Instant now = clock.instant();
    for (int i = 0; i < HALVINGS && amount() > most; i++) {
      this.from = this.from.plus(Duration.between(this.from, now).dividedBy(2));
      starts = starts();
    }
  }

  private Map<TopicPartition, Long> starts() {
    Map<TopicPartition, Long> times = new HashMap<>();
    places.forEach(place -> times.put(place, Math.max(0, from.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition place : places) {
      OffsetAndTimestamp start = found.get(place);
      long end = ends.get(place);
      offsets.put(place, start == null ? end : Math.min(end, start.offset()));
    }
    return offsets;
  }

  private long amount() {
    return places.stream().mapToLong(place -> ends.get(place) - starts.get(place)).sum();
  }

  RecordLog read(byte[] key) {
    Instant deadline = clock.instant().plus(PartitionSearch.LONGEST);
    RecordKeeper keeper = new RecordKeeper(PartitionSearch.MOST_KEPT);
    List<TopicPartition> unread =
        places.stream().filter(place -> starts.get(place) < ends.get(place)).toList();
    places.forEach(place -> consumer.seek(place, starts.get(place)));
    pauseRead();
    while (!unread.isEmpty() && clock.instant().isBefore(deadline)) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        take(message, key, keeper);
      }
      unread = unread.stream().filter(it -> consumer.position(it) < ends.get(it)).toList();
      pauseRead();
    }
    return keeper.found(reach(unread.isEmpty(), keeper.leftOut()));
  }

  private void pauseRead() {
    consumer.pause(places.stream().filter(it -> consumer.position(it) >= ends.get(it)).toList());
  }

  private void take(ConsumerRecord<byte[], byte[]> message, byte[] key, RecordKeeper keeper) {
    TopicPartition place = new TopicPartition(message.topic(), message.partition());
    Instant at = Instant.ofEpochMilli(message.timestamp());
    first.putIfAbsent(place, at);
    messages++;
    if (message.value() != null && Arrays.equals(message.key(), key)) {
      keeper.keep(message.value(), at);
    }
  }

  private Reach reach(boolean ended, long leftOut) {
    Optional<Instant> later = from.equals(asked) ? Optional.empty() : Optional.of(from);
    return new Reach(begins(), later, messages, ended, leftOut);
  }

  /** When a partition was cut, and is read from where it begins now, older messages are gone. */
  private Optional<Instant> begins() {
    return places.stream()
        .filter(place -> kept.get(place) > 0 && starts.get(place) <= kept.get(place))
        .map(first::get)
        .filter(Objects::nonNull)
        .filter(at -> at.isAfter(asked))
        .max(Instant::compareTo);
  }
}
