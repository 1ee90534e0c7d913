package homeroom.reconcile.compare;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Fields;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a system holds against what it should hold, without either. */
class TargetComparisonTest {

  private final Map<RecordKey, Golden> golden = new HashMap<>();
  private final List<RemoteRecord> held = new ArrayList<>();
  private final Tally tally = new Tally();
  private List<Finding> findings = List.of();

  private static Rules rules(String... entities) {
    Map<String, EntityRules> rules = new HashMap<>();
    for (String entity : entities) {
      rules.put(
          entity,
          new EntityRules(
              entity,
              Map.of(
                  FieldRules.EXISTS,
                  Fields.text(FieldRules.EXISTS, "sis"),
                  "name",
                  Fields.text("name", "sis"),
                  "mail",
                  new FieldRules(
                      "mail",
                      FieldType.TEXT,
                      Optional.empty(),
                      Comparison.IGNORE_CASE,
                      List.of(Authority.always("sis"))))));
    }
    return new Rules("rules", rules, Map.of());
  }

  private static Subscription keyed(String entity) {
    return new Subscription(
        "lms",
        entity,
        "users",
        new SomeMapping(Optional.of("id"), List.of("name", "mail", "score")),
        List.of(),
        List.of());
  }

  private static Subscription seats() {
    return new Subscription(
        "lms",
        "seat",
        "seats",
        new SomeMapping(Optional.empty(), List.of("class", "person", "role")),
        List.of(
            new Subscription.Reference("class", "class"),
            new Subscription.Reference("person", "student")),
        List.of());
  }

  private void golden(String record, Object... fields) {
    golden(true, record, fields);
  }

  private void golden(boolean exists, String record, Object... fields) {
    Map<String, Golden.Held> held = new HashMap<>();
    values(fields).forEach((name, value) -> held.put(name, new Golden.Held(value, "sis", "rank")));
    RecordKey key = RecordKey.parse(record);
    golden.put(key, new Golden(key, 1, exists, held));
  }

  private void holds(String id, Object... fields) {
    held.add(new RemoteRecord(id, values(fields)));
  }

  private void holdsAsleep(String id, Object... fields) {
    held.add(new RemoteRecord(id, values(fields)).asleep());
  }

