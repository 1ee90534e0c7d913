package homeroom.simulators.sample;

import java.util.List;

/**
 * A kind of school.
 *
 * <p>A student has a homeroom, every core subject, and a number of electives.
 */
enum Level {
  ELEMENTARY(
      "e",
      "Elementary School",
      450,
      List.of("KG", "01", "02", "03", "04", "05"),
      List.of(Subject.ENGLISH, Subject.MATH, Subject.SCIENCE, Subject.SOCIAL, Subject.SPORT),
      List.of(Subject.ART, Subject.MUSIC),
      0,
      1),
  MIDDLE(
      "m",
      "Middle School",
      650,
      List.of("06", "07", "08"),
      List.of(Subject.ENGLISH, Subject.MATH, Subject.SCIENCE, Subject.SOCIAL, Subject.SPORT),
      List.of(Subject.ART, Subject.BAND, Subject.SPANISH, Subject.CODING),
      1,
      2),
  HIGH(
      "h",
      "High School",
      1200,
      List.of("09", "10", "11", "12"),
      List.of(Subject.ENGLISH, Subject.MATH, Subject.SCIENCE, Subject.SOCIAL),
      List.of(
          Subject.ART,
          Subject.BAND,
          Subject.SPANISH,
          Subject.FRENCH,
          Subject.CODING,
          Subject.DRAMA,
          Subject.SPORT),
      0,
      3);

  final String code;
  final String title;

  /** How many students a school has before the district builds another one. */
  final int size;

  final List<String> grades;
  final List<Subject> core;
  final List<Subject> electives;
  final int fewestElectives;
  final int mostElectives;

  Level(
      String code,
      String title,
      int size,
      List<String> grades,
      List<Subject> core,
      List<Subject> electives,
      int fewestElectives,
      int mostElectives) {
    this.code = code;
    this.title = title;
    this.size = size;
    this.grades = grades;
    this.core = core;
    this.electives = electives;
    this.fewestElectives = fewestElectives;
    this.mostElectives = mostElectives;
  }
}
