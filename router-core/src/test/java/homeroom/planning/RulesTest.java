package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Breaker;
import homeroom.authority.Choice;
import homeroom.authority.Circumstances;
import homeroom.authority.Comparison;
import homeroom.authority.Condition;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Refusal;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a district can say about a field beyond a list of systems. */
class RulesTest {

  private static final Authority SIS = Authority.always("sis");
  private static final Authority LMS = Authority.always("lms");

  private static FieldRules rule(String name, Resolution resolution, Authority... authority) {
    return rule(name, resolution, Refusals.REVERT, Optional.empty(), authority);
  }

  private static FieldRules rule(
      String name,
      Resolution resolution,
      Refusals refusals,
      Optional<String> group,
      Authority... authority) {
    return new FieldRules(
        name,
        FieldType.TEXT,
        Optional.empty(),
        Comparison.EXACT,
        List.of(authority),
        resolution,
        refusals,
        group,
        Optional.empty());
  }

  private static District district(FieldRules... rules) {
    Map<String, FieldRules> fields = new HashMap<>();
    fields.put(FieldRules.EXISTS, District.field(FieldRules.EXISTS, SIS));
    for (FieldRules one : rules) {
      fields.put(one.name(), one);
    }
    String[] names =
        fields.keySet().stream().filter(it -> !it.startsWith("_")).toArray(String[]::new);
    return new District(
        fields,
        District.subscription("lms", List.of(), names),
        District.subscription("sis", List.of(), names));
  }

  private static District agreed(District district, Map<String, String> fields) {
    return district.says("sis", fields).settle().echoes("lms", fields).settle();
  }

