package homeroom.broker;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The broker's settings. It shares two cores and a heap of 1 GiB with the hub, so threads and
 * buffers are small; it is alone, so everything is kept once.
 */
final class BrokerSettings {

  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final int NODE = 1;

  private static final String BROKER_LISTENER = "HUB";
  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private BrokerSettings() {}

  /** By Kafka's names, written as in a properties file. */
  static Map<String, String> of(Path logs, Sockets sockets) {
    Map<String, String> settings = new HashMap<>();
    Stream.of(place(logs, sockets), ONE_NODE, DURABILITY, MEMORY, THREADS, PACE)
        .forEach(part -> part.forEach((name, value) -> settings.put(name, value.toString())));
    return settings;
  }

  private static Map<String, Object> place(Path logs, Sockets sockets) {
    String broker = BROKER_LISTENER + "://" + Sockets.HOST + ":" + sockets.brokerPort();
    String controller = CONTROLLER_LISTENER + "://" + Sockets.HOST + ":" + sockets.controllerPort();
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        NODE,
        "log.dirs",
        logs.toString(),
        "listeners",
        broker + "," + controller,
        "advertised.listeners",
        broker,
        "listener.security.protocol.map",
        "HUB:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        BROKER_LISTENER,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "controller.quorum.voters",
        NODE + "@" + Sockets.HOST + ":" + sockets.controllerPort());
  }

  private static final Map<String, Object> ONE_NODE =
      Map.ofEntries(
          entry("auto.create.topics.enable", false),
          entry("auto.leader.rebalance.enable", false),
          entry("default.replication.factor", 1),
          entry("min.insync.replicas", 1),
          entry("offsets.topic.replication.factor", 1),
          entry("offsets.topic.num.partitions", 4),
          entry("transaction.state.log.replication.factor", 1),
          entry("transaction.state.log.min.isr", 1),
          entry("transaction.state.log.num.partitions", 4),
          entry("share.coordinator.state.topic.replication.factor", 1),
          entry("share.coordinator.state.topic.min.isr", 1),
          entry("share.coordinator.state.topic.num.partitions", 4));

  private static final Map<String, Object> DURABILITY =
      Map.ofEntries(
          // Without a second copy elsewhere, what is not on the disk is lost with the power. The
          // two intervals add up, and the first round would otherwise be half a minute away.
          entry("log.flush.interval.ms", 400L),
          entry("log.flush.scheduler.interval.ms", 400L),
          entry("log.initial.task.delay.ms", 400L),
          // After an unclean stop everything behind the checkpoint is read again.
          entry("log.flush.offset.checkpoint.interval.ms", 5_000),
          // After a loss of power the hub goes back to a checkpoint some seconds old. A value that
          // counted then must not have been removed because of one that came later.
          entry("log.cleaner.min.compaction.lag.ms", Duration.ofMinutes(30).toMillis()),
          // Nothing is dropped by age unless its topic says so.
          entry("log.retention.ms", -1L),
          // A district sleeps all summer and goes on where it was. Kafka keeps the ids of
          // transactions in an int of milliseconds, which ends after 24 days.
          entry("offsets.retention.minutes", (int) Duration.ofDays(400).toMinutes()),
          entry("transactional.id.expiration.ms", Integer.MAX_VALUE));

  private static final Map<String, Object> MEMORY =
      Map.ofEntries(
          entry("message.max.bytes", 4 * MIB),
          entry("socket.request.max.bytes", 32 * MIB),
          entry("queued.max.requests", 100),
          // Small segments: compaction leaves the active one alone, and recovery reads it whole.
          entry("log.segment.bytes", 64 * MIB),
          entry("log.index.size.max.bytes", MIB),
          entry("metadata.log.segment.bytes", 16 * MIB),
          entry("offsets.topic.segment.bytes", 16 * MIB),
          entry("transaction.state.log.segment.bytes", 16 * MIB),
          entry("share.coordinator.state.topic.segment.bytes", 16 * MIB),
          entry("offsets.load.buffer.size", MIB),
          entry("transaction.state.log.load.buffer.size", MIB),
          entry("share.coordinator.load.buffer.size", MIB),
          entry("log.cleaner.dedupe.buffer.size", 16L * MIB),
          entry("log.cleaner.io.buffer.size", 256 * KIB));

  private static final Map<String, Object> THREADS =
      Map.ofEntries(
          entry("num.network.threads", 2),
          entry("num.io.threads", 4),
          entry("background.threads", 2),
          entry("num.recovery.threads.per.data.dir", 2),
          entry("num.replica.fetchers", 1),
          entry("num.replica.alter.log.dirs.threads", 1),
          entry("log.cleaner.threads", 1),
          entry("group.coordinator.threads", 1),
          entry("share.coordinator.threads", 1));

  private static final Map<String, Object> PACE =
      Map.ofEntries(
          // Nobody else is coming: a group need not wait for more members, nor a broker for its
          // controller.
          entry("group.initial.rebalance.delay.ms", 0),
          entry("broker.heartbeat.interval.ms", 500),
          // A long pause of the process is no reason to take its partitions away.
          entry("broker.session.timeout.ms", 20_000),
          entry("controller.quorum.append.linger.ms", 5),
          // The next transaction follows the last one at once, which may not be closed everywhere.
          entry("add.partitions.to.txn.retry.backoff.ms", 5),
          // An idle broker leaves the disk alone.
          entry("metadata.max.idle.interval.ms", 10_000),
          // A transaction whose owner died must not hold up its readers for long.
          entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", 2_000));
}
