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
}
