package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import homeroom.app.demo.Outside;
import homeroom.config.ConfigurationFiles;
import homeroom.simulators.sample.SampleDistrict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubAlertsTest {

  private static final String ALERTS =
      """

      alerts:
        - name: on-call
          on: failed-batches
          webhook: { url: "%s", body: slack }
          wait: 1s
      """;

  private final List<String> posts = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  private HttpServer receiver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static ConfigurationFiles alertedBy(String alerts) throws IOException {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    String hub = new String(files.get("hub.yaml"), StandardCharsets.UTF_8);
    String withoutItsOwn = hub.substring(0, hub.indexOf("alerts:"));
    files.put("hub.yaml", (withoutItsOwn + alerts).getBytes(StandardCharsets.UTF_8));
    return ConfigurationFiles.of(files);
  }

  @Test
  void shouldTellOfADamagedFileAndSayThatItDid() throws Exception {
    Path roster = folder.resolve("district.zip");
    SampleDistrict.write(roster, 60, 7);
    HttpServer receiver = receiver();
    try (Outside outside = new Outside(folder.resolve("outside"), roster)) {
      Map<String, String> environment = outside.environment(0);
      Files.writeString(Path.of(environment.get("CEDAR_SIS_EXPORT")), "this is no package");
      Path data = folder.resolve("data");
      String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
      try (StartedHub hub = StartedHub.of(alertedBy(ALERTS.formatted(url)), data, environment)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !posts.isEmpty());
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> alerts(hub.hub(), data).contains("SENT"));
      }
    } finally {
      receiver.stop(0);
    }

    assertThat(posts)
        .singleElement()
        .satisfies(
            post ->
                assertThat(post)
                    .contains("Cedar County Schools: ", "of sis", "homeroom batches --system sis"));
  }

  @Test
  void shouldTellOfADiskThatFillsUp() throws Exception {
    HttpServer receiver = receiver();
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    String port = "http: { port: 0 }";
    String alerts = ALERTS.formatted(url).replace("failed-batches", "[outages, recoveries]");
    Path data = folder.resolve("data");
    Path configuration =
        SmallDistrict.in(data, "small-disk")
            .replacing("hub.yaml", port, port + alerts)
            .written(folder.resolve("configuration"));
    DiskSpace low = new DiskSpace(1L << 30, 100L << 30);
    try (StartedHub _ = StartedHub.of(ConfigurationFiles.read(configuration), data, () -> low)) {
      await().atMost(Duration.ofSeconds(90)).until(() -> !posts.isEmpty());
    } finally {
      receiver.stop(0);
    }

    assertThat(posts)
        .singleElement()
        .satisfies(
            post ->
                assertThat(post)
                    .contains("disk: DISK_LOW", "only 1024 MiB of 102400 MiB are free")
                    .contains("homeroom status"));
  }

  private static String alerts(Hub hub, Path data) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + hub.port() + "/api/v1/alerts?name=on-call"))
            .header(
                "authorization", "Bearer " + Files.readString(data.resolve("api-token")).strip())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
