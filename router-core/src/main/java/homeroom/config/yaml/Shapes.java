package homeroom.config.yaml;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes that others are made of. */
public final class Shapes {

  /** Any text, not empty. */
  public static final Shape<String> TEXT =
      scalar("a text", text -> Optional.of(text).filter(some -> !some.isBlank()));

  /** A scalar as it is written, with its type. */
  public static final Shape<YamlNode.Scalar> SCALAR =
      (node, reading) -> {
        if (node instanceof YamlNode.Scalar scalar) {
          return Optional.of(scalar);
        }
        wrongKind(node, "a single value", reading);
        return Optional.empty();
      };

  /** A whole number. */
  public static final Shape<Long> WHOLE = scalar("a whole number", Shapes::whole);

  /** True or false. */
  public static final Shape<Boolean> FLAG = scalar("true or false", Shapes::flag);

  /** A length of time. */
  public static final Shape<Duration> DURATION =
      scalar("a duration such as 250ms, 30s, 5m, 26h or 2d", Shapes::duration);

  /** A share of a whole, from 0 to 1. */
  public static final Shape<Double> SHARE = scalar("a share such as 5%", Shapes::share);

  /** A date, which is midnight in UTC, or a point in time. */
  public static final Shape<Instant> MOMENT =
      scalar("a date such as 2026-08-15 or a time such as 2026-08-15T06:00:00Z", Shapes::moment);

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private Shapes() {}

  /** A single value that a function understands. */
  public static <T> Shape<T> scalar(String what, Function<String, Optional<T>> understand) {
    return (node, reading) -> {
      if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
        wrongKind(node, what, reading);
        return Optional.empty();
      }
      Optional<T> value = understand.apply(scalar.text());
      if (value.isEmpty()) {
        reading.problems().error(node.place(), "this is not " + what, "Write " + what);
      }
      return value;
    };
  }

  /** A whole number within bounds. */
  public static Shape<Integer> whole(int least, int most) {
    return scalar(
        "a whole number from " + least + " to " + most,
        text -> whole(text).filter(n -> n >= least && n <= most).map(Long::intValue));
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public static <E extends Enum<E>> Shape<E> choice(Class<E> type) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    return choice(
        all.stream().map(Shapes::written).toList(),
        text -> all.stream().filter(one -> written(one).equals(text)).findFirst().orElseThrow());
  }

  /** One of some words. */
  public static <T> Shape<T> choice(List<String> words, Function<String, T> meaning) {
    return (node, reading) -> {
      Optional<String> word = TEXT.read(node, reading);
      if (word.isPresent() && !words.contains(word.get())) {
        String message = word.get() + " is none of " + String.join(", ", words);
        reading.problems().unknown(node.place(), message, word.get(), words);
        return Optional.empty();
      }
      return word.map(meaning);
    };
  }

  /** One, or a list of several. */
  public static <T> Shape<List<T>> oneOrMany(Shape<T> shape) {
    return (node, reading) ->
        switch (node) {
          case YamlNode.Sequence sequence -> all(sequence, shape, reading);
          case YamlNode.Scalar scalar -> shape.read(scalar, reading).map(List::of);
          case YamlNode.Mapping mapping -> shape.read(mapping, reading).map(List::of);
        };
  }

  /** A single value that means one thing, or a mapping that means another. */
  public static <T> Shape<T> either(Shape<? extends T> ifScalar, Shape<? extends T> ifMapping) {
    return (node, reading) ->
        switch (node) {
          case YamlNode.Scalar scalar -> ifScalar.read(scalar, reading).map(Function.identity());
          case YamlNode.Mapping mapping ->
              ifMapping.read(mapping, reading).map(Function.identity());
          case YamlNode.Sequence sequence ->
              ifMapping.read(sequence, reading).map(Function.identity());
        };
  }

  /** A mapping whose keys are names that the writer chooses. */
  public static <T> Shape<Named<T>> named(String what, Shape<T> shape) {
    return Named.shape(what, shape);
  }

  /** Tells that something else stands where a shape was expected. */
  public static void wrongKind(YamlNode node, String what, Reading reading) {
    String message =
        node instanceof YamlNode.Scalar scalar && scalar.isNull()
            ? "nothing is written here"
            : "this is " + node.kind() + ", not " + what;
    reading.problems().error(node.place(), message, "Write " + what);
  }

  /** Understands {@code 30s}. */
  public static Optional<Duration> duration(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  /** Understands a whole number. */
  public static Optional<Long> whole(String text) {
    return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** Understands true and false. */
  public static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Understands {@code 5%}. */
  public static Optional<Double> share(String text) {
    boolean percent = text.endsWith("%");
    String number = percent ? text.substring(0, text.length() - 1) : text;
    if (!number.matches("\\d{1,3}(\\.\\d+)?")) {
      return Optional.empty();
    }
    double share = Double.parseDouble(number) / (percent ? 100 : 1);
    return share > 1 ? Optional.empty() : Optional.of(share);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<List<T>> all(
      YamlNode.Sequence sequence, Shape<T> shape, Reading reading) {
    List<T> values = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      shape.read(item, reading).ifPresent(values::add);
    }
    return values.size() < sequence.items().size() ? Optional.empty() : Optional.of(values);
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
