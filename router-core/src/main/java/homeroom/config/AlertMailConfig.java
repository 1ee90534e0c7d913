package homeroom.config;

import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Channel.Mail.Tls;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code mail:} of an alert. */
record AlertMailConfig(
    Place place,
    String server,
    Optional<Integer> port,
    Tls tls,
    Optional<String> user,
    Optional<YamlNode.Scalar> password,
    String from,
    List<String> to) {

  private static final int LAST_PORT = 65535;
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;
  private static final int SMTP = 25;
  private static final Pattern MAILBOX = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;]+");

  private static final Shape<String> ADDRESS =
      Shapes.scalar(
              "a mail address such as data-team@cedar.example",
              text -> Optional.of(text).filter(some -> MAILBOX.matcher(some).matches()))
          .substituted();

  private static final Key<String> SERVER =
      Key.required("server", Shapes.TEXT.substituted(), "the mail server's name");
  private static final Key<Optional<Integer>> PORT =
      Key.optional("port", Shapes.whole(1, LAST_PORT).substituted(), "the mail server's port");
  private static final Key<Tls> TLS =
      Key.withDefault("tls", Shapes.choice(Tls.class), Tls.STARTTLS, "how it is encrypted");
  private static final Key<Optional<String>> USER =
      Key.optional("user", Shapes.TEXT.substituted(), "who we are to the server");
  private static final Key<Optional<YamlNode.Scalar>> PASSWORD =
      Key.optional("password", Shapes.SCALAR, "the user's password, ${secret:name}");
  private static final Key<String> FROM = Key.required("from", ADDRESS, "the sender's address");
  private static final Key<List<String>> TO =
      Key.required("to", Shapes.oneOrMany(ADDRESS), "the receivers' addresses");

  static final Shape<AlertMailConfig> SHAPE =
      ObjectShape.of(
          "a mapping with server, from and to",
          values ->
              new AlertMailConfig(
                  values.place(),
                  values.get(SERVER),
                  values.get(PORT),
                  values.get(TLS),
                  values.get(USER),
                  values.get(PASSWORD),
                  values.get(FROM),
                  values.get(TO)),
          SERVER,
          PORT,
          TLS,
          USER,
          PASSWORD,
          FROM,
          TO);

  Optional<Channel> compile(Compilation compilation) {
    if (to.isEmpty()) {
      compilation.problems().error(place.child("to"), "this is empty", "Write an address");
      return Optional.empty();
    }
    if (user.isPresent() != password.isPresent()) {
      compilation
          .problems()
          .error(
              place.child(user.isPresent() ? "password" : "user"),
              "missing",
              "Write both user: and password:, or neither");
      return Optional.empty();
    }
    if (password.isPresent() && tls == Tls.NONE) {
      compilation
          .problems()
          .warning(
              password.get().place(),
              "the password goes over the network unencrypted",
              "Use tls: starttls or tls: implicit");
    }
    Optional<Supplier<String>> secret = password.flatMap(it -> AlertSecrets.read(it, compilation));
    if (secret.isPresent() != password.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Channel.Mail(
            server,
            port.orElse(usualPort()),
            tls,
            secret.map(it -> new Channel.Mail.Login(user.orElseThrow(), it)),
            from,
            to));
  }

  private int usualPort() {
    return switch (tls) {
      case STARTTLS -> SUBMISSION;
      case IMPLICIT -> SUBMISSIONS;
      case NONE -> SMTP;
    };
  }
}
