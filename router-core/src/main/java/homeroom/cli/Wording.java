package homeroom.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the hub's words mean to a person. */
final class Wording {

  private static final Map<String, String> DECISIONS =
      Map.ofEntries(
          Map.entry("ACCEPTED", "accepted"),
          Map.entry("UNCHANGED", "nothing new"),
          Map.entry("ECHO", "the hub's own write, come back"),
          Map.entry("DUPLICATE", "the same once more, passed over"),
          Map.entry("STALE", "older than what was known, passed over"),
          Map.entry("CONVERGED", "both had come to the same"),
          Map.entry("UNAUTHORISED", "not accepted: it may not decide this"));

  private static final Map<String, String> RESULTS =
      Map.of(
          "CREATED", "created there",
          "UPDATED", "updated there",
          "UNCHANGED", "was so already",
          "DELETED", "taken away there",
          "HANDED_OVER", "put where it is fetched",
          "REFUSED", "refused");

  private Wording() {}

  /** What was decided about something that a source said. */
  static String decision(Json said) {
    String decision = said.text("decision");
    return switch (decision) {
      case "" -> "not known";
      case "CONFLICT" -> "conflict, " + outcome(said);
      case "INITIAL_MISMATCH" -> "differed when first seen, " + outcome(said);
      default -> DECISIONS.getOrDefault(decision, decision);
    };
  }

  /** An outcome by itself. */
  static String decided(String outcome) {
    return DECISIONS.getOrDefault(outcome, outcome);
  }

  private static String outcome(Json said) {
    return said.optional("won")
        .map(won -> won.equals("true") ? "won" : "lost")
        .orElse("who won is not known");
  }

  /** How a delivery ended. */
  static String result(Json ended) {
    String result = RESULTS.getOrDefault(ended.text("result"), ended.text("result"));
    return result + ended.optional("code").map(code -> ": " + code).orElse("");
  }

  /** From which file, row or notification something came. */
  static String from(Json said) {
    Optional<String> origin = said.optional("origin");
    String place = said.text("place");
    if (origin.isEmpty()) {
      return said.optional("batch").isEmpty() || place.isEmpty() ? place : "notification " + place;
    }
    return place.isEmpty() ? origin.get() : origin.get() + ", " + place;
  }

  /** A value that is known, or that it is not. */
  static String value(Json holder) {
    return holder.optional("type").isEmpty() ? "(not known)" : Records.value(holder);
  }

  /** How a system stands with a field, in a few words. */
  static String standing(Json standing) {
    Optional<Json> record = standing.get("record");
    if (standing.flag("same")) {
      return switch (standing.text("known")) {
        case "SAID", "SHOWN" -> "holds it, and says so";
        default -> "holds it, and confirmed so";
      };
    }
    if (record.isEmpty()) {
      return "says something else; it takes no deliveries";
    }
    return switch (record.get().text("state")) {
      case "SENT" -> "is being told; its answer has not come";
      case "WAITING" -> "will be told after " + waits(record.get());
      case "REFUSED" -> "refused it: " + record.get().text("code") + detail(record.get());
      case "HANDED_OVER" -> "was given it to fetch, and has not shown it yet";
      default -> inStep(standing, record.get());
    };
  }

  private static String inStep(Json standing, Json record) {
    if (record.text("effect").equals("DELETED")) {
      return "does not have the record any more";
    }
    if (!standing.flag("takes")) {
      return "says something else; it is not told of this field";
    }
    return switch (standing.text("known")) {
      case "SAID" -> "says something else; nothing is due to it";
      case "SHOWN" -> "has what it was told, in its own form";
      default -> "has confirmed all that it was told";
    };
  }

  private static String waits(Json record) {
    List<String> waits = record.texts("waitsFor");
    return waits.isEmpty() ? "something else" : String.join(", ", waits);
  }

  private static String detail(Json record) {
    return record.optional("detail").map(it -> ": " + it).orElse("");
  }

  static String duration(long seconds) {
    long hours = seconds / 3600;
    return hours >= 48
        ? hours / 24 + " days"
        : hours > 0 ? hours + " h " + seconds / 60 % 60 + " min" : seconds / 60 + " min";
  }

  static String times(long attempts) {
    return attempts == 1 ? "1 try" : attempts + " tries";
  }
}
