package homeroom.adapters.oneroster;

import homeroom.api.Failure;
import java.util.Locale;
import java.util.Optional;

/** What a cell turned out to hold. */
sealed interface Cell {

  /**
   * A value that can be used.
   *
   * @param value as the specification writes it
   * @param tolerated what had to be forgiven for that; empty if nothing
   */
  record Usable(String value, Optional<Notes.Note> tolerated) implements Cell {}

  /**
   * A value that cannot be used.
   *
   * @param code of the failure
   * @param problem completes "the value …"; never holds the value
   */
  record Unusable(String code, String problem) implements Cell {

    /** The same for the hub; {@code doing} begins the message and names the column. */
    Failure failure(String doing, String remedy) {
      return Failure.of(Failure.Kind.CONTENT, code, doing + ": the value " + problem + ".", remedy);
    }
  }

  /** Reads a cell that is not blank. */
  static Cell read(Column column, String cell) {
    return switch (column.kind()) {
      case TEXT -> new Usable(cell, Optional.empty());
      case DAY -> dated(Dates.day(cell), cell, "is not a date, which is written YYYY-MM-DD");
      case MOMENT -> moment(cell);
      case YEAR -> dated(Dates.year(cell), cell, "is not a school year, which is written YYYY");
      case WORD -> word(column, cell);
    };
  }

  private static Cell dated(Optional<String> read, String cell, String otherwise) {
    return read.isPresent()
        ? usable(read.get(), cell, Notes.Note.OTHER_DATE_FORMAT)
        : new Unusable("ONEROSTER_BAD_DATE", otherwise);
  }

  /** The time of the last change is only a hint, so that no row is lost for it. */
  private static Cell moment(String cell) {
    if (Dates.isMoment(cell)) {
      return new Usable(cell, Optional.empty());
    }
    boolean read = Dates.moment(cell).isPresent();
    return new Usable(
        cell, Optional.of(read ? Notes.Note.OTHER_DATE_FORMAT : Notes.Note.UNUSED_TIME));
  }

  private static Cell word(Column column, String cell) {
    String written = cell.strip().toLowerCase(Locale.ROOT);
    for (String word : column.words()) {
      if (word.toLowerCase(Locale.ROOT).equals(written)) {
        return usable(word, cell, Notes.Note.OTHER_CASE);
      }
    }
    return column.closed()
        ? new Unusable(
            "ONEROSTER_UNKNOWN_VALUE", "is not one of " + String.join(", ", column.words()))
        : new Usable(cell, Optional.of(Notes.Note.OWN_WORD));
  }

  private static Usable usable(String value, String cell, Notes.Note note) {
    return new Usable(value, value.equals(cell) ? Optional.empty() : Optional.of(note));
  }
}
