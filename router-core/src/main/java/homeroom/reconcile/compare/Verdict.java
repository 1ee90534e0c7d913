package homeroom.reconcile.compare;

/** How one side stands to the other, of one record. */
public enum Verdict {
  /** Both hold the same. */
  EQUAL,
  /** Both have the record, and some fields differ. */
  DIFFERENT,
  /** It should be there and is not. */
  MISSING,
  /** It is there, and the system has put it to sleep. */
  INACTIVE,
  /** It is there and should not be. */
  EXTRA,
  /** It is there once more. */
  DUPLICATE,
  /** It cannot be told, because the mapping gives nothing for it. */
  UNMAPPED
}
