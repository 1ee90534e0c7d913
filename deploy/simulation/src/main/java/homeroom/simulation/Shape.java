package homeroom.simulation;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What differs between districts.
 *
 * @param wholeRows whether a change is told with all other fields of its row; only for the heedful,
 *     since a row that was read before our write cannot be told from one that undid it
 * @param namedDeliveries whether an echo names the delivery that it reports
 * @param lmsIsMarked whether the LMS tells our writes from people's edits
 * @param lmsHasIt whether the LMS has the record, differently, before the hub hears of it
 * @param fewValues whether fields take on the same values again and again
 * @param heedful whether a receipt waits until all that its system said before was read
 * @param settled whether all systems have the record before anything happens
 * @param comesAndGoes whether people also delete the record, and make it again
 * @param looks whether the LMS and the identity provider only show what they hold when they are
 *     read, and are looked at before they are told
 * @param focus the fields that people mostly change, so that they meet
 */
public record Shape(
    boolean wholeRows,
    boolean namedDeliveries,
    boolean lmsIsMarked,
    boolean lmsHasIt,
    boolean fewValues,
    boolean heedful,
    boolean settled,
    boolean comesAndGoes,
    boolean looks,
    Set<String> focus) {

  /** What people may be busy with. */
  static final List<Set<String>> FOCI =
      List.of(
          Set.of("note", "family"),
          Set.of("nick", "phone"),
          School.GROUP,
          Set.of("locker", "bus"),
          Set.of("preferred", "email"),
          Set.of("bus"),
          Set.of("note"),
          Set.of("school", "preferred", "note"),
          Set.of("bus", "city", "email", "family", "locker", "nick", "note", "phone", "preferred"));

  public Shape {
    focus = Set.copyOf(focus);
  }

  /** What "whatever arrives first" takes for granted: values that tell who wrote them. */
  Shape heeding() {
    return new Shape(
        wholeRows,
        namedDeliveries,
        lmsIsMarked,
        lmsHasIt,
        false,
        true,
        true,
        comesAndGoes,
        looks,
        focus);
  }

  static Shape any(SplittableRandom random) {
    boolean whole = random.nextBoolean();
    return new Shape(
        whole,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() || whole,
        random.nextInt(4) > 0,
        random.nextBoolean(),
        random.nextBoolean(),
        FOCI.get(random.nextInt(FOCI.size())));
  }

  @Override
  public String toString() {
    return String.join(
        ", ",
        List.of(
            wholeRows ? "whole rows" : "changed fields only",
            namedDeliveries ? "echoes name their delivery" : "echoes name no delivery",
            lmsIsMarked ? "the lms marks our writes" : "the lms tells people's edits only",
            lmsHasIt ? "the lms has the record before" : "only the sis has the record before",
            fewValues ? "values repeat" : "no value repeats",
            heedful ? "receipts wait for what was said before" : "receipts overtake events",
            comesAndGoes ? "people delete it and make it again" : "nobody deletes it",
            looks ? "lms and idp are read" : "nobody is read",
            settled ? "all begin in step" : "it begins with the first event",
            "people change mostly " + String.join(" and ", new TreeSet<>(focus))));
  }
}
