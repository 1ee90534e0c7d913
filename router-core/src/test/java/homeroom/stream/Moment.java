package homeroom.stream;

/** A moment of a commit at which a router can be killed. */
public enum Moment {
  /** The inputs are decided; what follows is not in the log, or only a part of it. */
  DECIDED,
  /** All that follows is in the log, and nothing of it counts yet. */
  WRITTEN,
  /** The broker is asked to make it count; it may or may not have heard that. */
  COMMITTING,
  /** It counts, and the router has not heard of it. */
  COMMITTED
}
