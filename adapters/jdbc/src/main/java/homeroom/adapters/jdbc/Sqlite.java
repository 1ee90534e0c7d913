package homeroom.adapters.jdbc;

/** The result codes of SQLite (sqlite.org/rescode.html). */
final class Sqlite {

  static final int IOERR = 10;

  private Sqlite() {}

  static Reason reason(int code) {
    return switch (code & 0xff) {
      case 1, 17 -> Reason.TABLE_CHANGED; // ERROR, SCHEMA
      case 5, 6, 15 -> Reason.BUSY; // BUSY, LOCKED, PROTOCOL
      case 7, 9, IOERR, 13 -> Reason.UNAVAILABLE; // NOMEM, INTERRUPT, IOERR, FULL
      case 3, 8, 23 -> Reason.NOT_ALLOWED; // PERM, READONLY, AUTH
      case 19 -> Reason.CONSTRAINT; // CONSTRAINT
      case 18, 20, 25 -> Reason.VALUE; // TOOBIG, MISMATCH, RANGE
      case 11, 14, 26 -> Reason.UNFIT; // CORRUPT, CANTOPEN, NOTADB
      default -> Reason.UNEXPECTED;
    };
  }
}
