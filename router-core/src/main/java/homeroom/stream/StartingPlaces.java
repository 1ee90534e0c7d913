package homeroom.stream;

import homeroom.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, before the router joins its group, whether it can go on where it was. Kafka Streams by
 * itself would begin with the oldest message where its place is not known or not in the log any
 * more: it would decide old events once more, or jump over a gap, and say nothing.
 */
final class StartingPlaces {

  private static final Logger LOG = LoggerFactory.getLogger(StartingPlaces.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** The end of the last transaction lies behind its last message, and may never be passed. */
  private static final int END_MARKER = 1;

  private final Topics topics;
  private final String servers;
  private final Admin admin;

  private StartingPlaces(Topics topics, String servers, Admin admin) {
    this.topics = topics;
    this.servers = servers;
    this.admin = admin;
  }

  /**
   * Puts back a place that the broker forgot, and makes sure that nothing was cut from the log that
   * was not decided.
   *
   * @param overGaps go on though something was cut
   * @throws TopicSetupException if it cannot go on where it was
   */
  static void prepare(Topics topics, RouterSettings settings, boolean overGaps) {
    String servers = settings.bootstrapServers();
    try (Admin admin =
        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers))) {
      new StartingPlaces(topics, servers, admin).prepare(overGaps);
    } catch (ExecutionException failed) {
      throw new KafkaException("asking where the router is to go on", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KafkaException("asking where the router is to go on", stopped);
    }
  }

  private void prepare(boolean overGaps) throws ExecutionException, InterruptedException {
    Set<TopicPartition> inputs = partitions(topics.routerInputs().asMatchPredicate());
    Map<TopicPartition, Long> places = committed();
    places.keySet().retainAll(inputs);
    if (places.isEmpty()) {
      Optional<Map<TopicPartition, Long>> noted = noted(inputs);
      if (noted.isEmpty()) {
        return;
      }
      places = noted.get();
      putBack(places);
    }
    if (!overGaps) {
      refuseGaps(places, offsets(inputs, OffsetSpec.earliest()));
    }
  }

  private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
    try {
      Map<TopicPartition, Long> committed = new HashMap<>();
      admin
          .listConsumerGroupOffsets(topics.routerGroup())
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, at) -> {
                if (at != null) {
                  committed.put(partition, at.offset());
                }
              });
      return committed;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof GroupIdNotFoundException) {
        return new HashMap<>();
      }
      throw failed;
    }
  }

  /** What the router noted in its store; empty if it never decided anything. */
  private Optional<Map<TopicPartition, Long>> noted(Set<TopicPartition> inputs)
      throws ExecutionException, InterruptedException {
    String changelog = topics.routerGroup() + "-" + RouterTopology.RECORDS + "-changelog";
    Set<TopicPartition> stores = partitions(changelog::equals);
    Map<TopicPartition, Long> notes = new HashMap<>();
    boolean decided = readNotes(stores, notes);
    notes.keySet().retainAll(inputs);
    if (!decided) {
      return Optional.empty();
    }
    if (notes.isEmpty()) {
      throw new TopicSetupException(
          "ROUTER_OFFSETS_LOST",
          "the broker does not know any more up to where the router decided, and the router's store"
              + " does not say so",
          "restore the last backup",
          null);
    }
    return Optional.of(notes);
  }

  /**
   * Reads what is committed. A router that was killed before its first commit has left messages
   * that count for nothing.
   *
   * @return whether anything is
   */
  private boolean readNotes(Set<TopicPartition> stores, Map<TopicPartition, Long> notes)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = offsets(stores, OffsetSpec.latest());
    boolean anything = false;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(stores);
      consumer.seekToBeginning(stores);
      while (stores.stream().anyMatch(store -> consumer.position(store) < ends.get(store))) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
          anything = true;
          if (message.value() != null) {
            Places.topic(message.key())
                .ifPresent(
                    topic ->
                        notes.put(
                            new TopicPartition(topic, message.partition()),
                            Places.next(message.value())));
          }
        }
      }
    }
    return anything;
  }

  private void putBack(Map<TopicPartition, Long> places)
      throws ExecutionException, InterruptedException {
    LOG.warn(
        "the broker forgot where the router was; it goes on where its store says"
            + " code=ROUTER_OFFSETS_PUT_BACK partitions={}",
        places.size());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    places.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    admin.alterConsumerGroupOffsets(topics.routerGroup(), offsets).all().get();
  }

  private void refuseGaps(Map<TopicPartition, Long> places, Map<TopicPartition, Long> starts) {
    List<String> gaps = new ArrayList<>();
    starts.forEach(
        (partition, start) -> {
          if (start > places.getOrDefault(partition, 0L) + END_MARKER) {
            gaps.add(partition.toString());
          }
        });
    if (!gaps.isEmpty()) {
      throw new TopicSetupException(
          "ROUTER_LOG_CUT",
          "messages were removed from the log before the router decided them, in "
              + String.join(", ", new TreeSet<>(gaps)),
          "restore the last backup; or go on without them: homeroom up --over-gaps, then have the"
              + " sources read again and bring up each consumer with homeroom resync",
          null);
    }
  }

  private Set<TopicPartition> partitions(Predicate<String> name)
      throws ExecutionException, InterruptedException {
    List<String> names = admin.listTopics().names().get().stream().filter(name).toList();
    Map<String, TopicDescription> described = admin.describeTopics(names).allTopicNames().get();
    return described.values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .collect(Collectors.toSet());
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .forEach((at, found) -> offsets.put(at, found.offset()));
    return offsets;
  }
}
