package homeroom.authority;

/** What is done about a value of a system that may not decide the field. */
public enum Refusal {
  /** The truth is sent to it again. */
  REVERT,
  /** It keeps its own value until the truth changes. */
  LEAVE,
  /** As {@link #LEAVE}, and people are told. */
  ALERT
}
