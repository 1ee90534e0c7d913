package homeroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayProgressTest {

  private static final Instant BEGAN = Instant.parse("2026-09-01T08:00:00Z");

  /** A replay that sends, so many seconds after it began. */
  private static Map<String, Object> sending(long seconds, long asked, long toSend) {
    return job("SENDING", seconds, Map.of("asked", asked, "toSend", toSend));
  }

  private static Map<String, Object> job(String status, long seconds, Map<String, Long> counts) {
    Map<String, Object> job = new HashMap<>(counts);
    job.put("id", "replay-1");
    job.put("system", "lms");
    job.put("status", status);
    job.put("startedAt", BEGAN.toString());
    job.put("updatedAt", BEGAN.plusSeconds(seconds).toString());
    job.put("decided", Map.of("REPLAY_SENT", counts.getOrDefault("asked", 0L)));
    return job;
  }

  private static String plain(Map<String, Object> job) {
    return ReplayProgress.plain(new Json(job));
  }

  private static String bar(Map<String, Object> job) {
    return ReplayProgress.bar(new Json(job));
  }

  @Test
  void shouldSayHowFarItIsHowFastAndHowLongItWillTake() {
    assertThat(plain(sending(10, 500, 2_000))).isEqualTo("500 of 2000 records, 50/s, 30 s left");
    assertThat(plain(sending(10, 2_000, 70_000)))
        .isEqualTo("2000 of 70000 records, 200/s, 5 min left");
    assertThat(plain(sending(100, 100, 10_000))).isEqualTo("100 of 10000 records, 1/s, 2 h left");
  }

  @Test
  void shouldCountWhatIsVoidedAsWell() {
    Map<String, Long> counts = Map.of("toVoid", 300L, "voided", 300L, "toSend", 100L, "asked", 20L);

    assertThat(plain(job("SENDING", 32, counts))).isEqualTo("320 of 400 steps, 10/s, 8 s left");
  }

  @Test
  void shouldSayNoRateBeforeThereIsOne() {
    assertThat(plain(sending(10, 0, 50))).isEqualTo("0 of 50 records");
    assertThat(plain(sending(0, 5, 50))).isEqualTo("5 of 50 records");
  }

  @Test
  void shouldSayNoTimeLeftWhereNoneIs() {
    assertThat(plain(sending(5, 50, 50))).isEqualTo("50 of 50 records, 10/s");
    assertThat(plain(job("CANCELLED", 5, Map.of("toSend", 50L, "asked", 20L))))
        .isEqualTo("20 of 50 records, 4/s");
  }

  @Test
  void shouldFillTheBarAsItGoes() {
    assertThat(bar(sending(10, 0, 90))).isEqualTo("[" + ".".repeat(30) + "] 0 of 90 records");
    assertThat(bar(sending(10, 30, 90)))
        .isEqualTo("[" + "#".repeat(10) + ".".repeat(20) + "] 30 of 90 records, 3/s, 20 s left");
    assertThat(bar(sending(10, 89, 90))).startsWith("[" + "#".repeat(29) + ".]");
    assertThat(bar(sending(10, 90, 90))).startsWith("[" + "#".repeat(30) + "]");
    assertThat(bar(sending(10, 0, 0))).startsWith("[" + "#".repeat(30) + "]");
  }

  @Test
  void shouldShowItWhileItGoesAndWhatBecameOfIt(@TempDir Path data) throws Exception {
    Deque<Map<String, Object>> answers =
        new ArrayDeque<>(
            List.of(
                sending(10, 500, 2_000),
                job("DONE", 40, Map.of("asked", 2_000L, "toSend", 2_000L))));
    StringWriter shown = new StringWriter();
    HttpServer hub = hub(data, answers);
    try {
      new ReplayProgress(HubClient.of(data), new Screen(new PrintWriter(shown), false), "replay-1")
          .watch();
    } finally {
      hub.stop(0);
    }

    assertThat(shown.toString().lines())
        .containsSequence("Began replay-1.", "500 of 2000 records, 50/s, 30 s left")
        .contains("replay-1 to lms: done", "2000 of 2000 records, 50/s");
    assertThat(answers).isEmpty();
  }

  /** One that answers what a replay has come to, step by step. */
  private static HttpServer hub(Path data, Deque<Map<String, Object>> answers) throws IOException {
    HttpServer hub =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/api/v1/replays/replay-1",
        exchange -> {
          byte[] body = new Json(answers.remove()).write().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    hub.start();
    Files.writeString(data.resolve("api-address"), "127.0.0.1:" + hub.getAddress().getPort());
    Files.writeString(data.resolve("api-token"), "token");
    return hub;
  }
}
