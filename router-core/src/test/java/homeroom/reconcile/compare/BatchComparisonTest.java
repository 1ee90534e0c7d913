package homeroom.reconcile.compare;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.Fields;
import homeroom.planning.Rules;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a file says against what the hub holds. */
class BatchComparisonTest {

  private final BatchComparison comparison =
      new BatchComparison(
          "sis",
          new Rules(
              "rules",
              Map.of(
                  "student",
                  new EntityRules(
                      "student", Map.of(FieldRules.EXISTS, Fields.text(FieldRules.EXISTS, "sis")))),
              Map.of()),
          new Tally());

  private static Golden golden(String key, boolean exists, String name, String by) {
    return new Golden(
        new RecordKey("student", key),
        1,
        exists,
        Map.of("name", new Golden.Held(Value.text(name), by, "rank")));
  }

  private void said(String key, String name, Optional<Golden> golden) {
    comparison.said(
        new BatchComparison.Said(
            new RecordKey("student", key),
            Map.of("name", Value.text(name)),
            false,
            "users.csv:" + key),
        golden);
  }

  @Test
  void shouldSayWhoDecidedWhatTheFileSaysOtherwise() {
    said("1", "Ada", Optional.of(golden("1", true, "Ada", "sis")));
    said("2", "Bea", Optional.of(golden("2", true, "Bee", "sis")));
    said("3", "Cem", Optional.of(golden("3", true, "Jim", "lms")));
    said("4", "Dov", Optional.empty());
    said("5", "Eve", Optional.of(golden("5", false, "Eve", "sis")));
    said("1", "Ada", Optional.of(golden("1", true, "Ada", "sis")));
    comparison.unreadable("users.csv", "users.csv:9", "ROW_SHORT");
    comparison.holds(golden("1", true, "Ada", "sis"));
    comparison.holds(golden("6", true, "Fay", "sis"));
    comparison.holds(golden("7", true, "Gus", "lms"));
    comparison.holds(golden("8", false, "Hal", "sis"));

    assertThat(comparison.end().stream().sorted(Finding.ORDER))
        .extracting(
            finding ->
                finding.verdict()
                    + finding.key().map(key -> " " + key).orElse("")
                    + finding.note().map(note -> " " + note).orElse("")
                    + finding.because().map(why -> " " + why).orElse(""))
        .containsExactly(
            "DUPLICATE 1",
            "DIFFERENT 2 LATER",
            "DIFFERENT 3 DECIDED lms",
            "MISSING 4",
            "MISSING 5 GONE",
            "EXTRA 6",
            "UNMAPPED UNREADABLE ROW_SHORT");
  }
}
