package homeroom.broker;

import org.jspecify.annotations.Nullable;

/** The embedded broker could not start, or stopped by itself. */
public final class BrokerFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** Why; the names are stable. */
  public enum Code {
    /** The operator chooses another port, or ends what listens there. */
    BROKER_PORT_IN_USE,
    /** The operator ends the other process, or names another folder. */
    BROKER_FOLDER_IN_USE,
    /** The operator makes the folder readable and writable, or names another one. */
    BROKER_FOLDER_UNUSABLE,
    /** The operator tries again when less is going on, or stops the hub meanwhile. */
    BROKER_NEVER_STILL,
    /** The operator restores a backup. */
    CHECKPOINT_UNREADABLE,
    /** The operator restores a backup: the folder cannot be brought back to one moment. */
    CHECKPOINT_NOT_REACHED,
    /** The log says what went wrong inside the broker. */
    BROKER_NOT_STARTED,
    /** The broker met something it cannot go on with, for example a full disk. */
    BROKER_STOPPED
  }

  private final Code code;
  private final String problem;
  private final String remedy;

  BrokerFailure(Code code, String problem, String remedy) {
    this(code, problem, remedy, null);
  }

  BrokerFailure(Code code, String problem, String remedy, @Nullable Throwable cause) {
    super(code + ": " + problem + " " + remedy, cause);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** A stable code. */
  public Code code() {
    return code;
  }

  /** What was being done, to what, and why it did not work; a whole sentence. */
  public String problem() {
    return problem;
  }

  /** What to do next; a whole sentence. */
  public String remedy() {
    return remedy;
  }
}
