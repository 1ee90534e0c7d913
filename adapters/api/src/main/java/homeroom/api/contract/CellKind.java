package homeroom.api.contract;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the cells of a column are. */
public sealed interface CellKind {

  /** Whether a cell that is not blank is of this kind; white space around it does not count. */
  boolean fits(String cell);

  /** What a cell should be, for a message: {@code a whole number}. */
  String wording();

  /** Anything. */
  record Text() implements CellKind {
    @Override
    public boolean fits(String cell) {
      return true;
    }

    @Override
    public String wording() {
      return "a text";
    }
  }

  /** A whole number of at most 18 digits. */
  record Whole() implements CellKind {
    private static final Pattern FORM = Pattern.compile("[+-]?\\d{1,18}");

    @Override
    public boolean fits(String cell) {
      return FORM.matcher(cell.strip()).matches();
    }

    @Override
    public String wording() {
      return "a whole number";
    }
  }

  /** A number with or without a decimal point. */
  record Decimal() implements CellKind {
    private static final Pattern FORM =
        Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{1,30})?|\\.\\d{1,30})");

    @Override
    public boolean fits(String cell) {
      return FORM.matcher(cell.strip()).matches();
    }

    @Override
    public String wording() {
      return "a number";
    }
  }

  /** A day, a time of day, or both. */
  record Temporal(TimeForm form) implements CellKind {
    @Override
    public boolean fits(String cell) {
      return form.fits(cell.strip());
    }

    @Override
    public String wording() {
      return form.wording();
    }
  }

  /**
   * One of two things; the case of letters does not count.
   *
   * @param yes the words for true, in lower case
   * @param no those for false
   */
  record Flag(Set<String> yes, Set<String> no) implements CellKind {
    public Flag {
      yes = Set.copyOf(yes);
      no = Set.copyOf(no);
    }

    @Override
    public boolean fits(String cell) {
      String word = cell.strip().toLowerCase(Locale.ROOT);
      return yes.contains(word) || no.contains(word);
    }

    @Override
    public String wording() {
      return "one of the words for true and false";
    }
  }
}
