package homeroom.planning;

import static homeroom.planning.KeyDistrict.student;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a seat when its student gets another key. */
class ReferencesTest {

  private static final String SEAT = "seat/s";

  private final KeyDistrict district = new KeyDistrict();

  @BeforeEach
  void seat() {
    district.says("sis", student(1), "familyName", "Reyes");
    says("sis", "1", "R1").settle();
  }

  private KeyDistrict says(String system, String student, String role) {
    return district.says(
        system, SEAT, Map.of("student", student, "role", role), Optional.empty(), Optional.empty());
  }

  private String named() {
    return String.valueOf(district.state(SEAT).values().get("student"));
  }

  /** What movements of these fields came to since so many were written. */
  private List<Outcome> since(int many) {
    return district.movements().stream()
        .skip(many)
        .filter(moved -> moved.fields().contains("student"))
        .map(Moved::outcome)
        .toList();
  }

  private List<Value> seatsAt(String consumer) {
    return district.consumer(consumer).objects().stream()
        .filter(object -> object.containsKey("user.student"))
        .map(object -> object.get("user.student"))
        .toList();
  }

  private long told() {
    return district.movements().stream()
        .flatMap(moved -> moved.due().stream())
        .filter(due -> due.deliveryId().isPresent())
        .count();
  }

  @Test
  void shouldTellEveryConsumerTheNewKeyOnce() {
    long before = told();

    district.renames(student(1), student(2)).settle();

    assertThat(named()).isEqualTo("2");
    for (String consumer : KeyDistrict.CONSUMERS) {
      assertThat(seatsAt(consumer)).as(consumer).containsExactly(Value.text("2"));
    }
    assertThat(told() - before).as("the student and the seat, at two consumers").isEqualTo(4);
    assertThat(district.codes()).contains("REFERENCE_FOLLOWED");
  }

  @Test
  void shouldTakeASourceThatGoesOnSayingTheFormerKeyForOneThatRestates() {
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();

    says("sis", "1", "R2").settle();

    assertThat(since(before)).as("of the student there is nothing to say").isEmpty();
    assertThat(named()).isEqualTo("2");
    assertThat(seatsAt("lms")).containsExactly(Value.text("2"));
  }

  @Test
  void shouldTakeAnotherSourceThatSaysTheFormerKeyForTheFirstTimeForOneThatAgrees() {
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();

    district.says("office", SEAT, "student", "1").says("office", SEAT, "student", "1").settle();

    assertThat(since(before)).isNotEmpty().containsOnly(Outcome.UNCHANGED);
    assertThat(named()).isEqualTo("2");
  }

  @Test
  void shouldTellNothingWhenTheSourceComesToTheNewKey() {
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();
    long told = told();

    district.says("sis", SEAT, "student", "2").settle();

    assertThat(since(before)).containsExactly(Outcome.CONVERGED);
    assertThat(told()).isEqualTo(told);
  }

  @Test
  void shouldTakeAnEditToYetAnotherRecordForOne() {
    district.says("sis", student(3), "familyName", "Diaz");
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();

    district.says("sis", SEAT, "student", "3").settle();

    assertThat(since(before)).containsExactly(Outcome.ACCEPTED);
    assertThat(seatsAt("idp")).containsExactly(Value.text("3"));
    district.renames(student(2), student(4)).settle();
    assertThat(named()).as("it does not follow what it refers to no more").isEqualTo("3");
  }

  @Test
  void shouldTakeWhatAConsumerShowsOfTheNewKeyForOurOwnWrite() {
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();

    district.says("lms", SEAT, "student", "2").settle();

    assertThat(since(before)).containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void shouldPutAConsumerRightThatGoesBackToTheFormerKey() {
    district.renames(student(1), student(2)).settle();
    int before = district.movements().size();

    district.says("lms", SEAT, "student", "1").readAll();

    assertThat(since(before)).containsExactly(Outcome.UNAUTHORISED);
    district.settle();
    assertThat(seatsAt("lms")).containsExactly(Value.text("2"));
  }

  @Test
  void shouldFollowOverSeveralKeys() {
    district.renames(student(1), student(2)).settle();
    district.renames(student(2), student(3)).settle();
    district.says("sis", student(4), "familyName", "Diaz").settle();
    district.merges(student(3), student(4)).settle();

    assertThat(named()).isEqualTo("4");
    assertThat(seatsAt("lms")).containsExactly(Value.text("4"));
  }

  @Test
  void shouldGoBackWhenTheKeyIsSplitOffAgain() {
    district.says("sis", student(2), "familyName", "Diaz");
    district.merges(student(1), student(2)).settle();
    assertThat(named()).isEqualTo("2");

    district.splits(student(1)).settle();

    assertThat(named()).isEqualTo("1");
    assertThat(seatsAt("lms")).containsExactly(Value.text("1"));
    assertThat(seatsAt("idp")).containsExactly(Value.text("1"));
  }

  @Test
  void shouldStayWhenItsSourceSaidTheOtherKeyBeforeTheSplit() {
    district.says("sis", student(2), "familyName", "Diaz");
    district.merges(student(1), student(2)).settle();
    district.says("sis", SEAT, "student", "2").settle();

    district.splits(student(1)).settle();

    assertThat(named()).isEqualTo("2");
  }

  @Test
  void shouldWaitUntilTheConsumerHasTheStudentUnderItsNewKey() {
    district.renames(student(1), student(2)).readAll();

    assertThat(district.state(SEAT).system("lms").orElseThrow())
        .satisfies(
            lms -> {
              assertThat(lms.open()).isEmpty();
              assertThat(lms.waitsFor()).containsExactly(student(2));
            });
    assertThat(district.state(SEAT).system("idp").orElseThrow().open())
        .as("it was never said that seats wait there")
        .isPresent();
    district.settle();
    assertThat(seatsAt("lms")).containsExactly(Value.text("2"));
  }

  @Test
  void shouldLeaveItsOwnKeyToASystemThatSpeaksOfTheSeatAndTakesNoStudents() {
    district.says("idp", SEAT, "student", "1").settle();
    district.renames(student(1), student(2)).settle();
    assertThat(seatsAt("idp")).containsExactly(Value.text("1"));

    says("sis", "1", "R2").settle();

    assertThat(seatsAt("idp")).as("nor with what comes later").containsExactly(Value.text("1"));
    assertThat(seatsAt("lms")).containsExactly(Value.text("2"));
    int before = district.movements().size();
    district.says("idp", SEAT, "student", "1").settle();
    assertThat(since(before)).containsExactly(Outcome.UNCHANGED);
    district.says("sis", SEAT, "student", "3").settle();
    assertThat(seatsAt("idp")).as("a change by its source").containsExactly(Value.text("3"));
  }

  @Test
  void shouldTellOfASeatThatComesLaterUnderTheFormerKey() {
    district.renames(student(1), student(2)).settle();

    district
        .says(
            "sis",
            "seat/late",
            Map.of("student", "1", "role", "R1"),
            Optional.empty(),
            Optional.empty())
        .settle();

    for (String consumer : KeyDistrict.CONSUMERS) {
      assertThat(seatsAt(consumer)).containsOnly(Value.text("2")).hasSize(2);
    }
  }

  @Test
  void shouldRememberWhatWasSaidWhenTheSeatItselfGetsAnotherKey() {
    district.says("sis", student(2), "familyName", "Diaz");
    district.merges(student(1), student(2)).settle();
    district.renames(SEAT, "seat/t").settle();

    district.splits(student(1)).settle();

    assertThat(district.state("seat/t").values()).containsEntry("student", Value.text("1"));
  }
}
