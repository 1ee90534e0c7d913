package homeroom.planning;

import static homeroom.planning.KeyDistrict.student;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.authority.Alias;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyDecisionTest {

  private static final String OLD = student(123);
  private static final String NEW = student(456);

  private final KeyDistrict district = new KeyDistrict();

  private void everyConsumerHasTheTruth() {
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).objects())
          .as(system)
          .containsExactlyInAnyOrderElementsOf(district.due(system));
    }
  }

  @Test
  void shouldUpdateTheSameObjectWhenARecordGetsAnotherKey() {
    district.says("sis", OLD, "familyName", "Reyes").settle();

    district.renames(OLD, NEW).settle();

    assertThat(district.records()).containsExactly(NEW);
    assertThat(district.consumer("lms").created()).isEqualTo(1);
    assertThat(district.consumer("lms").ids()).containsExactly("lms-1");
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldLeaveNothingBehindWhileADeliveryIsOpen() {
    district.says("sis", OLD, "familyName", "Reyes").readAll();

    district.renames(OLD, NEW).says("sis", NEW, "familyName", "Reyes-Diaz").settle();

    assertThat(district.consumer("idp").created()).isEqualTo(1);
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldPassOnWhatIsSaidOfTheOldKeyButNotThatItIsGone() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.renames(OLD, NEW).settle();

    district.says("office", OLD, "phone", "1").settle();
    district.saysGone("sis", OLD).settle();

    assertThat(district.state(NEW).values()).containsEntry("phone", Value.text("1"));
    assertThat(district.records()).containsExactly(NEW);
    assertThat(district.codes()).contains("FORMER_KEY_ABSENT");
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldTakeARowThatNamesItsFormerKeyForTheSameRecord() {
    district.says("sis", OLD, "familyName", "Reyes").settle();

    district.saysRenamed("sis", OLD, NEW, "familyName", "Diaz").saysGone("sis", OLD).settle();

    assertThat(district.records()).containsExactly(NEW);
    assertThat(district.consumer("lms").created()).isEqualTo(1);
    assertThat(district.waiting()).isZero();
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldKeepARowUntilItsFormerKeyHasAnswered() {
    district.says("sis", OLD, "familyName", "Reyes").settle();

    district.says("sis", NEW, Map.of("familyName", "Diaz"), Optional.empty(), Optional.of(OLD));
    district.readAll();

    assertThat(district.waiting()).isEqualTo(1);
    assertThat(district.records()).containsExactly(OLD);
  }

  @Test
  void shouldTakeTheMergedRecordsObjectAwayWhereBothAre() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.says("sis", NEW, "familyName", "Diaz").settle();
    district.says("office", OLD, "phone", "1").settle();

    district.merges(OLD, NEW).settle();

    assertThat(district.records()).containsExactly(NEW);
    assertThat(district.state(NEW).values())
        .containsEntry("familyName", Value.text("Diaz"))
        .containsEntry("phone", Value.text("1"));
    assertThat(district.consumer("lms").objects()).hasSize(1);
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldNotLetASystemThatSpeaksOfTheSurvivorFlipItUnderTheMergedKey() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.says("sis", NEW, "familyName", "Diaz").settle();
    district.merges(OLD, NEW).settle();

    district.says("sis", OLD, "familyName", "Ortiz").settle();

    assertThat(district.state(NEW).values()).containsEntry("familyName", Value.text("Diaz"));
    assertThat(district.codes()).contains("FORMER_KEY_OVERRULED");
  }

  @Test
  void shouldMakeTheRecordAnewWhenAMergeIsUndone() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.says("sis", NEW, "familyName", "Diaz").settle();
    district.merges(OLD, NEW).settle();
    district.says("sis", OLD, "familyName", "Ortiz").settle();

    district.splits(OLD).settle();

    assertThat(district.records()).containsExactly(OLD, NEW);
    assertThat(district.state(OLD).values()).containsEntry("familyName", Value.text("Ortiz"));
    assertThat(district.state(NEW).identity().history())
        .extracting(Alias::kind)
        .containsExactly(Alias.Kind.MERGED, Alias.Kind.SPLIT);
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldResolveAnOwnIdThroughWhatAReceiptTaught() {
    district.says("sis", OLD, "familyName", "Reyes").settle();

    district.says("lms", "student/~lms:lms-1", "preferredName", "Cat").settle();

    assertThat(district.state(OLD).values()).containsEntry("preferredName", Value.text("Cat"));
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldKeepWhatIsSaidOfAnUnknownIdAndReleaseItInOrder() {
    district.says("lms", "student/~lms:lms-1", "preferredName", "Cat").settle();
    district.says("lms", "student/~lms:lms-1", "preferredName", "Kitty").settle();
    assertThat(district.waiting()).isEqualTo(2);
    assertThat(district.codes()).contains("OWN_ID_UNKNOWN");

    district.says("sis", OLD, "familyName", "Reyes").settle();

    assertThat(district.waiting()).isZero();
    assertThat(district.codes()).contains("OWN_ID_KNOWN");
    assertThat(district.state(OLD).values()).containsEntry("preferredName", Value.text("Kitty"));
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldLearnAnOwnIdFromARowThatNamesBoth() {
    district.says("sis", OLD, "familyName", "Reyes").readAll();
    district.says("lms", "student/~lms:77", "preferredName", "Cat").readAll();

    district.says("lms", OLD, Map.of("preferredName", "Kit"), Optional.of("77"), Optional.empty());
    district.readAll();

    assertThat(district.waiting()).isZero();
    assertThat(district.state(OLD).values()).containsEntry("preferredName", Value.text("Cat"));
  }

  @Test
  void shouldNotTakeTheMergedObjectsEndForTheSurvivors() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.says("sis", NEW, "familyName", "Diaz").settle();
    district.merges(OLD, NEW).settle();

    district.saysGone("lms", "student/~lms:lms-1").settle();

    assertThat(district.codes()).contains("OWN_ID_REPLACED");
    assertThat(district.consumer("lms").created()).isEqualTo(2);
    everyConsumerHasTheTruth();
  }

  @Test
  void shouldKeepARecordThatWasGivenUpInACircle() {
    district.says("sis", OLD, "familyName", "Reyes").settle();
    district.says("sis", NEW, "familyName", "Diaz").settle();

    district.renames(OLD, NEW).renames(NEW, OLD).settle();

    assertThat(district.records()).isNotEmpty();
    everyConsumerHasTheTruth();
  }
}
