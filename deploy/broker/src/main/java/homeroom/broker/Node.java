package homeroom.broker;

import homeroom.broker.BrokerFailure.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.EligibleLeaderReplicasVersion;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.LoggerFactory;

/** Controller and broker in one, as Kafka's own main class puts them together. */
final class Node {

  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final Faults faults;

  private Node(
      SharedServer shared, ControllerServer controller, BrokerServer broker, Faults faults) {
    this.shared = shared;
    this.controller = controller;
    this.broker = broker;
    this.faults = faults;
  }

  static Node start(Map<String, String> settings, Path logs, Sockets sockets) throws BrokerFailure {
    Node node;
    boolean clean = Registration.wasHandedBack(logs);
    try {
      formatOnce(logs);
      node = build(new KafkaConfig(settings, false), sockets);
    } catch (Exception e) {
      throw notStarted(logs, e);
    }
    try {
      node.controller.startup();
      if (!clean) {
        Registration.drop(node.controller.controller());
      }
      node.broker.startup();
      return node;
    } catch (Exception e) {
      node.stop(Duration.ZERO);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw notStarted(logs, e);
    }
  }

  /** Kafka writes {@code meta.properties} last, so a start that was cut short is done again. */
  private static void formatOnce(Path logs) throws Exception {
    if (Files.exists(logs.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(BrokerSettings.NODE)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
        .setDirectories(List.of(logs.toString()))
        .setMetadataLogDirectory(logs.toString())
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .setReleaseVersion(MetadataVersion.latestProduction())
        // Chooses a leader among several copies after a crash. There is one, and it must lead.
        .setFeatureLevel(
            EligibleLeaderReplicasVersion.FEATURE_NAME,
            EligibleLeaderReplicasVersion.ELRV_0.featureLevel())
        .run();
  }

  private static Node build(KafkaConfig config, Sockets sockets) throws IOException {
    scala.Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> folder =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(Node.class), "");
    Faults faults = new Faults();
    Metrics metrics = new Metrics(Time.SYSTEM);
    SharedServer shared =
        new SharedServer(
            config,
            folder._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                Map.of(BrokerSettings.NODE, sockets.controllerAddress())),
            List.of(),
            faults,
            sockets);
    return new Node(
        shared,
        new ControllerServer(shared, KafkaRaftServer.configSchema(), folder._2()),
        new BrokerServer(shared),
        faults);
  }

  String clusterId() {
    return shared.clusterId();
  }

  CompletableFuture<BrokerFailure> failure() {
    return faults.fatal();
  }

  /** The broker first: it hands in its leave at the controller. */
  void stop(Duration patience) {
    broker.shutdown(patience);
    controller.shutdown();
  }

  private static BrokerFailure notStarted(Path logs, Exception cause) {
    return new BrokerFailure(
        Code.BROKER_NOT_STARTED,
        "The embedded broker in " + logs + " did not start (" + cause + ").",
        "Look at the log above. If a newer version of the hub wrote this folder, start that one.",
        cause);
  }
}
