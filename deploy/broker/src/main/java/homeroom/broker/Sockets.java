package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The two listening sockets, bound before the broker is built: so a free port is found without a
 * race, and a taken one is noticed before anything runs.
 */
final class Sockets implements ServerSocketFactory, AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final int BACKLOG = 50;

  private final ServerSocketChannel broker;
  private final ServerSocketChannel controller;

  private Sockets(ServerSocketChannel broker, ServerSocketChannel controller) {
    this.broker = broker;
    this.controller = controller;
  }

  /** Listens on a port, and only there. */
  static Sockets bind(int port) throws BrokerFailure {
    try {
      return bound(port);
    } catch (IOException e) {
      throw inUse(port, e);
    }
  }

  /** Listens on a port, or on any free one if that is taken or 0. */
  static Sockets prefer(int port) throws BrokerFailure {
    try {
      return bound(port);
    } catch (IOException _) {
      return bind(0);
    }
  }

  private static Sockets bound(int port) throws IOException {
    ServerSocketChannel broker = listen(port);
    try {
      return new Sockets(broker, listen(0));
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  private static ServerSocketChannel listen(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.configureBlocking(false);
      InetAddress host = InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
      return channel.bind(new InetSocketAddress(host, port), BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int brokerPort() {
    return broker.socket().getLocalPort();
  }

  int controllerPort() {
    return controller.socket().getLocalPort();
  }

  InetSocketAddress controllerAddress() {
    return (InetSocketAddress) controller.socket().getLocalSocketAddress();
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBuffer) {
    return listener.equals(BrokerSettings.CONTROLLER_LISTENER) ? controller : broker;
  }

  @Override
  public void close() {
    close(broker);
    close(controller);
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Nobody listens any more, which is all that was wanted.
    }
  }

  private static BrokerFailure inUse(int port, IOException cause) {
    return new BrokerFailure(
        Code.BROKER_PORT_IN_USE,
        "The broker cannot listen on " + HOST + ":" + port + " (" + cause.getMessage() + ").",
        "End what listens there, or choose another port; 0 takes a free one.",
        cause);
  }
}
