package homeroom.config;

import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.YamlNode;
import java.util.Optional;

/** A broker is inside the hub or elsewhere, not both and not neither. */
final class BrokerChoice {

  private BrokerChoice() {}

  static Shape<KafkaSettings> checked(Shape<KafkaSettings> shape) {
    return (node, reading) -> {
      if (node instanceof YamlNode.Mapping mapping) {
        check(mapping, reading);
      }
      return shape.read(node, reading);
    };
  }

  private static void check(YamlNode.Mapping mapping, Reading reading) {
    boolean cluster = mapping.entry("bootstrap-servers").isPresent();
    Optional<YamlNode.Entry> embedded = mapping.entry("embedded");
    boolean inside = embedded.filter(entry -> is(entry, "true")).isPresent();
    boolean outside = embedded.filter(entry -> is(entry, "false")).isPresent();
    if (cluster && (inside || mapping.entry("port").isPresent())) {
      reading
          .problems()
          .error(
              mapping.place(),
              "bootstrap-servers says that the broker is elsewhere, embedded or port that it is"
                  + " not",
              "Keep one of them");
    } else if (outside && !cluster) {
      reading
          .problems()
          .error(
              mapping.place(),
              "no broker is named",
              "Write bootstrap-servers: host:port, or embedded: true");
    }
  }

  private static boolean is(YamlNode.Entry entry, String text) {
    return entry.value() instanceof YamlNode.Scalar scalar && scalar.text().equals(text);
  }
}