  private static Map<String, Value> values(Object... fields) {
    Map<String, Value> values = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put(
          fields[i].toString(),
          fields[i + 1] instanceof Value value ? value : Value.text(fields[i + 1].toString()));
    }
    return values;
  }

  private List<String> compared(Subscription... subscriptions) {
    return compared(golden, subscriptions);
  }

  /**
   * @param now the golden records when they are asked for once more
   */
  private List<String> compared(Map<RecordKey, Golden> now, Subscription... subscriptions) {
    TargetComparison comparison =
        new TargetComparison(
            subscriptions[0].target(),
            List.of(subscriptions),
            rules("student", "staff", "seat"),
            tally);
    golden.values().forEach(one -> comparison.expect(one, 7));
    held.forEach(comparison::found);
    findings =
        comparison.end(record -> Optional.ofNullable(now.get(record))).stream()
            .sorted(Finding.ORDER)
            .toList();
    return findings.stream().map(TargetComparisonTest::text).toList();
  }

  private static String text(Finding finding) {
    String fields = String.join(",", finding.fields().stream().map(Difference::field).toList());
    return (finding.verdict()
            + " "
            + finding.entity()
            + "/"
            + finding.key().orElse("?")
            + " "
            + fields
            + finding.note().map(note -> " " + note).orElse(""))
        .strip();
  }

  @Test
  void shouldTellWhatIsDifferentMissingExtraAndThereTwice() {
    golden("student/1", "name", "Ada");
    golden("student/2", "name", "Bea");
    golden("student/3", "name", "Cem");
    golden("student/4", "name", "Dov");
    holds("a", "id", "1", "name", "Ada");
    holds("b", "id", "2", "name", "Bee", "mail", "b@x");
    holds("c", "id", "4", "name", "Dov");
    holds("d", "id", "4", "name", "Other");
    holds("e", "id", "9", "name", "Eve");

    assertThat(compared(keyed("student")))
        .containsExactly(
            "DIFFERENT student/2 mail,name",
            "MISSING student/3",
            "DUPLICATE student/4",
            "EXTRA student/9");
    assertThat(tally.counts().get("student"))
        .isEqualTo(
            Map.of(
                Verdict.EQUAL, 2L,
                Verdict.DIFFERENT, 1L,
                Verdict.MISSING, 1L,
                Verdict.EXTRA, 1L,
                Verdict.DUPLICATE, 1L));
  }

  @Test
  void shouldSayTheSameInWhateverOrderItReads() {
    for (int i = 0; i < 30; i++) {
      golden("student/" + i, "name", "n" + i % 7);
      holds("x" + i, "id", Integer.toString(i * 2 % 40), "name", "n" + i % 5);
    }
    List<String> first = compared(keyed("student"));
    Collections.reverse(held);

    assertThat(compared(keyed("student"))).isEqualTo(first).isNotEmpty();
  }

  @Test
  void shouldNotTellApartWhatSystemsDoNot() {
    golden("student/1", "name", "", "mail", "Ada@X.example", "score", Value.whole(7));
    golden("student/2", "name", Value.NULL, "score", Value.flag(true));
    holds("a", "id", "1", "name", Value.NULL, "mail", "ada@x.example", "score", "7.0");
    holds("b", "id", "2", "score", Value.whole(1));

    assertThat(compared(keyed("student"))).isEmpty();
  }

  @Test
  void shouldSayOfWhatIsExtraWhetherTheHubKnowsIt() {
    golden(false, "student/1", "name", "Ada");
    golden("staff/2", "name", "Bea", "hidden", "yes");
    holds("a", "id", "1", "name", "Ada");
    holds("b", "id", "2", "name", "Bea");
    holds("c", "id", "3", "name", "Cem");
    holds("d", "id", Value.NULL, "name", "Dov");

    assertThat(compared(keyed("student"), keyed("staff")))
        .containsExactly("EXTRA staff/2  GONE", "EXTRA student/1  GONE", "EXTRA users/3");
  }

  @Test
  void shouldNotBlameASystemForWhatChangedMeanwhile() {
    golden("student/1", "name", "Ada");
    holds("a", "id", "1", "name", "New");
    RecordKey one = RecordKey.parse("student/1");
    Golden changed =
        new Golden(one, 2, true, Map.of("name", new Golden.Held(Value.text("New"), "sis", "rank")));

    assertThat(compared(Map.of(one, changed), keyed("student")))
        .containsExactly("DIFFERENT student/1  MOVED");
  }

  @Test
  void shouldTellWhatCannotBeMappedAndLeaveWhatIsThere() {
    golden("student/1", "name", "impossible");
    holds("a", "id", "1", "name", "Ada");

    assertThat(compared(keyed("student"))).containsExactly("UNMAPPED student/1");
  }

  @Test
  void shouldRecogniseASeatByItsClassAndItsPerson() {
    golden("seat/1", "class", "c1", "person", "p1", "role", "student");
    golden("seat/2", "class", "c1", "person", "p2", "role", "student");
    golden("seat/3", "class", "c1", "person", "p2", "role", "helper");
    holds("a", "class", "c1", "person", "p1", "role", "teacher");
    holds("b", "class", "c1", "person", "p2", "role", "helper");
    holds("c", "class", "c1", "person", "p2", "role", "student");
    holds("d", "class", "c1", "person", "p2", "role", "student");
    holds("e", "class", "c1", "person", "p2", "role", "guest");

    assertThat(compared(seats()))
        .containsExactly("EXTRA seat/?", "DIFFERENT seat/1 role", "DUPLICATE seat/2");
  }

  @Test
  void shouldTellWhatSleepsThereApartFromWhatIsMissing() {
    golden("student/1", "name", "Ada");
    golden("student/2", "name", "Bea");
    golden(false, "student/3", "name", "Cem");
    holdsAsleep("a", "id", "1", "name", "Ada");
    holdsAsleep("b", "id", "2", "name", "Old");
    holds("c", "id", "2", "name", "Bea");
    holdsAsleep("d", "id", "3", "name", "Cem");
    holdsAsleep("e", "id", "9", "name", "Eve");
    holdsAsleep("f", "name", "Nobody");

    assertThat(compared(keyed("student"))).containsExactly("INACTIVE student/1");
    assertThat(findings.getFirst().place()).contains("a");
  }

  @Test
  void shouldSayHowWhatSleepsDiffersAsWell() {
    golden("student/1", "name", "Ada");
    holdsAsleep("a", "id", "1", "name", "Old");

    assertThat(compared(keyed("student"))).containsExactly("INACTIVE student/1 name");
  }

  @Test
  void shouldTakeWhatSleepsAsItIsToldToForEqual() {
    golden("student/1", "name", "Ada");
    golden("student/2", "name", "Bea");
    golden(false, "student/3", "name", "Cem");
    held.add(new RemoteRecord("a", values("id", "1", "name", "Ada")).asleepAsShown());
    held.add(new RemoteRecord("b", values("id", "2", "name", "Bee")).asleepAsShown());
    held.add(new RemoteRecord("c", values("id", "3", "name", "Cem")).asleepAsShown());

    assertThat(compared(keyed("student"))).containsExactly("DIFFERENT student/2 name");
  }

  @Test
  void shouldSayWhatAFindingRestsOn() {
    golden("student/1", "name", "Ada");
    compared(keyed("student"));

    assertThat(findings)
        .extracting(it -> it.basis().orElseThrow())
        .containsExactly(new Basis(1, 7, true));
    golden.remove(RecordKey.parse("student/1"));
    golden("seat/1", "class", "c1", "person", "p1", "role", "student");
    compared(seats());
    assertThat(findings)
        .extracting(it -> it.basis().orElseThrow())
        .containsExactly(new Basis(1, 7, true));
    compared(new Subscription("lms", "seat", "seats", seats().mapping(), List.of(), List.of()));
    assertThat(findings)
        .extracting(it -> it.basis().orElseThrow())
        .containsExactly(new Basis(1, 7, false));
  }
}
