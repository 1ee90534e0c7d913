package homeroom.app;

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

  String code() {
    return code;
  }

  String remedy() {
    return remedy;
  }
}
