package homeroom.app;

import homeroom.api.Failure;
import homeroom.app.backup.BackupFailure;
import org.jspecify.annotations.Nullable;

/** A hub that cannot start; the operator must act. */
final class HubFailure extends Exception {

  private final String code;
  private final String remedy;

  HubFailure(String code, String message, String remedy) {
    this(code, message, remedy, null);
  }

  HubFailure(String code, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.remedy = remedy;
  }

  static HubFailure of(Failure why, Throwable cause) {
    return new HubFailure(why.code(), why.message(), why.remedy(), cause);
  }

  static HubFailure of(BackupFailure why) {
    return new HubFailure(why.code(), String.valueOf(why.getMessage()), why.remedy(), why);
  }

  String code() {
    return code;
  }

  String remedy() {
    return remedy;
  }
}
