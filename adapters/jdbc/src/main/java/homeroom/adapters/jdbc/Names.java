package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names in SQL: plain ones only, always quoted. */
final class Names {

  /** When a row was deleted, where rows are marked. */
  static final String DELETED_AT = "homeroom_deleted_at";

  private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern TABLE = Pattern.compile(COLUMN + "(\\." + COLUMN + ")?");

  private Names() {}

  static void requireTable(String name) throws AdapterFailure {
    if (!TABLE.matcher(name).matches()) {
      throw bad("target " + name + " is no name of a table");
    }
  }

  static void requireColumn(String name) throws AdapterFailure {
    if (!COLUMN.matcher(name).matches()) {
      throw bad(name + " is no name of a column");
    }
    if (name.equalsIgnoreCase(DELETED_AT)) {
      throw bad(DELETED_AT + " belongs to the hub");
    }
  }

  /** In a history several columns are the hub's. */
  static void requireOthers(String name) throws AdapterFailure {
    if (name.toLowerCase(Locale.ROOT).startsWith("homeroom_")) {
      throw bad(name + " begins as the hub's own columns do");
    }
  }

  /** A name that was checked, as SQL writes it. */
  static String quoted(String name) {
    return Arrays.stream(name.split("\\."))
        .map(part -> '"' + part + '"')
        .collect(Collectors.joining("."));
  }

  private static AdapterFailure bad(String what) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "JDBC_BAD_NAME",
            "Reading the mapping: " + what,
            "Write letters, digits and underscores, not beginning with a digit, at most 63."));
  }
}
