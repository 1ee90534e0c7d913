package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code hub.yaml}. */
record HubConfig(
    String tenant,
    Optional<String> title,
    KafkaSettings kafka,
    int httpPort,
    Optional<String> store,
    Duration keepMovements,
    List<AlertConfig> alerts) {

  private static final int DEFAULT_HTTP_PORT = 8460;
  private static final int MOST_PARTITIONS = 1000;
  private static final int LAST_PORT = 65535;
  private static final Shape<Integer> PORT = Shapes.whole(0, LAST_PORT).substituted();

  private static final Key<String> TENANT =
      Key.required("tenant", Names.WORD, "the district's name in topics");
  private static final Key<Optional<String>> TITLE =
      Key.optional("title", Shapes.TEXT, "the district's name for people");
  private static final Key<KafkaSettings> KAFKA =
      Key.withDefault(
          "kafka", kafkaShape(), KafkaSettings.embedded(), "embedded, or a cluster's address");
  private static final Key<Integer> HTTP =
      Key.withDefault("http", httpShape(), DEFAULT_HTTP_PORT, "where the hub answers");
  private static final Key<Optional<String>> STORE =
      Key.optional("store", Shapes.TEXT.substituted(), "the JDBC URL of the query store");
  private static final Key<Duration> KEEP_MOVEMENTS =
      Retention.key("keep-movements", "for how long the query store keeps movements");

  private static final Key<List<AlertConfig>> ALERTS =
      Key.withDefault(
          "alerts", Shapes.oneOrMany(AlertConfig.SHAPE), List.of(), "who is told of what");

  static final Shape<HubConfig> SHAPE =
      ObjectShape.of(
              "a mapping with tenant, title, kafka and http",
              values ->
                  new HubConfig(
                      values.get(TENANT),
                      values.get(TITLE),
                      values.get(KAFKA),
                      values.get(HTTP),
                      values.get(STORE),
                      values.get(KEEP_MOVEMENTS),
                      values.get(ALERTS)),
              TENANT,
              TITLE,
              KAFKA,
              HTTP,
              STORE,
              KEEP_MOVEMENTS,
              ALERTS)
          .planned("schema-registry", "The hub's own is used; remove the key");

  private static Shape<KafkaSettings> kafkaShape() {
    return Shapes.either(
        Shapes.choice(List.of("embedded"), w -> KafkaSettings.embedded()), broker());
  }

  private static Shape<KafkaSettings> broker() {
    Key<Boolean> embedded =
        Key.withDefault("embedded", Shapes.FLAG, true, "whether the broker is inside the hub");
    Key<Optional<String>> servers =
        Key.optional("bootstrap-servers", Shapes.TEXT.substituted(), "a cluster's host:port");
    Key<Integer> port = Key.withDefault("port", PORT, 0, "where the embedded broker listens");
    Key<Optional<Integer>> partitions =
        Key.optional(
            "partitions",
            Shapes.whole(1, MOST_PARTITIONS),
            "how many partitions the topics have that the router reads");
    Shape<KafkaSettings> shape =
        ObjectShape.of(
            "a mapping with embedded or bootstrap-servers",
            values ->
                values
                    .get(servers)
                    .<KafkaSettings.Broker>map(KafkaSettings.Cluster::new)
                    .orElseGet(() -> new KafkaSettings.Embedded(values.get(port)))
                    .settings(values.get(partitions)),
            embedded,
            servers,
            port,
            partitions);
    return BrokerChoice.checked(shape);
  }

  private static Shape<Integer> httpShape() {
    Key<Integer> port = Key.withDefault("port", PORT, DEFAULT_HTTP_PORT, "where the hub answers");
    return ObjectShape.of("a mapping such as { port: 8460 }", values -> values.get(port), port);
  }
}
