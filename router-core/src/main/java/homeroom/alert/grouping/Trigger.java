package homeroom.alert.grouping;

/** What an alert can be about. */
public enum Trigger {
  /** The same field was changed in two systems. */
  CONFLICTS,
  /** A system changed what it may not; the truth stayed. */
  VIOLATIONS,
  /** Rows, and messages of the log, that could not be used. */
  REJECTED_ROWS,
  /** Files and pulls that failed or are held. */
  FAILED_BATCHES,
  /** What a consumer refused, and what could not be mapped for it. */
  REFUSED_DELIVERIES,
  /** Records in which a system differed when the hub first met it. */
  FIRST_CONTACTS,
  /** A system, or the hub, has not worked for long enough that people should know. */
  OUTAGES,
  /** It works again. */
  RECOVERIES
}
