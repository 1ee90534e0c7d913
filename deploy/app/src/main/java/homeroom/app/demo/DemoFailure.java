package homeroom.app.demo;

/** The day cannot go on. */
public final class DemoFailure extends Exception {

  private final String remedy;

  public DemoFailure(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  public DemoFailure(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