  @Test
  void shouldTakeWhatBecameTrueLaterWhereTheRuleSaysSo() {
    FieldRules phone = rule("phone", new Resolution.MostRecent(Duration.ofMinutes(2)), SIS, LMS);
    District district = agreed(district(phone), Map.of("phone", "1"));

    district.saysAt(District.TODAY.plusSeconds(60), "sis", Map.of("phone", "2"));
    district.saysAt(District.TODAY.plusSeconds(600), "lms", Map.of("phone", "3"));

    assertThat(district.golden("phone")).isEqualTo("3");
    assertThat(district.conflicts())
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.ruling().rule())
                    .isEqualTo("the most recent of sis, lms; within 2m sis before lms"));
  }

  @Test
  void shouldLeaveItToTheRankWhenClocksCannotTell() {
    FieldRules phone = rule("phone", new Resolution.MostRecent(Duration.ofMinutes(2)), SIS, LMS);
    District district = agreed(district(phone), Map.of("phone", "1"));

    district.saysAt(District.TODAY.plusSeconds(60), "sis", Map.of("phone", "2"));
    district.saysAt(District.TODAY.plusSeconds(100), "lms", Map.of("phone", "3"));

    assertThat(district.golden("phone")).isEqualTo("2");
    assertThat(district.settle().golden("phone")).isEqualTo("2");
  }

  @Test
  void shouldNotLetABlankOfAHigherRankWipeWhatAnotherSystemSaid() {
    FieldRules phone = rule("phone", new Resolution.UnlessBlank(), SIS, LMS);
    District district = agreed(district(phone), Map.of("phone", ""));
    district.says("lms", Map.of("phone", "555")).settle();
    assertThat(district.golden("phone")).isEqualTo("555");

    district.clears("sis", "phone");

    assertThat(district.golden("phone")).isEqualTo("555");
    assertThat(district.outcomes()).containsExactly(Outcome.UNAUTHORISED);
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.system()).isEqualTo("sis"));
  }

  @Test
  void shouldLetASystemClearWhatItSaidItself() {
    FieldRules phone = rule("phone", new Resolution.UnlessBlank(), SIS, LMS);
    District district = agreed(district(phone), Map.of("phone", "555")).clears("sis", "phone");

    assertThat(district.golden("phone")).isEqualTo("null");
  }

  private record WhenGrade(String grade) implements Condition {
    @Override
    public boolean holds(Circumstances circumstances) {
      return Value.text(grade).equals(circumstances.record().get("grade"));
    }

    @Override
    public String text() {
      return "grade == '" + grade + "'";
    }
  }

  @Test
  void shouldLetARightDependOnTheRecord() {
    Authority seniors =
        new Authority("lms", Optional.empty(), Optional.empty(), Optional.of(new WhenGrade("12")));
    FieldRules name = rule("name", Resolution.RANK, seniors, SIS);
    FieldRules grade = rule("grade", Resolution.RANK, SIS);
    District junior = agreed(district(name, grade), Map.of("name", "A", "grade", "11"));
    District senior = agreed(district(name, grade), Map.of("name", "A", "grade", "12"));

    assertThat(junior.says("lms", Map.of("name", "B")).golden("name")).isEqualTo("A");
    assertThat(senior.says("lms", Map.of("name", "B")).golden("name")).isEqualTo("B");
  }

  private static District leaving(Refusal refusal) {
    Refusals refusals = new Refusals(Refusal.REVERT, Map.of("lms", refusal));
    return agreed(
        district(
            rule("name", Resolution.RANK, refusals, Optional.empty(), SIS),
            rule("grade", Resolution.RANK, SIS)),
        Map.of("name", "A", "grade", "11"));
  }

  @Test
  void shouldLeaveASystemItsOwnValueUntilTheTruthChanges() {
    District district = leaving(Refusal.LEAVE).says("lms", Map.of("name", "B"));

    assertThat(district.golden("name")).isEqualTo("A");
    assertThat(district.sends()).isEmpty();
    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.outcome()).isEqualTo(Outcome.UNAUTHORISED);
              assertThat(moved.code()).contains("AUTHORITY_LEFT");
            });

    district.says("sis", Map.of("grade", "12"));
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send ->
                assertThat(send.payload())
                    .containsEntry("user.name", Value.text("B"))
                    .containsEntry("user.grade", Value.text("12")));
    district.settle();
    assertThat(district.reconsiders().sends()).isEmpty();

    district.says("sis", Map.of("name", "C"));
    assertThat(district.sends())
        .singleElement()
        .satisfies(send -> assertThat(send.payload()).containsEntry("user.name", Value.text("C")));
  }

  @Test
  void shouldSayThatPeopleAreToBeToldWhereTheRuleSaysSo() {
    District district = leaving(Refusal.ALERT).says("lms", Map.of("name", "B"));

    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(moved -> assertThat(moved.code()).contains("AUTHORITY_ALERT"));
    assertThat(district.sends()).isEmpty();
  }

  @Test
  void shouldSettleWhenASystemThatMayNotDecideComesBackToTheTruthByItself() {
    District district =
        leaving(Refusal.LEAVE).says("lms", Map.of("name", "B")).says("lms", Map.of("name", "A"));

    assertThat(district.outcomes()).containsExactly(Outcome.CONVERGED);
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  private static District address() {
    Optional<String> address = Optional.of("address");
    return agreed(
        district(
            rule("street", Resolution.RANK, Refusals.REVERT, address, SIS, LMS),
            rule("city", Resolution.RANK, Refusals.REVERT, address, SIS, LMS)),
        Map.of("street", "1 Elm", "city", "Salem"));
  }

  @Test
  void shouldNotMixTwoAddressesIntoOneThatNobodySaid() {
    District district = address();
    district.says("sis", Map.of("street", "2 Oak", "city", "Salem"));
    district.says("lms", Map.of("street", "1 Elm", "city", "Troy"));

    assertThat(district.golden("street") + ", " + district.golden("city"))
        .isEqualTo("2 Oak, Salem");
    assertThat(district.conflicts()).hasSize(1);
  }

  @Test
  void shouldTakeTheWholeGroupOfWhoeverWins() {
    District district = address();
    district.says("lms", Map.of("street", "1 Elm", "city", "Troy"));
    district.says("sis", Map.of("street", "2 Oak", "city", "Salem"));

    assertThat(district.golden("street") + ", " + district.golden("city"))
        .isEqualTo("2 Oak, Salem");
    assertThat(district.conflicts()).hasSize(1);
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  private static final Resolution PEOPLE =
      new Resolution.Manual(Duration.ofHours(48), Resolution.RANK);

  private static District disputed() {
    return agreed(
            district(rule("name", PEOPLE, SIS, LMS), rule("grade", Resolution.RANK, SIS)),
            Map.of("name", "A", "grade", "11"))
        .says("sis", Map.of("name", "B"))
        .says("lms", Map.of("name", "C"));
  }

  @Test
  void shouldHoldOnlyTheFieldThatPeopleDecide() {
    District district = disputed();

    assertThat(district.golden("name")).isEqualTo("B");
    assertThat(district.conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.winner()).isEmpty();
              assertThat(conflict.ruling().rule()).isEqualTo("people, or after 48h sis before lms");
            });
    assertThat(district.only(Effect.Remind.class))
        .singleElement()
        .satisfies(
            remind ->
                assertThat(remind.due()).isEqualTo(District.TODAY.plus(Duration.ofHours(48))));
    assertThat(district.settle().sends())
        .noneMatch(send -> send.payload().containsValue(Value.text("B")));

    district.says("sis", Map.of("grade", "12"));
    assertThat(district.sends())
        .filteredOn(send -> send.system().equals("lms"))
        .singleElement()
        .satisfies(
            send ->
                assertThat(send.payload())
                    .containsEntry("user.name", Value.text("C"))
                    .containsEntry("user.grade", Value.text("12")));
  }

  @Test
  void shouldTakeWhatAPersonChoseAndTellEverySide() {
    District district = disputed().settle().resolves(new Choice.Take("lms"));

    assertThat(district.golden("name")).isEqualTo("C");
    assertThat(district.conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.winner()).isEqualTo("lms");
              assertThat(conflict.settled()).isTrue();
            });
    assertThat(district.sends())
        .as("the winner as well, since what was sent to it meanwhile may still arrive")
        .hasSize(2)
        .allSatisfy(send -> assertThat(send.payload()).containsEntry("user.name", Value.text("C")));
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldKeepTheTruthWhereAPersonChoseItAndPutTheOtherRight() {
    District district = disputed().settle().resolves(new Choice.Take("sis"));

    assertThat(district.golden("name")).isEqualTo("B");
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.system()).isEqualTo("lms");
              assertThat(send.payload()).containsEntry("user.name", Value.text("B"));
            });
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldTellEverySideAValueThatAPersonGave() {
    District district = disputed().settle().resolves(new Choice.Give(Value.text("D")));

    assertThat(district.golden("name")).isEqualTo("D");
    assertThat(district.sends()).extracting(Effect.Send::system).containsExactly("lms", "sis");
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldDecideByRankWhenNobodyDidInTime() {
    District district = disputed().settle().resolves(new Choice.ByRule());

    assertThat(district.golden("name")).isEqualTo("B");
    assertThat(district.settle().reconsiders().sends()).isEmpty();
  }

  @Test
  void shouldNotDecideTwice() {
    District district = disputed().settle();
    String conflict = district.conflict();
    district.resolves(new Choice.Take("lms")).settle();

    district.resolves(conflict, new Choice.Take("sis"));

    assertThat(district.golden("name")).isEqualTo("C");
    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
  }

  @Test
  void shouldNotWaitForPeopleWhenTheOtherSideComesToTheTruthByItself() {
    District district =
        disputed().settle().echoes("lms", Map.of("name", "C")).says("lms", Map.of("name", "B"));

    assertThat(district.outcomes()).containsExactly(Outcome.CONVERGED);
    assertThat(district.state().field("name").orElseThrow().dispute()).isEmpty();
    assertThat(district.conflicts())
        .singleElement()
        .satisfies(conflict -> assertThat(conflict.winner()).isEqualTo("sis"));
  }

  @Test
  void shouldKeepAClaimThatOurOwnWriteReplaced() {
    District district = disputed().echoes("lms", Map.of("name", "B"));

    assertThat(district.state().field("name").orElseThrow().dispute()).isPresent();
    assertThat(district.conflicts()).isEmpty();

    district.settle().resolves(new Choice.Take("lms"));
    assertThat(district.golden("name")).isEqualTo("C");
    assertThat(district.sends())
        .extracting(Effect.Send::system)
        .containsExactlyInAnyOrder("lms", "sis");
  }

  @Test
  void shouldHoldAFieldThatKeepsTurningAndSaySoOnce() {
    FieldRules name =
        new FieldRules(
            "name",
            FieldType.TEXT,
            Optional.empty(),
            Comparison.EXACT,
            List.of(SIS, LMS),
            Resolution.RANK,
            Refusals.REVERT,
            Optional.empty(),
            Optional.of(new Breaker(3, Duration.ofMinutes(10))));
    District district = agreed(district(name), Map.of("name", "A"));
    int held = 0;
    for (int i = 0; i < 10; i++) {
      district.says(i % 2 == 0 ? "lms" : "sis", Map.of("name", i % 2 == 0 ? "B" : "A"));
      held += district.conflicts().size();
      district.settle();
    }

    assertThat(held).isEqualTo(1);
    assertThat(district.state().field("name").orElseThrow().dispute()).isPresent();
    assertThat(district.reconsiders().sends()).isEmpty();
    district.resolves(new Choice.ByRule()).settle();
    assertThat(district.golden("name")).isEqualTo("A");
    assertThat(district.reconsiders().sends()).isEmpty();
  }

  private static FieldRules guardians() {
    return new FieldRules(
        "guardians", FieldType.ITEMS, Optional.empty(), Comparison.SET, List.of(SIS, LMS));
  }

  private static Map<String, Value> of(String... guardians) {
    return Map.of("guardians", Value.items(List.of(guardians)));
  }

  private static District family() {
    return district(guardians())
        .tells("sis", of("ann", "bob"))
        .settle()
        .tells("lms", of("ann", "bob"))
        .settle();
  }

  @Test
  void shouldDecideSetsElementByElement() {
    District district =
        family().tells("sis", of("ann", "bob", "cy")).tells("lms", of("bob", "dee"));

    assertThat(district.golden("guardians")).isEqualTo("bob,cy,dee");
    assertThat(district.conflicts()).isEmpty();
    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(moved -> assertThat(moved.code()).contains("SET_MERGED"));
    district.settle();
    assertThat(district.reconsiders().sends()).isEmpty();
    assertThat(district.tells("lms", of("dee", "bob", "cy")).outcomes())
        .containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldComeToTheSameSetWhoeverSpokeFirst() {
    District oneWay = family().tells("sis", of("ann", "cy")).tells("lms", of("bob", "dee"));
    District otherWay = family().tells("lms", of("bob", "dee")).tells("sis", of("ann", "cy"));

    assertThat(oneWay.golden("guardians").split(","))
        .containsExactlyInAnyOrder(otherWay.golden("guardians").split(","))
        .containsExactlyInAnyOrder("cy", "dee");
  }

  @Test
  void shouldAgreeOnASetWhoseChangesWereAlreadyTrueAndTellTheRest() {
    District district =
        family().tells("sis", of("ann", "bob", "cy", "dee")).tells("lms", of("ann", "bob", "dee"));

    assertThat(district.golden("guardians")).isEqualTo("ann,bob,cy,dee");
    assertThat(district.outcomes()).containsExactly(Outcome.CONVERGED);
    district.settle();
    assertThat(district.reconsiders().sends()).isEmpty();
    assertThat(district.tells("lms", of("ann", "bob", "cy", "dee")).outcomes())
        .containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldFindAConflictWhereSomebodyChangesWhatOthersDeleted() {
    District district =
        agreed(district(rule("name", Resolution.RANK, SIS, LMS)), Map.of("name", "A"));
    district.saysGone("sis");

    district.says("lms", Map.of("name", "B"));

    assertThat(district.conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.ruling().field()).isEqualTo(FieldRules.EXISTS);
              assertThat(conflict.winner()).isEqualTo("sis");
            });
    assertThat(district.state().exists()).isFalse();
    district.says("lms", Map.of("name", "B"));
    assertThat(district.conflicts()).isEmpty();
  }

  @Test
  void shouldBringBackWhatSomebodyOfHigherRankStillChanges() {
    FieldRules existence = rule(FieldRules.EXISTS, Resolution.RANK, LMS, SIS);
    District district =
        agreed(district(rule("name", Resolution.RANK, LMS, SIS), existence), Map.of("name", "A"));
    district.saysGone("sis");

    district.says("lms", Map.of("name", "B"));

    assertThat(district.state().exists()).isTrue();
    assertThat(district.settle().golden("name")).isEqualTo("B");
  }
}
