package homeroom.app.chaos;

import homeroom.app.demo.DemoFailure;
import homeroom.app.demo.ExampleDistrict;
import homeroom.app.demo.HubApi;
import homeroom.app.demo.Outside;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The processes: a broker, a hub, and a second hub of the same tenant that comes and goes. */
final class Stage implements AutoCloseable {

  /** So that an answer that comes late is too late before the run is over. */
  private static final String DEADLINE = "  deadline: 4s\n";

  private final Path root;
  private final Path configuration;
  private final Map<String, String> environment;
  private final KeptAlive broker;
  private final KeptAlive hub;
  private final KeptAlive second;
  private final HubApi api;
  private final URI address;
  private final String servers;

  Stage(Path root, Outside outside) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("first"));
    Files.createDirectories(root.resolve("second"));
    int brokerPort = freePort();
    int port = freePort();
    servers = "127.0.0.1:" + brokerPort;
    address = URI.create("http://127.0.0.1:" + port);
    configuration = configuration();
    environment = outside.environment(port);
    broker =
        new KeptAlive(
            root.resolve("broker.log"),
            Map.of(),
            "broker",
            "--data",
            root.resolve("broker").toString(),
            "--port",
            Integer.toString(brokerPort));
    hub = hub("first", environment);
    Map<String, String> other = new HashMap<>(environment);
    other.put("CEDAR_HTTP_PORT", Integer.toString(freePort()));
    second = hub("second", other);
    api = new HubApi(address, data().resolve("api-token"));
  }

  private KeptAlive hub(String name, Map<String, String> surroundings) {
    return new KeptAlive(
        root.resolve(name + ".log"),
        surroundings,
        "up",
        "--config",
        configuration.toString(),
        "--data",
        root.resolve(name).toString());
  }

  /** The example district's, on a cluster. */
  private Path configuration() throws IOException {
    Path example = ExampleDistrict.CEDAR_COUNTY.configuration();
    Path copy = root.resolve("configuration");
    try (Stream<Path> files = Files.walk(example)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(example.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    replace(
        copy.resolve("hub.yaml"),
        "kafka: embedded\n",
        "kafka: { bootstrap-servers: \"" + servers + "\" }\n");
    for (String system : new String[] {"idp", "lms"}) {
      Path file = copy.resolve("systems/" + system + ".yaml");
      String credentials = "  credentials: ${secret:" + system + "-token}\n";
      replace(file, credentials, credentials + DEADLINE);
    }
    return copy;
  }

  private static void replace(Path file, String text, String with) throws IOException {
    String before = Files.readString(file);
    String after = before.replace(text, with);
    if (after.equals(before)) {
      throw new IOException("the example district's " + file.getFileName() + " is not as expected");
    }
    Files.writeString(file, after);
  }

  void start() throws DemoFailure {
    broker.start();
    hub.start();
    awaitHub();
  }

  /** Waits until the hub answers and makes progress. */
  void awaitHub() throws DemoFailure {
    Patience.until("the hub is up", api::healthy);
  }

  KeptAlive broker() {
    return broker;
  }

  KeptAlive hub() {
    return hub;
  }

  KeptAlive second() {
    return second;
  }

  HubApi api() {
    return api;
  }

  URI address() {
    return address;
  }

  String servers() {
    return servers;
  }

  Path folder() {
    return configuration;
  }

  Path data() {
    return root.resolve("first");
  }

  Map<String, String> environment() {
    return environment;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    api.close();
    second.close();
    hub.close();
    broker.close();
  }
}
