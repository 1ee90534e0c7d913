package homeroom.simulation;

/** What must hold of every run. */
public enum Check {
  /** The engine threw nothing. */
  NO_FAILURE("every decision was made"),
  /** All that followed from what was done ended. */
  REST("it came to rest"),
  /** Each system holds what is true, as its mapping says, but for what it may keep. */
  AGREEMENT("all systems agree with the golden record"),
  /** No delivery is open, and nothing waits. */
  NOTHING_OWED("nothing is owed"),
  /** What changed was said by a system that may decide it, and outranks whom it overruled. */
  AUTHORITY("authority was never broken"),
  /**
   * Nothing is created where it is, deleted where it is not, or deleted over what others changed.
   */
  EXISTENCE("nothing was made twice, or deleted without a word"),
  /** What a person entered was decided about. */
  NO_EDIT_LOST("no edit was lost without a word"),
  /** Our own writes and repetitions change nothing. */
  ONLY_EDITS("nothing changed that nobody had changed"),
  /** A conflict is written when it is found, and once more when one that was held is settled. */
  CONFLICT_ONCE("each conflict stands once"),
  /** Up by one with each change. */
  VERSIONS("versions never went back"),
  /** A delivery's id is used once, and only one to a system is open. */
  DELIVERIES("each delivery stands once"),
  /** The same input on the same state gives the same decision, and the stored state is the same. */
  CRASH("a crash changed nothing");

  private final String text;

  Check(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
