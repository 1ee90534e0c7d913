package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.FieldRules;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody changes in a system that is looked at what a delivery on its way there writes. */
class ChangedMeanwhileTest {

  private static final Map<String, FieldRules> FIELDS =
      Map.of(
          "name",
          District.field("name", Authority.always("sis")),
          "mail",
          District.field("mail", Authority.always("idp"), Authority.always("sis")),
          FieldRules.EXISTS,
          District.field(FieldRules.EXISTS, Authority.always("sis")));

  private static Subscription watching(String system, String... fields) {
    Subscription plain = District.subscription(system, List.of(), fields);
    return new Subscription(
        system,
        plain.entity(),
        plain.target(),
        plain.mapping(),
        plain.references(),
        plain.after(),
        true,
        false,
        Map.of("user.mail", Set.of("mail"), "user.name", Set.of("name")));
  }

  /** All have it, and all is confirmed. */
  private static District inStep() {
    return new District(
            FIELDS,
            watching("idp", "name", "mail"),
            District.subscription("warehouse", List.of(), "name", "mail"))
        .says("sis", Map.of("name", "Ada", "mail", "a@x"))
        .settle();
  }

  private static Map<String, Set<Value>> expected(District district, String system) {
    return district.sends().stream()
        .filter(send -> send.system().equals(system))
        .findFirst()
        .orElseThrow()
        .expected();
  }

