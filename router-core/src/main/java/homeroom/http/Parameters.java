package homeroom.http;

import homeroom.audit.Pseudonyms;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the parameters of one request. */
final class Parameters {

  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private final RoutingContext request;
  private final Instant now;

  Parameters(RoutingContext request, InstantSource clock) {
    this.request = request;
    this.now = clock.instant();
  }

  Instant now() {
    return now;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(request.queryParams().get(name)).filter(text -> !text.isEmpty());
  }

  boolean flag(String name) {
    return text(name).filter("true"::equals).isPresent();
  }

  String required(String name) {
    return text(name)
        .orElseThrow(
            () ->
                Refusal.badRequest(
                    "PARAMETER_MISSING",
                    "The parameter " + name + " is missing.",
                    "Add " + name + "= to the address."));
  }

  /** A record, by its pseudonym alone: a natural key in an address would end up in logs. */
  Optional<String> record() {
    return text("record").map(Parameters::pseudonym);
  }

  /** A part of the address, as it was written. */
  String path(String name) {
    return request.pathParam(name);
  }

  String pathRecord() {
    return pseudonym(request.pathParam("pseudonym"));
  }

  private static String pseudonym(String text) {
    if (!Pseudonyms.isPseudonym(text)) {
      throw Refusal.badRequest(
          "PSEUDONYM_INVALID",
          "The record is not named by a pseudonym of 22 characters.",
          "POST {\"record\": \"entity/key\"} to /api/v1/pseudonyms to learn the pseudonym.");
    }
    return text;
  }

  Optional<Instant> time(String name) {
    return text(name)
        .map(
            text ->
                TimeText.read(text, now, ZoneOffset.UTC)
                    .orElseThrow(
                        () ->
                            Refusal.badRequest(
                                "TIME_INVALID",
                                "The parameter " + name + " is no time.",
                                "Write 2026-09-01, 2026-09-01T08:00:00Z, or how long ago: 48h.")));
  }

  /** {@code from}, or {@code since}, which says the same by its age. */
  Optional<Instant> from() {
    return time("from").or(() -> time("since"));
  }

  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .map(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(choice -> choice.name().equals(text.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            Refusal.badRequest(
                                "PARAMETER_INVALID",
                                "The parameter " + name + " is none of its values.",
                                "Write one of " + names(type) + ".")));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  int limit() {
    return number("limit", 1, MOST, USUAL, "Ask for fewer and go on with the answer's cursor.");
  }

  /** How many examples to name; none is an answer too. */
  int examples(int usual, int most) {
    return number("examples", 0, most, usual, "Ask for fewer; more are not kept.");
  }

  /** A place in a list; the first if nothing is said. */
  int number(String name, int usual) {
    return number(name, 0, Integer.MAX_VALUE, usual, "Take it from the answer before.");
  }

  private int number(String name, int least, int most, int usual, String remedy) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below: too big and not a number have the same remedy.
    }
    throw Refusal.badRequest(
        "PARAMETER_INVALID",
        "The parameter " + name + " is no number from " + least + " to " + most + ".",
        remedy);
  }
}
