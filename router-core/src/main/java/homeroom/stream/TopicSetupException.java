package homeroom.stream;

import org.jspecify.annotations.Nullable;

/** The cluster's topics are not as the hub needs them; the operator must act. */
public final class TopicSetupException extends RuntimeException {

  private final String code;
  private final String remedy;

  TopicSetupException(String code, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.remedy = remedy;
  }

  public String code() {
    return code;
  }

  public String remedy() {
    return remedy;
  }
}
