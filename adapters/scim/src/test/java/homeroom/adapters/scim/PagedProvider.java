package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** A provider that answers in ways in which the stand-in does not: shifting, wrong, short. */
final class PagedProvider implements AutoCloseable {

  /** What it makes of a filter. */
  enum Filtering {
    OFFERED,
    NOBODY,
    REFUSED,
    EVERYBODY
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  final List<ObjectNode> accounts = new ArrayList<>();
  private final HttpServer server;
  private final int pageSize;
  private Filtering filtering = Filtering.NOBODY;
  private IntConsumer beforePage = page -> {};
  private int uncounted;
  private boolean counts = true;
  private boolean ignoresIndex;
  private int pages;

  PagedProvider(int pageSize, int accounts) {
    this.pageSize = pageSize;
    for (int i = 0; i < accounts; i++) {
      add("%03d".formatted(i));
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/Users", this::answer);
    server.start();
  }

  ObjectNode add(String id) {
    ObjectNode account = JSON.createObjectNode();
    account.put("id", id).put("userName", "user" + id).put("externalId", "x" + id);
    account.putObject("meta").put("lastModified", "2026-11-22T06:00:00Z");
    accounts.add(account);
    return account;
  }

  /** Changes an account at some time of the day. */
  void change(String id, String time) {
    accounts.stream()
        .filter(account -> account.path("id").asText().equals(id))
        .forEach(
            account ->
                account
                    .put("displayName", "at " + time)
                    .withObjectProperty("meta")
                    .put("lastModified", "2026-11-22T" + time + "Z"));
  }

  /** Removes an account. */
  void remove(String id) {
    accounts.removeIf(account -> account.path("id").asText().equals(id));
  }

  /** Happens before the n-th page, counted from 1 over all requests. */
  PagedProvider before(IntConsumer page) {
    beforePage = page;
    return this;
  }

  PagedProvider filtering(Filtering how) {
    filtering = how;
    return this;
  }

  /** Counts so many more accounts than it shows. */
  PagedProvider hiding(int accounts) {
    uncounted = accounts;
    return this;
  }

  PagedProvider withoutCount() {
    counts = false;
    return this;
  }

  PagedProvider ignoringIndex() {
    ignoresIndex = true;
    return this;
  }

  int pages() {
    return pages;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    Map<String, String> asked = new HashMap<>();
    for (String pair : String.valueOf(exchange.getRequestURI().getRawQuery()).split("&")) {
      int equals = pair.indexOf('=');
      asked.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    boolean filtered = asked.containsKey("filter");
    if (filtered && filtering == Filtering.REFUSED) {
      send(exchange, 400, JSON.createObjectNode().put("scimType", "invalidFilter"));
      return;
    }
    beforePage.accept(++pages);
    List<ObjectNode> found = filtered ? found(asked.get("filter")) : accounts;
    int start = ignoresIndex ? 1 : Integer.parseInt(asked.getOrDefault("startIndex", "1"));
    ObjectNode list = JSON.createObjectNode();
    if (counts) {
      list.put("totalResults", found.size() + uncounted);
    }
    ArrayNode page = list.putArray("Resources");
    found.stream().skip(start - 1L).limit(pageSize).forEach(page::add);
    send(exchange, 200, list);
  }

  private List<ObjectNode> found(String filter) {
    return switch (filtering) {
      case NOBODY, REFUSED -> List.of();
      case EVERYBODY -> accounts;
      case OFFERED -> {
        Instant after = Instant.parse(filter.split("\"")[1]);
        assertThat(filter).startsWith("meta.lastModified gt ");
        yield accounts.stream()
            .filter(
                one -> Instant.parse(one.path("meta").path("lastModified").asText()).isAfter(after))
            .toList();
      }
    };
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
