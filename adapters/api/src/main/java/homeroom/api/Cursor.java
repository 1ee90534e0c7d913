package homeroom.api;

/**
 * How far a source has been read; its text means something to the adapter alone. The hub keeps it
 * in the same transaction as the events that were read up to it.
 */
public record Cursor(String position) {

  /** Nothing has been read. */
  public static final Cursor START = new Cursor("");

  public boolean isStart() {
    return position.isEmpty();
  }
}
