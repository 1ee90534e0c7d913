package homeroom.reconcile.compare;

/** What the hub knows already of a record that is not as it should be. */
public enum Note {
  /** A delivery is on its way. */
  OWED,
  /** It leaves once others are there. */
  WAITING,
  /** The system refused it, or a row of it was rejected; it is in quarantine. */
  REFUSED,
  /** It changed, or was delivered, while it was compared. */
  MOVED,
  /** The hub holds that it is gone, or that this system is not told of it. */
  GONE,
  /** The source said something else since. */
  LATER,
  /** Another system decides, or decided. */
  DECIDED,
  /** The batch, or that change of it, waits for somebody's approval. */
  HELD,
  /** A row names it that came to nothing in the hub. */
  UNREADABLE
}
