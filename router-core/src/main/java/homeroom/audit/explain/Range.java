package homeroom.audit.explain;

import homeroom.audit.explain.BatchSearch.Found;
import homeroom.audit.explain.BatchSearch.Wanted;
import homeroom.audit.explain.RecordLog.Reach;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Some events and what became true by them, read from the log. Used once, on one thread. */
final class Range {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Wanted wanted;
  private final Instant deadline;
  private final long most;
  private final InstantSource clock;
  private final Map<String, DataEvent> events = new HashMap<>();
  private final Map<String, Change> changes = new HashMap<>();
  private final Set<String> awaited;
  private Optional<Instant> begins = Optional.empty();
  private long messages;
  private long unreadable;
  private boolean ended = true;

  Range(
      Consumer<byte[], byte[]> consumer,
      Wanted wanted,
      Instant deadline,
      long most,
      InstantSource clock) {
    this.consumer = consumer;
    this.wanted = wanted;
    this.deadline = deadline;
    this.most = most;
    this.clock = clock;
    awaited = new HashSet<>(wanted.accepted());
  }

  Found read(List<TopicPartition> said, List<TopicPartition> became) {
    read(said, Optional.of(wanted.to()), () -> events.size() == wanted.events().size());
    read(became, Optional.empty(), awaited::isEmpty);
    return new Found(
        events, changes, new Reach(begins, Optional.empty(), messages, ended, unreadable));
  }

  private void read(List<TopicPartition> places, Optional<Instant> to, BooleanSupplier enough) {
    if (places.isEmpty()) {
      return;
    }
    consumer.assign(places);
    Map<TopicPartition, Long> ends = ends(places, to);
    Map<TopicPartition, Long> kept = consumer.beginningOffsets(places);
    Map<TopicPartition, Long> starts = offsets(places, wanted.from(), ends);
    places.forEach(place -> consumer.seek(place, Math.min(starts.get(place), ends.get(place))));
    Set<TopicPartition> cut = new HashSet<>(places);
    cut.removeIf(place -> kept.get(place) == 0 || starts.get(place) > kept.get(place));
    while (!unread(places, ends).isEmpty() && !enough.getAsBoolean()) {
      if (messages >= most || !clock.instant().isBefore(deadline)) {
        ended = false;
        return;
      }
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        take(message, cut);
      }
    }
  }

  private List<TopicPartition> unread(List<TopicPartition> places, Map<TopicPartition, Long> ends) {
    List<TopicPartition> unread = new ArrayList<>();
    List<TopicPartition> done = new ArrayList<>();
    places.forEach(
        place -> (consumer.position(place) < ends.get(place) ? unread : done).add(place));
    consumer.pause(done);
    return unread;
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> places, Optional<Instant> to) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(places);
    return to.map(at -> offsets(places, at.plusMillis(1), ends)).orElse(ends);
  }

  /** Where the first messages stand that came at a time or later; the end if there are none. */
  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> places, Instant at, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    places.forEach(place -> times.put(place, at.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition place : places) {
      OffsetAndTimestamp start = found.get(place);
      offsets.put(
          place, start == null ? ends.get(place) : Math.min(start.offset(), ends.get(place)));
    }
    return offsets;
  }

  private void take(ConsumerRecord<byte[], byte[]> message, Set<TopicPartition> cut) {
    messages++;
    Instant at = Instant.ofEpochMilli(message.timestamp());
    if (cut.remove(new TopicPartition(message.topic(), message.partition()))
        && at.isAfter(wanted.from())
        && begins.filter(at::isBefore).isEmpty()) {
      begins = Optional.of(at);
    }
    if (message.value() != null
        && message.key() != null
        && wanted.records().contains(new String(message.key(), StandardCharsets.UTF_8))) {
      keep(message.value());
    }
  }

  private void keep(byte[] value) {
    try {
      switch (WireFormat.typeOf(value)) {
        case "DataEvent" -> keep(WireFormat.decode(value, DataEvent.class));
        case "Change" -> keep(WireFormat.decode(value, Change.class));
        default -> {
          // Nothing of ours.
        }
      }
    } catch (WireFormatException damaged) {
      unreadable++;
    }
  }

  private void keep(DataEvent event) {
    if (wanted.events().contains(event.getEventId())) {
      events.put(event.getEventId(), event);
    }
  }

  private void keep(Change change) {
    if (wanted.events().contains(change.getEventId())) {
      changes.put(change.getEventId(), change);
      awaited.remove(change.getEventId());
    }
  }
}
