package homeroom.config.mapping;

/** What a blank cell says. */
public enum Blank {
  /** The field is cleared. */
  CLEARS,
  /** Nothing; so does a null. */
  ABSENT,
  /** The field is a text of no characters. */
  EMPTY
}
