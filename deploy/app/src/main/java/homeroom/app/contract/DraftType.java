package homeroom.app.contract;

import homeroom.api.contract.CellKind;
import homeroom.api.contract.TimeForm;
import homeroom.api.contract.TimeForm.What;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A type that a column may have, and how a contract writes it.
 *
 * @param word the type
 * @param more what stands beside it, such as {@code format: M/d/yyyy}; may be empty
 */
record DraftType(String word, String more, CellKind kind) {

  private static final List<DraftType> WORDS =
      List.of(flag("true", "false"), flag("yes", "no"), flag("Y", "N"));

  private static final List<DraftType> NUMBERS =
      List.of(
          new DraftType("integer", "", new CellKind.Whole()),
          new DraftType("decimal", "", new CellKind.Decimal()));

  private static final List<DraftType> DAYS =
      Stream.concat(
              Stream.of(new DraftType("date", "", new CellKind.Temporal(TimeForm.iso(What.DATE)))),
              Stream.of(
                      "M/d/yyyy",
                      "d/M/yyyy",
                      "yyyy/M/d",
                      "M/d/yy",
                      "d/M/yy",
                      "M-d-yyyy",
                      "d-M-yyyy",
                      "d.M.yyyy",
                      "d-MMM-yyyy",
                      "d-MMM-yy",
                      "d MMM yyyy",
                      "MMM d, yyyy",
                      "MMMM d, yyyy")
                  .map(pattern -> temporal("date", What.DATE, pattern)))
          .toList();

  private static final List<DraftType> TIMES =
      Stream.concat(
              Stream.of(
                  new DraftType("time", "", new CellKind.Temporal(TimeForm.iso(What.TIME))),
                  new DraftType(
                      "datetime", "", new CellKind.Temporal(TimeForm.iso(What.TIMESTAMP)))),
              Stream.concat(
                  Stream.of("H:mm", "H:mm:ss", "h:mm a", "h:mm:ss a")
                      .map(pattern -> temporal("time", What.TIME, pattern)),
                  Stream.of("M/d/yyyy", "d/M/yyyy", "yyyy-MM-dd", "M/d/yy", "d/M/yy")
                      .flatMap(
                          day ->
                              Stream.of("H:mm", "H:mm:ss", "H:mm:ss.SSS", "h:mm a", "h:mm:ss a")
                                  .map(time -> day + " " + time))
                      .map(pattern -> temporal("datetime", What.TIMESTAMP, pattern))))
          .toList();

  /** Eight digits are a day only where the column's name says so. */
  private static final DraftType DIGITS = temporal("date", What.DATE, "yyyyMMdd");

  /** What a column may be, the first that fits being the best. */
  static List<DraftType> candidates(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    boolean day = name.contains("date") || name.contains("birth") || name.contains("dob");
    return Stream.of(day ? List.of(DIGITS) : List.<DraftType>of(), WORDS, NUMBERS, DAYS, TIMES)
        .flatMap(List::stream)
        .toList();
  }

  static List<DraftType> days() {
    return DAYS;
  }

  private static DraftType flag(String yes, String no) {
    return new DraftType(
        "boolean",
        "true: [" + yes + "], false: [" + no + "]",
        new CellKind.Flag(
            Set.of(yes.toLowerCase(Locale.ROOT)), Set.of(no.toLowerCase(Locale.ROOT))));
  }

  private static DraftType temporal(String word, What what, String pattern) {
    return new DraftType(
        word, "format: " + Yaml.scalar(pattern), new CellKind.Temporal(TimeForm.of(what, pattern)));
  }
}
