package homeroom.audit;

/** How a system stands with a record. */
public enum HoldingState {
  /** A delivery is under way; its receipt has not come. */
  SENT,
  /** Something is due and waits for parents or for another system. */
  WAITING,
  /** The system confirmed what it was sent last. */
  IN_STEP,
  /** It was put where the system will fetch it; the system has not shown it yet. */
  HANDED_OVER,
  /** The system, or the hub for it, refused the last delivery. */
  REFUSED
}
