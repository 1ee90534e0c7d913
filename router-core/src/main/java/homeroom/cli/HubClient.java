package homeroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Asks the hub whose data folder is given. */
final class HubClient {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int LONG_PATIENCE_MILLIS = 3_600_000;

  private final Path data;
  private final String address;
  private final String token;

  private HubClient(Path data, String address, String token) {
    this.data = data;
    this.address = address;
    this.token = token;
  }

  /** Finds the hub by what it wrote into its data folder. */
  static HubClient of(Path data) throws CliFailure {
    return new HubClient(data, read(data, "api-address"), read(data, "api-token"));
  }

  private static String read(Path data, String file) throws CliFailure {
    Path path = data.resolve(file);
    if (!Files.exists(path)) {
      throw notRunning(data, path.toAbsolutePath() + " is not there");
    }
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new CliFailure(
          "DATA_FOLDER_UNREADABLE",
          "Looking for the hub: " + path.toAbsolutePath() + " cannot be read.",
          "Run this as the user that the hub runs as.");
    }
  }

  private static CliFailure notRunning(Path data, String seen) {
    return new CliFailure(
        "HUB_NOT_RUNNING",
        "Looking for a running hub with the data folder " + data + ": " + seen + ".",
        "Start one with: homeroom up. If its data is elsewhere, name the folder with --data or"
            + " HOMEROOM_DATA.");
  }

  /**
   * Asks for something; a parameter whose value is empty is left out.
   *
   * @return the answer's text
   */
  String get(String path, Map<String, String> parameters) throws CliFailure {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
          }
        });
    return call("GET", path + query, List.of(), PATIENCE_MILLIS);
  }

  String post(String path, List<String> body) throws CliFailure {
    return call("POST", path, body, LONG_PATIENCE_MILLIS);
  }

  String delete(String path) throws CliFailure {
    return call("DELETE", path, List.of(), PATIENCE_MILLIS);
  }

  /** What a person wrote, as a part of a path. */
  static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }

  /** The pseudonym of a record that is written {@code entity/key}. */
  String pseudonym(String record) throws CliFailure {
    int slash = record.indexOf('/');
    if (slash < 1 || slash == record.length() - 1) {
      throw new CliFailure(
          "RECORD_INVALID",
          "What was given does not name a record.",
          "Write entity/key, for example student/123.");
    }
    String body = new Json(Map.of("record", record)).write();
    return parse(call("POST", "/pseudonyms", List.of(body), PATIENCE_MILLIS)).text("pseudonym");
  }

  static Json parse(String answer) throws CliFailure {
    try {
      return Json.read(answer);
    } catch (IOException e) {
      throw notAHub();
    }
  }

  private static CliFailure notAHub() {
    return new CliFailure(
        "HUB_ANSWER_UNREADABLE",
        "Asking the hub: what answers at its address does not speak its language.",
        "The hub may have ended and another program taken its port: start it with homeroom up.");
  }

  private String call(String method, String path, List<String> body, int patience)
      throws CliFailure {
    try {
      HttpURLConnection connection = open(method, path, patience);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getFirst().getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      String answer =
          text(status < 400 ? connection.getInputStream() : connection.getErrorStream());
      if (status >= 300) {
        throw refused(status, answer);
      }
      return answer;
    } catch (ConnectException e) {
      throw notRunning(data, "nothing answers at " + address + ", where it was last");
    } catch (IOException | IllegalArgumentException e) {
      throw notAHub();
    }
  }

  private HttpURLConnection open(String method, String path, int patience) throws IOException {
    URI uri = URI.create("http://" + address + "/api/v1" + path);
    // Looking up the machine's proxy settings takes longer than asking.
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(patience);
    return connection;
  }

  private static String text(InputStream stream) throws IOException {
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private CliFailure refused(int status, String answer) throws CliFailure {
    if (status == 401) {
      return new CliFailure(
          "TOKEN_WRONG",
          "Asking the hub at " + address + ": it does not accept the token of " + data + ".",
          "Another hub may listen there: name the data folder of the one you mean with --data.");
    }
    Json error = parse(answer);
    return new CliFailure(error.text("code"), error.text("message"), error.text("remedy"));
  }
}
