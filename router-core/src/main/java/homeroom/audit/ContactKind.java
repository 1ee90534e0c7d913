package homeroom.audit;

/** How a system and the hub stood to each other when they first met over a record or a field. */
public enum ContactKind {
  /** Both held the same. Of a record: nothing that the system said of it differed. */
  EQUAL,
  /** Of a record: both had it, and something differed. */
  DIFFERENT,
  /** The system's value became true. */
  WON,
  /** The truth stayed, and the system is told. */
  LOST,
  /** The truth stayed, and the system keeps its own, because it is not told. */
  KEPT,
  /** Of a field: only the system had a value, and it was taken. */
  ADDED,
  /** Only the system had it, and may not give it to the hub. */
  REFUSED,
  /** Of a record: only the system had it, and it was taken. */
  EXTRA,
  /** Of a record: only the hub had it, and it was created at the system. */
  MISSING,
  /** Of a record: it was found there, as it should be, before the system had spoken of it. */
  FOUND_EQUAL,
  /** Of a record: it was found there, and brought up to date before the system had spoken of it. */
  OVERWRITTEN,
  /** Of a record: it was put where the system fetches it, before the system had spoken of it. */
  HANDED_OVER
}
