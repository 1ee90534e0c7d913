package homeroom.replay;

/** What was asked for cannot be done, or not now. */
public final class ReplayRefused extends Exception {

  /** Why. */
  public enum Kind {
    /** The order makes no sense. */
    INVALID,
    /** There is no such thing. */
    UNKNOWN,
    /** Something stands in its way. */
    CONFLICT,
    /** The log cannot be written now. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;
  private final String remedy;

  ReplayRefused(Kind kind, String code, String message, String remedy) {
    super(message, null, false, false);
    this.kind = kind;
    this.code = code;
    this.remedy = remedy;
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public String remedy() {
    return remedy;
  }
}
