package homeroom.audit;

/** Something that records wait for, and how many they are. */
final class Awaited {

  private final String name;
  private long waiting;
  private long counted;
  private boolean oneOfSeveral;
  private boolean there;

  /**
   * @param name {@code entity~pseudonym} of a record, or what {@link Waits} has beside
   */
  Awaited(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean isRecord() {
    return Waits.isRecord(name);
  }

  /** The entity of a record; what is no record is a kind of its own. */
  String kind() {
    return Waits.kind(name);
  }

  /** How many wait for it, whatever else they wait for. */
  long waiting() {
    return waiting;
  }

  void waitedForBy(long records, boolean andForOthers) {
    waiting += records;
    oneOfSeveral |= andForOthers;
  }

  /** Whether some wait for others beside it, so that it matters whether it is there. */
  boolean isOneOfSeveral() {
    return oneOfSeveral;
  }

  boolean isThere() {
    return there;
  }

  void isThere(boolean there) {
    this.there = there;
  }

  /** How many are counted under it. */
  long counted() {
    return counted;
  }

  void count(long records) {
    counted += records;
  }
}
