package homeroom.authority;

/** What must hold, beside the time, for a right to count. A pure function. */
public interface Condition {

  /** Whether it holds; one that cannot be told does not. */
  boolean holds(Circumstances circumstances);

  /** As people wrote it. */
  String text();
}
