package homeroom.alert;

import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Trigger;
import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.log.TransactionWriter;
import homeroom.log.Turn;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the data team what needs a person, on a thread of its own.
 *
 * <ol>
 *   <li>What happened after alerts were first configured is in exactly one message of each rule
 *       that is for it, because what was read and what is not yet told are written in one
 *       transaction.
 *   <li>A message is written down before it is sent, and that it was sent after that. A hub that is
 *       killed in between sends it again, under the same id.
 *   <li>A message that does not get out is tried for a day, then given up and written down as such.
 *   <li>Of several hubs one tells, and another takes over when it ends.
 * </ol>
 */
public final class Alerter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Alerter.class);
  private static final Duration REST = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final AlertClients clients;
  private final Topics topics;
  private final AlertSettings settings;
  private final OccurrenceReader reader;
  private final InstantSource clock;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile List<Failure> undelivered = List.of();
  private volatile List<Failure> broken = List.of();

  /**
   * @param pseudonyms the names by which records go outside
   */
  public Alerter(
      Topics topics,
      AlertSettings settings,
      Function<RecordKey, String> pseudonyms,
      InstantSource clock) {
    this.topics = topics;
    this.settings = settings;
    this.clock = clock;
    this.clients = new AlertClients(topics, settings.bootstrapServers());
    this.reader = new OccurrenceReader(topics, triggers(settings), pseudonyms);
    this.thread = Thread.ofPlatform().name("alerts").daemon().unstarted(this::run);
  }

  private static Set<Trigger> triggers(AlertSettings settings) {
    return settings.rules().stream()
        .flatMap(rule -> rule.on().stream())
        .collect(Collectors.toSet());
  }

  public void start() {
    thread.start();
  }

  /** What keeps messages from getting out; empty when all is well. */
  public List<Failure> troubles() {
    List<Failure> all = new ArrayList<>(broken);
    all.addAll(undelivered);
    return List.copyOf(all);
  }

  /** Lets messages under way end, if they do soon. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stop.getCount() > 0) {
      try (Turn turn = clients.turn()) {
        while (stop.getCount() > 0) {
          if (turn.isMine(LOOK)) {
            tell(turn);
          } else {
            report(List.of());
          }
        }
      } catch (KafkaException | IllegalStateException failed) {
        rest(BROKER, failed);
      } catch (RuntimeException defect) {
        rest(DEFECT, defect);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  /** Until another hub's turn has come, or this one ends. */
  private void tell(Turn turn) throws InterruptedException {
    try (Postman postman = new Postman(senders());
        Consumer<byte[], byte[]> consumer = clients.consumer();
        TransactionWriter writer = clients.writer()) {
      new AlertSession(topics, consumer, writer.producer(), postman, reader, clock)
          .run(settings.rules(), stop, turn::isMine, this::report);
    }
  }

  private void report(List<Failure> troubles) {
    broken = List.of();
    undelivered = troubles;
  }

  private Map<String, Sender> senders() {
    District district = new District(topics.tenant(), settings.title());
    return settings.rules().stream()
        .collect(Collectors.toMap(AlertRule::name, rule -> sender(rule.channel(), district)));
  }

  private Sender sender(Channel channel, District district) {
    return switch (channel) {
      case Channel.Webhook webhook -> new WebhookSender(webhook, district, clock);
      case Channel.Mail mail -> new MailSender(mail, district, clock);
    };
  }

  private static final Failure BROKER =
      Failure.of(
          Failure.Kind.TRANSIENT,
          "ALERT_LOG",
          "Reading the log for alerts or writing them down does not work.",
          "Nothing is lost; it goes on when the brokers are back. Look at the brokers.");

  private static final Failure DEFECT =
      Failure.of(
          Failure.Kind.DEFECT,
          "ALERTER_DEFECT",
          "Alerts broke off for a reason that the hub does not know.",
          "Report the log's ALERTER_DEFECT entry; it goes on trying.");

  private void rest(Failure why, RuntimeException cause) {
    if (stop.getCount() == 0) {
      return;
    }
    LOG.warn("alerts start again code={} cause={}", why.code(), cause.getClass().getName(), cause);
    broken = List.of(why);
    try {
      stop.await(REST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      stop.countDown();
    }
  }
}
