package homeroom.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison in words for people at a school. */
record ReconcileWording(Json header) {

  static final List<String> VERDICTS =
      List.of("equal", "different", "missing", "inactive", "extra", "duplicate", "unmapped");

  private boolean isBatch() {
    return header.optional("batch").isPresent();
  }

  String title() {
    return isBatch()
        ? "What " + header.text("system") + " exported, against the hub"
        : "What " + header.text("system") + " holds, against the hub";
  }

  /** What the report is about, beside the title. */
  String about() {
    String entity = header.optional("entity").map(name -> ", only " + name).orElse("");
    return header.text("tenant")
        + ", compared at "
        + Screen.time(header.text("startedAt"))
        + header.optional("batch").map(id -> ", batch " + id).orElse("")
        + entity;
  }

  String verdict(Json finding) {
    return verdict(finding.text("verdict"));
  }

  String verdict(String name) {
    return switch (name) {
      case "equal" -> "equal";
      case "different" -> "different";
      case "missing" -> isBatch() ? "not in the hub" : "missing";
      case "inactive" -> "inactive";
      case "extra" -> isBatch() ? "not in the file" : "extra";
      case "duplicate" -> isBatch() ? "named twice" : "twice";
      case "unmapped" -> isBatch() ? "not usable" : "not comparable";
      default -> name;
    };
  }

  /** What the hub knows of it already; empty if it knows nothing. */
  static String note(Json finding) {
    Optional<String> because = finding.optional("because");
    return switch (finding.text("note")) {
      case "owed" -> "on its way";
      case "waiting" -> "waits for " + because.orElse("others");
      case "refused" -> "refused" + because.map(code -> ": " + code).orElse("");
      case "moved" -> "changed or delivered while it was compared";
      case "gone" -> "gone in the hub, or not meant for it";
      case "later" -> "the source said otherwise since";
      case "decided" -> "decided by " + because.orElse("another");
      case "held" -> "waits for approval, or was dropped";
      case "unreadable" -> "row cannot be used" + because.map(code -> ": " + code).orElse("");
      default -> because.orElse("");
    };
  }

  /** The fields that differ; with what they should be and are, where the report tells that. */
  static String fields(Json finding) {
    return String.join(", ", finding.list("fields").stream().map(ReconcileWording::field).toList());
  }

  private static String field(Json field) {
    return field.optional("should").isEmpty()
        ? field.text("name")
        : field.text("name")
            + " ("
            + quoted(field.text("should"))
            + ", there "
            + quoted(field.text("is"))
            + ")";
  }

  private static String quoted(String value) {
    return value.isEmpty() ? "empty" : "\"" + value + "\"";
  }

  /** The record, or where it is found when nobody knows which it is. */
  static String name(Json finding) {
    return finding
        .optional("key")
        .map(key -> finding.text("entity") + "/" + key)
        .orElseGet(() -> finding.text("entity") + " at " + finding.text("place"));
  }

  /** What came out, where there is nothing to be listed. */
  String result() {
    if (!header.flag("compared")) {
      return "Nothing could be compared.";
    }
    if (!header.flag("equal")) {
      return "";
    }
    return header.texts("leftOut").isEmpty()
        ? "Everything is equal."
        : "Everything that was compared is equal.";
  }

  /** What is left to be said below the findings. */
  List<String> remarks() {
    String system = header.text("system");
    return Stream.of(
            result(),
            header.number("nameless") == 0
                ? ""
                : header.number("nameless")
                    + " more "
                    + (header.number("nameless") == 1 ? "thing" : "things")
                    + " at "
                    + system
                    + " have no key of the hub's and are left alone.",
            header.texts("leftOut").isEmpty()
                ? ""
                : "Not compared, because every version is kept there: "
                    + String.join(", ", header.texts("leftOut"))
                    + ".")
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
