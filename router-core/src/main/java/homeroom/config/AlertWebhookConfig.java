package homeroom.config;

import homeroom.alert.grouping.Channel;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code webhook:} of an alert. */
record AlertWebhookConfig(
    Place place,
    YamlNode.Scalar url,
    Optional<YamlNode.Scalar> secret,
    Optional<Channel.Webhook.Body> body) {

  private static final Set<String> SCHEMES = Set.of("https", "http");

  /** An address of the web. */
  static final Shape<String> ADDRESS =
      Shapes.scalar("an address such as https://hooks.example", AlertWebhookConfig::address);

  private static final Key<YamlNode.Scalar> URL =
      Key.required("url", Shapes.SCALAR, "the address, or ${secret:name} if it must not be seen");
  private static final Key<Optional<YamlNode.Scalar>> SECRET =
      Key.optional("secret", Shapes.SCALAR, "what messages are signed with");
  private static final Key<Optional<Channel.Webhook.Body>> BODY =
      Key.optional(
          "body", Shapes.choice(Channel.Webhook.Body.class), "what the receiver understands");

  static final Shape<AlertWebhookConfig> SHAPE =
      ObjectShape.of(
          "a mapping with url and secret",
          values ->
              new AlertWebhookConfig(
                  values.place(), values.get(URL), values.get(SECRET), body(values)),
          URL,
          SECRET,
          BODY);

  /** Empty if it is written wrongly, so that nothing else is said to follow from it. */
  private static Optional<Channel.Webhook.Body> body(ObjectShape.Values values) {
    return values.isWritten(BODY) ? values.get(BODY) : Optional.of(Channel.Webhook.Body.STANDARD);
  }

  Optional<Channel> compile(Compilation compilation) {
    if (secret.isEmpty() && body.equals(Optional.of(Channel.Webhook.Body.STANDARD))) {
      compilation
          .problems()
          .error(
              place.child("secret"), "missing", "Write secret: ${secret:name}, to sign messages");
      return Optional.empty();
    }
    Optional<Supplier<String>> address = address(compilation);
    Optional<Supplier<String>> key = secret.flatMap(it -> AlertSecrets.read(it, compilation));
    return address.isEmpty() || body.isEmpty() || key.isPresent() != secret.isPresent()
        ? Optional.empty()
        : Optional.of(new Channel.Webhook(address.get(), key, body.get()));
  }

  private Optional<Supplier<String>> address(Compilation compilation) {
    return url.text().strip().startsWith("${secret:")
        ? AlertSecrets.read(url, compilation)
        : ADDRESS.substituted().read(url, compilation.reading()).map(text -> () -> text);
  }

  private static Optional<String> address(String text) {
    try {
      URI uri = new URI(text);
      return Optional.of(text)
          .filter(_ -> uri.getHost() != null)
          .filter(_ -> SCHEMES.contains(String.valueOf(uri.getScheme())));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
