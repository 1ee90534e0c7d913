package homeroom.simulators.lms;

/** How an outage looks from outside. */
public enum Down {
  /** Nobody listens: connections are refused. */
  REFUSING,
  /** Something in front still answers, with 503. */
  UNAVAILABLE
}
