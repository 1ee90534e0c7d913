package homeroom.config;

import homeroom.alert.grouping.AlertRule;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Trigger;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One entry of {@code alerts:}. */
record AlertConfig(
    Place place,
    Located<String> name,
    List<Trigger> on,
    boolean hasWebhook,
    Optional<AlertWebhookConfig> webhook,
    boolean hasMail,
    Optional<AlertMailConfig> mail,
    Duration gather,
    Duration quiet,
    Optional<String> link) {

  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);
  private static final Duration DEFAULT_REPEAT = Duration.ofHours(24);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Duration LONGEST_REPEAT = Duration.ofDays(30);

  private static final Key<Located<String>> NAME =
      Key.required("name", Names.WORD.located(), "what the alert is called");
  private static final Key<List<Trigger>> ON =
      Key.required("on", Shapes.oneOrMany(Shapes.choice(Trigger.class)), "what it is about");
  private static final Key<Optional<AlertWebhookConfig>> WEBHOOK =
      Key.optional("webhook", AlertWebhookConfig.SHAPE, "where it is posted");
  private static final Key<Optional<AlertMailConfig>> MAIL =
      Key.optional("mail", AlertMailConfig.SHAPE, "who gets a mail");
  private static final Key<Duration> WAIT =
      Key.withDefault(
          "wait", upTo(LONGEST_WAIT, "1d"), DEFAULT_WAIT, "how long one cause is gathered");
  private static final Key<Duration> REPEAT =
      Key.withDefault(
          "repeat",
          upTo(LONGEST_REPEAT, "30d"),
          DEFAULT_REPEAT,
          "how long nothing more is said of one cause");
  private static final Key<Optional<String>> LINK =
      Key.optional("link", AlertWebhookConfig.ADDRESS.substituted(), "what addresses begin with");

  static final Shape<AlertConfig> SHAPE =
      ObjectShape.of(
          "an alert with name, on, and webhook or mail",
          values ->
              new AlertConfig(
                  values.place(),
                  values.get(NAME),
                  values.get(ON),
                  values.isWritten(WEBHOOK),
                  values.get(WEBHOOK),
                  values.isWritten(MAIL),
                  values.get(MAIL),
                  values.get(WAIT),
                  values.get(REPEAT),
                  values.get(LINK)),
          NAME,
          ON,
          WEBHOOK,
          MAIL,
          WAIT,
          REPEAT,
          LINK);

  private static Shape<Duration> upTo(Duration most, String written) {
    return Shapes.scalar(
        "a duration such as 30s, 5m or 12h, at most " + written,
        text -> Shapes.duration(text).filter(length -> length.compareTo(most) <= 0));
  }

  /** Those without a mistake; what is wrong is among the problems. */
  static List<AlertRule> compile(List<AlertConfig> alerts, Compilation compilation) {
    Set<String> names = new HashSet<>();
    for (AlertConfig alert : alerts) {
      if (!names.add(alert.name().value())) {
        compilation
            .problems()
            .error(
                alert.name().place(), "another alert has this name", "Give each a name of its own");
      }
    }
    return alerts.stream().flatMap(alert -> alert.compile(compilation).stream()).toList();
  }

  private Optional<AlertRule> compile(Compilation compilation) {
    if (hasWebhook == hasMail) {
      compilation
          .problems()
          .error(
              place,
              hasMail ? "an alert goes one way only" : "nobody hears of this alert",
              hasMail
                  ? "Keep webhook: or mail:, and write another alert for the other"
                  : "Write webhook: or mail:");
      return Optional.empty();
    }
    if (on.isEmpty()) {
      compilation.problems().error(place.child("on"), "this is empty", "Name at least one thing");
      return Optional.empty();
    }
    Optional<? extends Channel> channel =
        hasWebhook
            ? webhook.flatMap(it -> it.compile(compilation))
            : mail.flatMap(it -> it.compile(compilation));
    return channel.map(
        it -> new AlertRule(name.value(), EnumSet.copyOf(on), it, gather, quiet, link));
  }
}