  private static Set<Value> texts(String... texts) {
    return Set.of(texts).stream()
        .map(Value::text)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  @Test
  void shouldSayWhatASystemMayHoldOfWhatIsWritten() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));

    assertThat(expected(district, "idp")).isEqualTo(Map.of("user.mail", texts("a@x")));
    assertThat(expected(district, "warehouse")).as("it says nothing itself").isEmpty();
  }

  @Test
  void shouldExpectNothingButTheWriteItselfOfARecordThatIsCreated() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"));

    assertThat(expected(district, "idp"))
        .isEqualTo(Map.of("user.mail", texts("a@x"), "user.name", texts("Ada")));
  }

  @Test
  void shouldTakeAFieldOfWhichASystemNeverSpokeForEmpty() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"))
            .says("idp", Map.of("mail", "a@x"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"));

    assertThat(expected(district, "idp").get("user.name"))
        .contains(Value.NULL)
        .doesNotContain(Value.text("Addie"));
  }

  @Test
  void shouldKnowWhatAnEarlierTryCreatedAndNobodyChanged() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"))
            .says("sis", Map.of("name", "Ada", "mail", "b@x"));

    // Of what is there, the name is somebody's, and the address is what the first try wrote.
    district.finds(
        "idp",
        Map.of("name", "Addie", "mail", "a@x"),
        Map.of("user.name", Value.text("Addie")),
        false);

    assertThat(district.golden("mail")).isEqualTo("b@x");
    district.says("idp", Map.of("name", "Addie", "mail", "a@x"));
    assertThat(district.golden("mail")).isEqualTo("b@x");
  }

  @Test
  void shouldDecideOnlyAboutWhatWouldHaveBeenWrittenOver() {
    District district = inStep().says("sis", Map.of("name", "Adele"));
    // The hub reads of a new address before it hears of an older look, at another field.
    district.says("idp", Map.of("name", "Addie", "mail", "people@x"));

    district.finds(
        "idp",
        Map.of("name", "Addie", "mail", "a@x"),
        Map.of("user.name", Value.text("Addie")),
        false);

    assertThat(district.golden("mail")).isEqualTo("people@x");
  }

  @Test
  void shouldBelieveWhatTheSystemSaidMeanwhileAndNotAnOlderLook() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));
    district.says("idp", Map.of("name", "Ada", "mail", "newer@x"));

    district.finds("idp", Map.of("name", "Ada", "mail", "older@x"));

    assertThat(district.golden("mail")).isEqualTo("newer@x");
    assertThat(district.sends().getFirst().payload())
        .containsEntry("user.mail", Value.text("newer@x"));
  }

  @Test
  void shouldExpectNothingInParticularOfARecordThatComesBack() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"))
            .creates("idp", "7")
            .saysGone("sis")
            .answers("idp", Result.DELETED);

    district.says("sis", Map.of("name", "Ada", "mail", "b@x"));

    assertThat(expected(district, "idp")).isEmpty();
  }

  @Test
  void shouldDecideAboutARecordThatIsThereAlreadyBeforeItIsTold() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"));

    district.finds("idp", Map.of("name", "Addie", "mail", "people@x"));

    assertThat(district.golden("mail")).isEqualTo("people@x");
    assertThat(district.golden("name")).isEqualTo("Ada");
    assertThat(district.outcomes()).contains(Outcome.INITIAL_MISMATCH);
    assertThat(district.sends().getFirst().creates()).isFalse();
  }

  @Test
  void shouldDecideAboutWhatWasFoundAsIfTheLookHadComeFirst() {
    District district = inStep().says("sis", Map.of("mail", "b@x", "name", "Adele"));

    district.finds("idp", Map.of("mail", "people@x", "name", "Ada"));

    assertThat(district.golden("mail")).isEqualTo("people@x");
    assertThat(district.conflicts()).hasSize(1);
    assertThat(district.outcomes()).contains(Outcome.CONFLICT, Outcome.STALE);
    assertThat(district.sends()).extracting(Effect.Send::system).contains("idp");
  }

  @Test
  void shouldWriteOverWhatWasFoundIfThatMayNotDecide() {
    District district = inStep().says("sis", Map.of("name", "Adele"));

    district.finds("idp", Map.of("name", "Addie", "mail", "a@x"));

    assertThat(district.golden("name")).isEqualTo("Adele");
    Effect.Send again = district.sends().getFirst();
    assertThat(again.payload()).containsEntry("user.name", Value.text("Adele"));
    assertThat(again.expected().get("user.name")).contains(Value.text("Addie"));
  }

  @Test
  void shouldExpectWhatWasShownThoughTheHubUnderstoodNothingOfIt() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));

    district.finds("idp", Map.of(), Map.of("user.mail", Value.text("A@X")));

    assertThat(expected(district, "idp").get("user.mail"))
        .contains(Value.text("A@X"), Value.text("a@x"));
    assertThat(district.golden("mail")).isEqualTo("b@x");
  }

  @Test
  void shouldNotExpectOfOthersWhatOneOfThemShowed() {
    District district =
        new District(FIELDS, watching("idp", "name", "mail"), watching("lms", "name", "mail"))
            .says("sis", Map.of("name", "Ada", "mail", "a@x"))
            .settle()
            .says("sis", Map.of("mail", "b@x"))
            .confirms("lms");

    district.finds("idp", Map.of("mail", "people@x", "name", "Ada"));

    assertThat(expected(district, "lms")).isEqualTo(Map.of("user.mail", texts("b@x")));
  }

  @Test
  void shouldNotTakeAnEarlierWriteOfOursForAnEdit() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));
    // People edit, the hub hears of it, and the delivery arrives all the same.
    district.says("idp", Map.of("mail", "people@x", "name", "Ada")).confirms("idp");

    Map<String, Set<Value>> expected = expected(district, "idp");

    assertThat(expected.get("user.mail")).contains(Value.text("b@x"), Value.text("people@x"));
  }

  @Test
  void shouldStillKnowAnEarlierWriteOfOursAfterSomethingWasFound() {
    District district = inStep().says("sis", Map.of("mail", "b@x", "name", "Adele"));

    // The first try arrived and its answer was lost; then people changed the address.
    district.finds("idp", Map.of("mail", "people@x", "name", "Adele"));
    district.confirms("idp").says("idp", Map.of("mail", "people@x", "name", "Adele"));

    assertThat(district.outcomes()).doesNotContain(Outcome.UNAUTHORISED, Outcome.ACCEPTED);
    assertThat(district.golden("name")).isEqualTo("Adele");
    assertThat(district.golden("mail")).isEqualTo("people@x");
  }

  @Test
  void shouldComeToRestWhateverWasFound() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));

    district.finds("idp", Map.of("mail", "people@x", "name", "Ada")).settle();

    assertThat(district.state().system("idp").orElseThrow().open()).isEmpty();
    assertThat(district.state().system("idp").orElseThrow().repair()).isFalse();
    assertThat(district.says("sis", Map.of("name", "Ada")).sends()).isEmpty();
  }

  @Test
  void shouldDropWhatAnAnswerFoundThatNobodyWaitsFor() {
    District district = inStep().says("sis", Map.of("mail", "b@x"));
    String delivery = district.openFor("idp");
    district.confirms("idp");

    district.answers(
        "idp",
        delivery,
        Result.CHANGED_MEANWHILE,
        Optional.of(
            new Input.Answered.Found(
                Map.of("mail", Value.text("old@x"), FieldRules.EXISTS, Value.flag(true)),
                Map.of(),
                District.TODAY)));

    assertThat(district.outcomes()).containsExactly(Outcome.STALE);
    assertThat(district.golden("mail")).isEqualTo("b@x");
  }
}
