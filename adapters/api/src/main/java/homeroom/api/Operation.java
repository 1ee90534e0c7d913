package homeroom.api;

/** What is said about a record, or to be done to it. */
public enum Operation {
  /** The record exists and has these fields. */
  UPSERT,
  /** The record no longer exists. A consumer deactivates rather than erases. */
  DELETE
}
