package homeroom.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Why something did not work, typed by who must act.
 *
 * <p>No text in here holds a record's values or number: name the field, the row and the code.
 *
 * @param kind who must act
 * @param code a stable, upper-case code, for example {@code CANVAS_UNKNOWN_SECTION}
 * @param message what was being done, to what, and why it did not work
 * @param remedy what to do next
 * @param retryAfter how long the other side asked to be left alone, where it said so
 * @param evidence what the other side said, in codes
 */
public record Failure(
    Kind kind,
    String code,
    String message,
    String remedy,
    Optional<Duration> retryAfter,
    Evidence evidence) {

  /** Of which the other side said nothing. */
  public Failure(
      Kind kind, String code, String message, String remedy, Optional<Duration> retryAfter) {
    this(kind, code, message, remedy, retryAfter, Evidence.NONE);
  }

  /** Who must act. */
  public enum Kind {
    /** The operator changes the configuration. */
    CONFIGURATION,
    /** The operator renews a credential or its rights. */
    CREDENTIAL,
    /** The hub tries again; nothing was applied. */
    TRANSIENT,
    /** The hub tries again more slowly; nothing was applied. */
    THROTTLED,
    /** The hub reads back or repeats: the call was sent and its result is not known. */
    UNKNOWN,
    /** A person looks into the data: trying the same again cannot work. */
    CONTENT,
    /** It is a defect of the adapter. */
    DEFECT
  }

  /** The same, with what the other side said. */
  public Failure with(Evidence said) {
    return new Failure(kind, code, message, remedy, retryAfter, said);
  }

  public static Failure of(Kind kind, String code, String message, String remedy) {
    return new Failure(kind, code, message, remedy, Optional.empty());
  }
}
