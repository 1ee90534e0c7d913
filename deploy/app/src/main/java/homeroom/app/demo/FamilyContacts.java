package homeroom.app.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Families and the bus office write about the same children at once; each field has its rule. */
final class FamilyContacts implements Scene {

  private static final int FROM = 100;
  private static final Map<String, String> AGREED =
      Map.of(
          "guardians", "R. Lee,T. Lee",
          "street", "4 Mill Lane",
          "city", "Cedar Falls",
          "zip", "50613",
          "phone", "(319) 555-0101",
          "pickup_note", "at the side door");

  @Override
  public String title() {
    return "Families and the bus office write about the same children at once";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Families families = new Families(day);
    List<String> students = families.students(FROM, 5);
    families.begin(students, Families.ago(Duration.ofHours(9)), AGREED);
    change(families, students);
    families.tellBothAtOnce();

    guardians(day, families, students.get(0));
    address(day, families, students.get(1));
    phones(day, families, students.get(2), students.get(3));
    note(day, families, students.get(4));
    day.check("each_rule_decided_one_conflict", conflicts(families, students) == 4);
  }

  private static void change(Families families, List<String> students) throws IOException {
    var portal = families.portal();
    var buses = families.buses();
    var noon = Families.ago(Duration.ofHours(4));
    buses.change(students.get(0), noon, Map.of("guardians", "T. Lee,M. Diaz"));
    portal.change(students.get(0), noon, Map.of("guardians", "R. Lee,T. Lee,Grandmother"));

    buses.change(students.get(1), noon, Map.of("city", "Waterloo", "zip", "50701"));
    portal.change(students.get(1), noon, Map.of("street", "12 Oak Court", "zip", "50614"));

    buses.change(students.get(2), noon.plusSeconds(3600), Map.of("phone", "319-555-0177"));
    portal.change(students.get(2), noon, Map.of("phone", "319-555-0150"));

    buses.change(students.get(3), noon.plusSeconds(60), Map.of("phone", "319-555-0177"));
    portal.change(students.get(3), noon, Map.of("phone", "319-555-0150"));

    buses.change(students.get(4), noon, Map.of("pickup_note", ""));
    portal.change(students.get(4), noon, Map.of("pickup_note", "at the gym"));
  }

  private static void guardians(Day day, Families families, String student) throws IOException {
    day.narrator().say("guardians, a set: what each side added is there, what one removed is not");
    day.check(
        "sets_are_merged_by_element",
        guardiansOf(families, student).equals(Set.of("T. Lee", "M. Diaz", "Grandmother"))
            && families.conflicts(student).isEmpty());
  }

  private static Set<String> guardiansOf(Families families, String student) throws IOException {
    String portal = families.portal().cell(student, "guardians");
    return portal.equals(families.buses().cell(student, "guardians"))
        ? Set.copyOf(Arrays.asList(portal.split(",")))
        : Set.of();
  }

  private static void address(Day day, Families families, String student) throws IOException {
    day.narrator()
        .say("address, one group: the portal's as a whole, no third one made of two halves");
    day.check(
        "an_address_is_decided_as_one",
        families.buses().cell(student, "street").equals("12 Oak Court")
            && families.buses().cell(student, "city").equals("Cedar Falls")
            && families.buses().cell(student, "zip").equals("50614")
            && families.same(student, "zip")
            && families.conflicts(student).size() == 1);
  }

  private static void phones(Day day, Families families, String later, String sameTime)
      throws IOException {
    day.narrator()
        .say(
            "phone, the most recent: an hour later wins; a minute is within the skew, rank"
                + " decides");
    day.check(
        "the_most_recent_wins_outside_the_skew",
        families.portal().cell(later, "phone").equals("319-555-0177")
            && families.same(later, "phone"));
    day.check(
        "rank_decides_within_the_skew",
        families.buses().cell(sameTime, "phone").equals("319-555-0150")
            && families.same(sameTime, "phone"));
  }

  private static void note(Day day, Families families, String student) throws IOException {
    day.narrator().say("note, unless blank: the bus office's empty cell does not wipe it out");
    day.check(
        "a_blank_wipes_nothing_out",
        families.buses().cell(student, "pickup_note").equals("at the gym")
            && families.same(student, "pickup_note"));
  }

  private static int conflicts(Families families, List<String> students) throws IOException {
    int conflicts = 0;
    for (String student : students) {
      conflicts += families.conflicts(student).size();
    }
    return conflicts;
  }
}
