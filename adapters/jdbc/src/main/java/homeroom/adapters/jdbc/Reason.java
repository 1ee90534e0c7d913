package homeroom.adapters.jdbc;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;

/** Why the database did not do something. */
enum Reason {
  BUSY(
      Kind.TRANSIENT,
      "JDBC_BUSY",
      "somebody else holds a lock",
      "Nothing to do; the hub tries again. If it stays, look who works in the database so long."),
  UNAVAILABLE(
      Kind.TRANSIENT,
      "JDBC_UNAVAILABLE",
      "the database could not be reached or has no room",
      "Nothing to do if it is down; otherwise look at its health, its disk and the url."),
  TABLE_CHANGED(
      Kind.TRANSIENT,
      "JDBC_TABLE_CHANGED",
      "a table or column is not as it was a moment ago",
      "Nothing to do; the hub tries again and looks at the table anew."),
  NOT_KNOWN(
      Kind.CREDENTIAL,
      "JDBC_UNAUTHORIZED",
      "user or password are not accepted",
      "Renew the credential."),
  NOT_ALLOWED(
      Kind.CREDENTIAL,
      "JDBC_FORBIDDEN",
      "it is not allowed, or the database is read-only",
      "Give the user the right to read and write these tables."),
  VALUE(
      Kind.CONTENT,
      "JDBC_VALUE",
      "a value does not fit its column",
      "Compare the record with the columns of the table, then retry it."),
  CONSTRAINT(
      Kind.CONTENT,
      "JDBC_CONSTRAINT",
      "the row breaks a constraint of the table",
      "Compare the record with the constraints of the table, then retry it."),
  UNFIT(
      Kind.CONFIGURATION,
      "JDBC_UNFIT",
      "there is no such database or schema, or it is not what the url says",
      "Write the url of the database, and names that are there."),
  UNEXPECTED(
      Kind.CONFIGURATION,
      "JDBC_UNEXPECTED",
      "the driver or the database gave an error that has no place here",
      "Look into the database's log, and whether the url names what can be opened.");

  private final Kind kind;
  private final String code;
  private final String message;
  private final String remedy;

  Reason(Kind kind, String code, String message, String remedy) {
    this.kind = kind;
    this.code = code;
    this.message = message;
    this.remedy = remedy;
  }

  Failure failure(String doing) {
    return Failure.of(kind, code, doing + ": " + message, remedy);
  }

  /**
   * With what the database called it.
   *
   * @param category a code, which tells nothing of the row
   */
  Failure failure(String doing, String category) {
    return Failure.of(kind, code, doing + ": " + message + " (" + category + ")", remedy);
  }
}
