package homeroom.app.backup;

import org.jspecify.annotations.Nullable;

/** A backup that was not made, or cannot be used; the operator must act. */
public final class BackupFailure extends Exception {

  private final String code;
  private final String remedy;

  BackupFailure(String code, String message, String remedy) {
    this(code, message, remedy, null);
  }

  BackupFailure(String code, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.remedy = remedy;
  }

  /** A stable code. */
  public String code() {
    return code;
  }

  /** What to do next. */
  public String remedy() {
    return remedy;
  }
}
