package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A running Kafka broker of one node, with its data in a folder of its own.
 *
 * <ol>
 *   <li>The first start makes the folder; every later one finds what was there: topics, offsets,
 *       transactions, and the same cluster id.
 *   <li>It listens on 127.0.0.1 alone, without encryption or credentials: whoever has an account on
 *       this machine can reach it.
 *   <li>One process uses a folder at a time.
 *   <li>What was acknowledged survives the end of the process, however it ends. It is forced to the
 *       disk within a second; only a loss of power or a crash of the operating system can take what
 *       was acknowledged in that second.
 *   <li>Topics are never made by asking for them.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DataFolder folder;
  private final Sockets sockets;
  private final Node node;
  private boolean closed;

  private EmbeddedBroker(DataFolder folder, Sockets sockets, Node node) {
    this.folder = folder;
    this.sockets = sockets;
    this.node = node;
  }

  /**
   * Starts the broker and returns when it takes requests, in about two seconds.
   *
   * @param folder holds the data; made if it is not there
   * @param port to listen on; 0 for the port it had last time, or a free one if that is taken
   * @throws BrokerFailure if it could not start; nothing is left running then
   */
  public static EmbeddedBroker start(Path folder, int port) throws BrokerFailure {
    DataFolder data = DataFolder.open(folder);
    try {
      return start(data, port);
    } catch (BrokerFailure | RuntimeException | Error e) {
      data.close();
      throw e;
    }
  }

  private static EmbeddedBroker start(DataFolder data, int port) throws BrokerFailure {
    Sockets sockets = port == 0 ? Sockets.prefer(data.lastPort()) : Sockets.bind(port);
    try {
      data.rememberPort(sockets.brokerPort());
      Node node = Node.start(BrokerSettings.of(data.logs(), sockets), data.logs(), sockets);
      return new EmbeddedBroker(data, sockets, node);
    } catch (BrokerFailure | RuntimeException | Error e) {
      sockets.close();
      throw e;
    }
  }

  /** Where clients connect: {@code 127.0.0.1:<port>}. */
  public String bootstrapServers() {
    return Sockets.HOST + ":" + port();
  }

  /** The port it listens on. */
  public int port() {
    return sockets.brokerPort();
  }

  /** The id that the folder was given when it was made. */
  public String clusterId() {
    return node.clusterId();
  }

  /**
   * Completes with {@link Code#BROKER_STOPPED} when the broker met something it cannot go on with;
   * never completes otherwise. The process is of no use then and does best to end.
   */
  public CompletableFuture<BrokerFailure> failure() {
    return node.failure().copy();
  }

  /**
   * Stops the broker, writes everything to disk and releases the folder; harmless when repeated.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      node.stop(PATIENCE);
    } finally {
      sockets.close();
      folder.close();
    }
  }
}
