package homeroom.adapters.jdbc;

import homeroom.api.Evidence;
import homeroom.api.Evidence.Category;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by SQLState (PostgreSQL) or result code (SQLite), never by message, who must act. No text
 * of the database is repeated: it quotes values.
 */
final class SqlFailures {

  private SqlFailures() {}

  /** Why something did not work that left nothing behind, for it was rolled back. */
  static Failure of(SQLException thrown, String doing) {
    return speaking(thrown)
        .map(
            spoken -> {
              Failure failure = reason(spoken).failure(doing, spokenAs(spoken));
              return failure.with(said(spoken, failure.kind()));
            })
        .orElseGet(() -> (waited(thrown) ? Reason.UNAVAILABLE : Reason.UNEXPECTED).failure(doing));
  }

  /** What whoever looks after the database can look up. */
  private static String spokenAs(SQLException spoken) {
    return state(spoken).isEmpty()
        ? "SQLite result " + spoken.getErrorCode()
        : "SQLSTATE " + state(spoken);
  }

  /** The state of PostgreSQL, or the result code of SQLite. */
  private static Evidence said(SQLException thrown, Kind kind) {
    String state = state(thrown);
    return new Evidence(
        kind == Kind.CONTENT ? Optional.of(category(state)) : Optional.empty(),
        Optional.of(state.isEmpty() ? "SQLITE_" + thrown.getErrorCode() : state),
        Optional.empty());
  }

  private static Category category(String state) {
    return switch (state) {
      case "23505", "23P01" -> Category.CONFLICT;
      case "23503" -> Category.NOT_FOUND;
      case "22001" -> Category.TOO_LARGE;
      default -> state.startsWith("54") ? Category.TOO_LARGE : Category.VALIDATION;
    };
  }

  /** Why a commit did not work: what broke the connection may have broken it after the commit. */
  static Failure ofCommit(SQLException thrown) {
    Failure failure = of(thrown, "Committing");
    boolean lost =
        speaking(thrown)
            .map(
                each ->
                    state(each).startsWith("08")
                        || state(each).startsWith("57P")
                        || each.getErrorCode() == Sqlite.IOERR)
            .orElse(true);
    return lost
        ? Failure.of(
            Kind.UNKNOWN,
            "JDBC_COMMIT_LOST",
            "Committing: the connection broke; whether the rows are there is not known",
            "Nothing to do; the hub asks again.")
        : failure;
  }

  /** The exception in the chain that carries a code of the database. */
  private static Optional<SQLException> speaking(@Nullable Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && (sql.getErrorCode() != 0 || !state(sql).isEmpty())) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  private static boolean waited(SQLException thrown) {
    return thrown instanceof SQLTransientException && thrown.getCause() == null;
  }

  private static String state(SQLException thrown) {
    return thrown.getSQLState() == null ? "" : thrown.getSQLState();
  }

  private static Reason reason(SQLException thrown) {
    return state(thrown).isEmpty() ? Sqlite.reason(thrown.getErrorCode()) : ofState(state(thrown));
  }

  /** PostgreSQL, appendix A. */
  private static Reason ofState(String state) {
    return switch (state) {
      case "42P01", "42703", "42P07", "42701" -> Reason.TABLE_CHANGED;
      case "42501", "25006" -> Reason.NOT_ALLOWED;
      case "55P03" -> Reason.BUSY;
      default -> ofClass(state.substring(0, Math.min(2, state.length())));
    };
  }

  private static Reason ofClass(String stateClass) {
    return switch (stateClass) {
      case "08", "53", "57", "58" -> Reason.UNAVAILABLE;
      case "40", "55" -> Reason.BUSY;
      case "28" -> Reason.NOT_KNOWN;
      case "22", "54" -> Reason.VALUE;
      case "23" -> Reason.CONSTRAINT;
      case "3D", "3F", "42" -> Reason.UNFIT;
      default -> Reason.UNEXPECTED;
    };
  }
}
