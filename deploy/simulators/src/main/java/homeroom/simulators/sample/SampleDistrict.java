package homeroom.simulators.sample;

import homeroom.simulators.sis.RosterPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A district as a OneRoster 1.1 bulk package: schools, a school year with two terms, courses,
 * classes with one primary teacher each, and students with five to eight enrollments. Everything in
 * it is invented. The same seed and number of students always give the same bytes.
 */
public final class SampleDistrict {

  private static final List<String> SCHOOL_NAMES =
      List.of(
          "Alder Creek",
          "Aspen Ridge",
          "Birch Hollow",
          "Blue Heron",
          "Clover Field",
          "Eagle Rock",
          "Elm Street",
          "Fox Meadow",
          "Granite Falls",
          "Harbor View",
          "Juniper Hill",
          "Lakeside",
          "Linden Grove",
          "Maple Bend",
          "Meadowlark",
          "Mill Pond",
          "North Fork",
          "Oak Hollow",
          "Orchard Park",
          "Pine Bluff",
          "Prairie View",
          "Quail Run",
          "Red Barn",
          "River Bend",
          "Sandstone",
          "Silver Lake",
          "Spruce Street",
          "Stone Bridge",
          "Sunnyside",
          "Sycamore",
          "Thistle Down",
          "Valley Oak",
          "Walnut Grove",
          "West Gate",
          "Willow Springs",
          "Wren Hollow");

  private final int[] perGrade;
  private final Roster roster = new Roster();
  private final People people;
  private final Random random;
  private int schools;

  private SampleDistrict(int students, long seed) {
    this.random = new Random(seed);
    this.people = new People(roster, new Names(random));
    this.perGrade = new int[Arrays.stream(Level.values()).mapToInt(l -> l.grades.size()).sum()];
    for (int i = 0; i < students; i++) {
      perGrade[i % perGrade.length]++;
    }
  }

  /**
   * Writes a district.
   *
   * @param dirOrZip a ZIP archive if the name ends in {@code .zip}, otherwise a folder
   * @param students how many, at least one
   */
  public static void write(Path dirOrZip, int students, long seed) throws IOException {
    if (students < 1) {
      throw new IllegalArgumentException("a district has at least one student");
    }
    new SampleDistrict(students, seed).build().write(dirOrZip);
  }

  private RosterPackage build() {
    int grade = 0;
    for (Level level : Level.values()) {
      level(level, Arrays.copyOfRange(perGrade, grade, grade + level.grades.size()));
      grade += level.grades.size();
    }
    return roster.build();
  }

  private void level(Level level, int[] students) {
    int count = Math.max(1, Math.round((float) Arrays.stream(students).sum() / level.size));
    List<School> built = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      built.add(school(level, i));
    }
    for (int g = 0; g < students.length; g++) {
      for (int s = 0; s < count; s++) {
        built.get(s).grade(level.grades.get(g), share(students[g], count, s));
      }
    }
  }

  private School school(Level level, int number) {
    String id = String.format(Locale.ROOT, "org-%s%02d", level.code, number);
    int index = schools++;
    String round = index < SCHOOL_NAMES.size() ? "" : " " + (index / SCHOOL_NAMES.size() + 1);
    String name = SCHOOL_NAMES.get(index % SCHOOL_NAMES.size()) + round + " " + level.title;
    roster.school(id, name, Integer.toString(1001 + index));
    people.principal(id);
    return new School(id, level, roster, people, random);
  }

  /** How many of {@code all} the school at {@code index} gets. */
  private static int share(int all, int schools, int index) {
    return all / schools + (index < all % schools ? 1 : 0);
  }
}
