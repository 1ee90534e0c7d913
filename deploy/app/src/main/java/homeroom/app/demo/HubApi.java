package homeroom.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hub's HTTP interface, as any program would use it. */
public final class HubApi implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;
  private final Path token;

  /**
   * @param token the file that holds it; the hub makes it when it starts
   */
  public HubApi(URI base, Path token) {
    this.base = base;
    this.token = token;
  }

  public JsonNode get(String path, Map<String, String> parameters) throws IOException {
    StringBuilder address = new StringBuilder("/api/v1" + path);
    char separator = '?';
    for (var parameter : new TreeMap<>(parameters).entrySet()) {
      address
          .append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return JSON.readTree(send(request(address.toString()).GET().build()));
  }

  public JsonNode get(String path) throws IOException {
    return get(path, Map.of());
  }

  /** Every item of an answer that comes in pages. */
  public List<JsonNode> all(String path, String items, Map<String, String> parameters)
      throws IOException {
    List<JsonNode> all = new ArrayList<>();
    Map<String, String> asked = new TreeMap<>(parameters);
    asked.put("limit", "1000");
    while (true) {
      JsonNode page = get(path, asked);
      page.get(items).forEach(all::add);
      if (!page.hasNonNull("cursor")) {
        return all;
      }
      asked.put("cursor", page.get("cursor").textValue());
    }
  }

  JsonNode post(String path, JsonNode body) throws IOException {
    return JSON.readTree(
        send(
            request("/api/v1" + path)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
  }

  /** Asks a source now; the answer holds the report of its batch, if there was anything new. */
  public JsonNode poll(String system) throws IOException {
    return post("/sources/" + system + "/poll", JSON.createObjectNode());
  }

  /** Lets through what is held of a batch; the answer holds the report of what became of it. */
  JsonNode approve(String held, String person) throws IOException {
    return post(
        "/batches/approve", JSON.createObjectNode().put("held", held).put("person", person));
  }

  /** Asks for all to be told again to a system that was rebuilt empty; the answer is the replay. */
  public JsonNode resyncRebuilt(String system) throws IOException {
    return post(
        "/replays",
        JSON.createObjectNode()
            .put("to", system)
            .put("all", true)
            .put("rebuilt", true)
            .put("person", "operator"));
  }

  /** The name by which a record goes in addresses. */
  String pseudonym(String record) throws IOException {
    return post("/pseudonyms", JSON.createObjectNode().put("record", record))
        .get("pseudonym")
        .textValue();
  }

  JsonNode record(String record) throws IOException {
    return get("/records/" + pseudonym(record));
  }

  public boolean healthy() {
    try {
      send(request("/healthz").GET().build());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The sum of a counter over the series whose labels hold all of these texts. */
  double metric(String name, String... labels) throws IOException {
    double sum = 0;
    for (String line : send(request("/metrics").GET().build()).split("\n")) {
      if (line.startsWith(name) && List.of(labels).stream().allMatch(line::contains)) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  private HttpRequest.Builder request(String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofMinutes(5));
    if (Files.exists(token)) {
      request.header("Authorization", "Bearer " + Files.readString(token).strip());
    }
    return request;
  }

  private String send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() >= 300) {
        throw refused(answer);
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the hub was asked", interrupted);
    }
  }

  private static IOException refused(HttpResponse<String> answer) throws IOException {
    if (answer.headers().firstValue("Content-Type").orElse("").contains("json")) {
      JsonNode why = JSON.readTree(answer.body());
      if (why.hasNonNull("code")) {
        return new Refused(
            why.get("code").asText(), why.path("message").asText(), why.path("remedy").asText());
      }
    }
    return new IOException("the hub answered " + answer.statusCode() + ": " + answer.body());
  }

  /** The hub did not do what it was asked, and says why. */
  public static final class Refused extends IOException {

    private final String remedy;

    Refused(String code, String message, String remedy) {
      super("the hub refuses that with " + code + ": " + message);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
