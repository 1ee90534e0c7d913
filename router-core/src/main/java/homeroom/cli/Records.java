package homeroom.cli;

/** How a record is written for people. */
final class Records {

  private Records() {}

  /** {@code entity/key}, or the pseudonym of one that was forgotten. */
  static String name(Json subject) {
    return subject
        .optional("key")
        .map(key -> subject.text("entity") + "/" + key)
        .orElseGet(
            () ->
                subject.optional("record").map(it -> subject.text("entity") + "~" + it).orElse(""));
  }

  /** Null and a text of no characters are two things, so they look different. */
  static String value(Json field) {
    return switch (field.text("type")) {
      case "null" -> "(null)";
      case "text" -> field.text("value").isEmpty() ? "\"\"" : field.text("value");
      default -> field.get("value").map(Json::toString).orElse("");
    };
  }

  /** Whose value a conflict ended with. */
  static String winner(Json conflict) {
    return conflict.optional("winner").filter(it -> !it.isEmpty()).orElse("(nobody yet)");
  }
}
