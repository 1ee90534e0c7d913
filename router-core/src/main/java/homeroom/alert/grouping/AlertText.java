package homeroom.alert.grouping;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a message says. Made of the alert alone, so that it is the same for each attempt.
 *
 * @param title one line
 * @param facts what is known, by its name, in the order to read
 * @param command shows the occurrences
 * @param link shows them too
 */
public record AlertText(
    String title, Map<String, String> facts, String command, Optional<String> link) {

  /**
   * Where the hub shows more.
   *
   * @param path of the address
   */
  private record Look(String command, String path) {

    /** A list with a filter; names and times are written in an address as they are. */
    static Look list(String list, Map<String, String> filter) {
      return new Look(
          "homeroom "
              + list
              + filter.entrySet().stream()
                  .map(one -> " --" + one.getKey() + " " + one.getValue())
                  .collect(Collectors.joining()),
          list
              + filter.entrySet().stream()
                  .map(one -> one.getKey() + "=" + one.getValue())
                  .collect(Collectors.joining("&", "?", "")));
    }

    static Look status() {
      return new Look("homeroom status", "status");
    }

    static Look onboarding(String system) {
      return new Look("homeroom onboarding " + system, "onboarding?system=" + system);
    }

    String address(String base) {
      return base.replaceFirst("/+$", "") + "/api/v1/" + path;
    }
  }

  /**
   * @param link of the rule
   */
  public static AlertText of(Alert alert, Optional<String> link) {
    Look look = look(alert);
    Map<String, String> facts = new LinkedHashMap<>();
    Cause cause = alert.cause();
    put(facts, "entity", cause.entity());
    put(facts, "fields", String.join(", ", cause.fields()));
    put(facts, "systems", String.join(", ", cause.systems()));
    put(facts, cause.trigger() == Trigger.CONFLICTS ? "rule" : "code", cause.reason());
    put(facts, "first", alert.first().truncatedTo(ChronoUnit.SECONDS).toString());
    put(facts, "last", alert.last().truncatedTo(ChronoUnit.SECONDS).toString());
    put(facts, "examples", String.join(", ", alert.examples()));
    put(facts, "detail", alert.detail().orElse(""));
    return new AlertText(title(alert), facts, look.command(), link.map(look::address));
  }

  /** All of it as lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    facts.forEach((name, value) -> lines.add("%-9s %s".formatted(name, value)));
    lines.add("");
    lines.add("See:      " + command);
    link.ifPresent(address -> lines.add("          " + address));
    return lines;
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  private static String title(Alert alert) {
    Cause cause = alert.cause();
    String systems = String.join(" and ", cause.systems());
    String what = what(cause);
    return switch (cause.trigger()) {
      case CONFLICTS -> count(alert, "conflict", "conflicts") + what + " between " + systems;
      case VIOLATIONS ->
          count(alert, "change", "changes") + what + " that " + systems + " may not make";
      case REJECTED_ROWS ->
          count(alert, "rejected row", "rejected rows") + what + " from " + systems;
      case FAILED_BATCHES ->
          count(alert, "failed or held batch", "failed or held batches") + " of " + systems;
      case REFUSED_DELIVERIES ->
          count(alert, "refused delivery", "refused deliveries") + what + " to " + systems;
      case FIRST_CONTACTS ->
          count(alert, "record differs", "records differ") + " on first contact with " + systems;
      case OUTAGES -> systems + ": " + cause.reason();
      case RECOVERIES -> systems + ": " + cause.reason() + " is over";
    };
  }

  private static String what(Cause cause) {
    String fields = String.join(", ", cause.fields());
    String thing =
        cause.entity().isEmpty() || fields.isEmpty()
            ? cause.entity() + fields
            : cause.entity() + " " + fields;
    return thing.isEmpty() ? "" : " of " + thing;
  }

  private static String count(Alert alert, String one, String many) {
    return alert.count() + " " + (alert.count() == 1 ? one : many);
  }

  private static Look look(Alert alert) {
    Cause cause = alert.cause();
    String system = cause.systems().isEmpty() ? "" : cause.systems().getFirst();
    String from = alert.first().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> filter = new LinkedHashMap<>();
    put(filter, "system", system);
    return switch (cause.trigger()) {
      case CONFLICTS -> {
        put(filter, "entity", cause.entity());
        yield list("conflicts", filter, from);
      }
      case VIOLATIONS -> {
        put(filter, "entity", cause.entity());
        put(filter, "outcome", "unauthorised");
        yield list("movements", filter, from);
      }
      case REFUSED_DELIVERIES -> list("undelivered", filter, from);
      case REJECTED_ROWS -> Look.list("quarantine", filter);
      case FAILED_BATCHES -> Look.list("batches", filter);
      case FIRST_CONTACTS -> Look.onboarding(system);
      case OUTAGES, RECOVERIES -> Look.status();
    };
  }

  private static Look list(String list, Map<String, String> filter, String from) {
    put(filter, "from", from);
    return Look.list(list, filter);
  }
}
