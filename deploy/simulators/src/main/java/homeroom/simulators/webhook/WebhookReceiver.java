package homeroom.simulators.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver of webhooks as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> asks
 * for: it takes what is signed with the secret, once for each id, and answers anything else with
 * 401. Listens on 127.0.0.1; thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;
  private final HttpServer server;
  private final Map<String, String> taken = new LinkedHashMap<>();
  private int refused;

  /**
   * Starts one on any port.
   *
   * @param secret {@code whsec_} and base 64
   */
  public WebhookReceiver(String secret) throws IOException {
    key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  /** Where messages are posted. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
  }

  /** The bodies of all messages so far, each once. */
  public synchronized List<String> messages() {
    return List.copyOf(taken.values());
  }

  /** How many posts were not signed as they should be. */
  public synchronized int refused() {
    return refused;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(take(exchange, body) ? 204 : 401, -1);
    }
  }

  private synchronized boolean take(HttpExchange exchange, String body) {
    String id = header(exchange, "webhook-id");
    String expected = signature(id + "." + header(exchange, "webhook-timestamp") + "." + body);
    boolean signed =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.US_ASCII),
            header(exchange, "webhook-signature").getBytes(StandardCharsets.US_ASCII));
    if (signed) {
      taken.putIfAbsent(id, body);
    } else {
      refused++;
    }
    return signed;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private String signature(String signed) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] made = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(made);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
