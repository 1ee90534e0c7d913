package homeroom.testkit.wire;

import homeroom.testkit.wire.Fault.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a caller and an HTTP server on this machine and hands requests on, until it is
 * told what is to go wrong. Each request has a connection of its own. Thread-safe.
 */
public final class FaultyWire implements AutoCloseable {

  private final URI server;
  private final ServerSocket listening;
  private final AtomicInteger writes = new AtomicInteger();
  private volatile Optional<Fault> onReads = Optional.empty();
  private volatile Optional<Fault> onWrites = Optional.empty();
  private volatile CountDownLatch mended = new CountDownLatch(1);
  private volatile CountDownLatch holding = new CountDownLatch(1);

  /**
   * @param server its URL; only host and port count here
   */
  public FaultyWire(URI server) {
    this.server = server;
    try {
      listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** The server's URL as it is on this side of the wire. */
  public URI url() {
    String path = server.getRawPath() == null ? "" : server.getRawPath();
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
  }

  /** How many requests came that change something, whatever became of them. */
  public int writes() {
    return writes.get();
  }

  /** From now on this becomes of requests that only read. */
  public void onReads(Fault fault) {
    onReads = Optional.of(fault);
  }

  /** From now on this becomes of requests that change something. */
  public void onWrites(Fault fault) {
    onWrites = Optional.of(fault);
  }

  /** Waits until a request is held. */
  public void awaitHeld() throws InterruptedException {
    holding.await();
  }

  /** Nothing goes wrong any more; what was held is answered. */
  public void mend() {
    onReads = Optional.empty();
    onWrites = Optional.empty();
    mended.countDown();
    mended = new CountDownLatch(1);
    holding = new CountDownLatch(1);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket caller = listening.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      Message request = Message.read(caller.getInputStream());
      if (request.writes()) {
        writes.incrementAndGet();
      }
      Optional<Fault> fault = request.writes() ? onWrites : onReads;
      byte[] answer = fault.isEmpty() || fault.get().done() ? ask(request) : new byte[0];
      if (fault.isEmpty()) {
        send(caller, answer);
      } else {
        end(caller, answer, fault.get().ending());
      }
    } catch (IOException gone) {
      // The caller or the server went away; the caller sees its connection end.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] ask(Message request) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.getOutputStream().write(request.lastOfItsConnection());
      return socket.getInputStream().readAllBytes();
    }
  }

  private void end(Socket caller, byte[] answer, Ending ending)
      throws IOException, InterruptedException {
    switch (ending) {
      case Ending.Reset _ -> caller.setSoLinger(true, 0);
      case Ending.Cut _ -> send(caller, half(answer));
      case Ending.Held _ -> {
        CountDownLatch until = mended;
        holding.countDown();
        until.await();
        send(caller, answer);
      }
      case Ending.Answered answered -> send(caller, bytes(answered));
    }
  }

  private static byte[] half(byte[] answer) {
    byte[] whole =
        answer.length > 0 ? answer : bytes(new Ending.Answered(200, Map.of(), "{\"id\":\"1\"}"));
    return Arrays.copyOf(whole, whole.length - Math.max(2, body(whole) / 2));
  }

  /** How many bytes the body has. */
  private static int body(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    return text.length() - text.indexOf("\r\n\r\n") - 4;
  }

  private static byte[] bytes(Ending.Answered answered) {
    byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answered.status() + " Said\r\n");
    answered.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private static void send(Socket caller, byte[] answer) throws IOException {
    OutputStream out = caller.getOutputStream();
    out.write(answer);
    out.flush();
  }

  @Override
  public void close() {
    mend();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
