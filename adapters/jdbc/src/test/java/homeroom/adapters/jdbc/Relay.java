package homeroom.adapters.jdbc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a PostgreSQL, spoken without encryption, that can be cut and mended, and that can break
 * where the server says that it has committed.
 */
final class Relay implements AutoCloseable {

  /** "Command complete", and which it was. */
  private static final byte COMPLETE = 'C';

  private static final byte[] COMMIT = "COMMIT\0".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket listening;
  private volatile boolean losingCommits;

  Relay(String host, int port) {
    server = new InetSocketAddress(host, port);
    listening = listen(0);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The server commits, and the connection breaks instead of saying so; until it is mended. */
  void loseCommits() {
    losingCommits = true;
  }

  void cut() {
    closeQuietly(listening);
    open.forEach(Relay::closeQuietly);
    open.clear();
  }

  void mend() {
    losingCommits = false;
    if (listening.isClosed()) {
      listening = listen(port());
    }
  }

  private ServerSocket listen(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Thread.ofVirtual().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket in = socket.accept();
        Socket out = new Socket(server.getHostString(), server.getPort());
        open.add(in);
        open.add(out);
        Thread.ofVirtual().start(() -> copy(in, out));
        Thread.ofVirtual().start(() -> answer(out, in));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException closed) {
      // One side went away; so does the other.
    }
  }

  /** Message by message: its type, the length of what follows, and that. */
  private void answer(Socket server, Socket caller) {
    try (server;
        caller) {
      DataInputStream from = new DataInputStream(new BufferedInputStream(server.getInputStream()));
      DataOutputStream to =
          new DataOutputStream(new BufferedOutputStream(caller.getOutputStream()));
      while (true) {
        byte type = from.readByte();
        int length = from.readInt();
        byte[] body = from.readNBytes(length - Integer.BYTES);
        if (losingCommits && type == COMPLETE && Arrays.equals(body, COMMIT)) {
          return;
        }
        to.writeByte(type);
        to.writeInt(length);
        to.write(body);
        if (from.available() == 0) {
          to.flush();
        }
      }
    } catch (IOException closed) {
      // One side went away; so does the other.
    }
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }
}
