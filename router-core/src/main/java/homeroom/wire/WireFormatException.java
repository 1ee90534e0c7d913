package homeroom.wire;

/** Bytes that are not what they should be; holds none of them. */
public final class WireFormatException extends RuntimeException {

  private final String code;

  public WireFormatException(String code, String message) {
    super(message);
    this.code = code;
  }

  public WireFormatException(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** A stable code. */
  public String code() {
    return code;
  }
}
