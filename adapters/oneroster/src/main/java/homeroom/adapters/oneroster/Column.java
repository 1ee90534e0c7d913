package homeroom.adapters.oneroster;

import java.util.List;

/**
 * One column of a OneRoster file.
 *
 * @param kind what its cells hold
 * @param required whether a cell must not be blank
 * @param closed whether only {@code words} may be written; otherwise they are a hint
 * @param words the vocabulary of a {@code WORD}, written as the specification does
 */
record Column(String name, Kind kind, boolean required, boolean closed, List<String> words) {

  /** What the cells of a column hold. */
  enum Kind {
    TEXT,
    /** A calendar day. */
    DAY,
    /** A point in time, in UTC. */
    MOMENT,
    /** The year in which a school year ends. */
    YEAR,
    /** One word of a vocabulary. */
    WORD
  }

  private static final List<String> FLAGS = List.of("true", "false");

  Column {
    words = List.copyOf(words);
  }

  static Column text(String name) {
    return new Column(name, Kind.TEXT, false, false, List.of());
  }

  static Column day(String name) {
    return new Column(name, Kind.DAY, false, false, List.of());
  }

  static Column moment(String name) {
    return new Column(name, Kind.MOMENT, false, false, List.of());
  }

  static Column year(String name) {
    return new Column(name, Kind.YEAR, false, false, List.of());
  }

  static Column flag(String name) {
    return oneOf(name, FLAGS);
  }

  boolean isFlag() {
    return words.equals(FLAGS);
  }

  /** A vocabulary to which a system may add words of its own. */
  static Column word(String name, List<String> words) {
    return new Column(name, Kind.WORD, false, false, words);
  }

  /** A vocabulary that is complete. */
  static Column oneOf(String name, List<String> words) {
    return new Column(name, Kind.WORD, false, true, words);
  }

  /** The same with a vocabulary to which a system may add words. */
  Column open() {
    return new Column(name, kind, required, false, words);
  }

  Column notBlank() {
    return new Column(name, kind, true, closed, words);
  }
}
