package homeroom.planning;

import static homeroom.planning.District.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.authority.FieldRules;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Input.Answered.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What movements say of a system that holds data already when it is connected. */
final class FirstContactTest {

  private static final String EXISTS = FieldRules.EXISTS;

  /** The student as the SIS has it; the LMS is told of both names. */
  private static District district() {
    return new District(subscription("lms", List.of(), "familyName", "preferredName"));
  }

  private static District known() {
    District district = new District(subscription("crm", List.of(), "familyName", "preferredName"));
    return district.says(
        "sis", Map.of("familyName", "Ng", "preferredName", "Al", "email", "al@cedar.example"));
  }

  /** The fields by what is said of them. */
  private static Map<String, List<String>> said(District district) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Moved moved : district.only(Moved.class)) {
      said.put(moved.code().orElse(moved.outcome().name()), moved.fields());
    }
    return said;
  }

  @Test
  void shouldCallARecordNewInOneMovementOfWhichTheHubKnewNothing() {
    District district = district().says("sis", Map.of("familyName", "Ng", "preferredName", "Al"));

    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.code()).contains("FIRST_CONTACT_NEW");
              assertThat(moved.fields()).containsExactly(EXISTS, "familyName", "preferredName");
            });
  }

  @Test
  void shouldSayNothingMoreOfANewRecordThatClearsAField() {
    District district = district().clears("sis", "familyName");

    assertThat(said(district)).containsOnlyKeys("FIRST_CONTACT_NEW");
  }

  @Test
  void shouldSayThatAllIsEqualInTheOneMovementThatThereIsAnyway() {
    District district = known().says("lms", Map.of("familyName", "Ng", "preferredName", "Al"));

    assertThat(said(district))
        .containsExactly(
            Map.entry("FIRST_CONTACT_EQUAL", List.of(EXISTS, "familyName", "preferredName")));
  }

  @Test
  void shouldTellWhatItWonFromWhatItKeepsAndFromWhatIsEqual() {
    District district =
        known()
            .says("lms", Map.of("familyName", "Wu", "preferredName", "Ally", "email", "al@x.org"));

    assertThat(said(district))
        .containsOnly(
            Map.entry("FIRST_CONTACT_PARTLY_EQUAL", List.of(EXISTS)),
            Map.entry("FIRST_CONTACT_WON", List.of("email", "preferredName")),
            Map.entry("FIRST_CONTACT_KEPT", List.of("familyName")));
    assertThat(district.golden("preferredName")).isEqualTo("Ally");
  }

  @Test
  void shouldSayThatASystemIsPutRightWhereItIsToldOfTheField() {
    District district = known().says("crm", Map.of("familyName", "Wu", "email", "al@x.org"));

    assertThat(said(district))
        .containsEntry("FIRST_CONTACT_LOST", List.of("familyName"))
        .containsEntry("FIRST_CONTACT_KEPT", List.of("email"));
  }

  @Test
  void shouldSayWhatItAddedAndWhatIsRefusedOfARecordThatIsKnown() {
    District district = district().says("sis", Map.of("familyName", "Ng"));
    district.says("lms", Map.of("preferredName", "Al", "familyName", "Ng", "school", "s1"));

    assertThat(said(district))
        .containsOnly(
            Map.entry("FIRST_CONTACT_PARTLY_EQUAL", List.of(EXISTS, "familyName")),
            Map.entry("FIRST_CONTACT_ADDED", List.of("preferredName")),
            Map.entry("FIRST_CONTACT_REFUSED", List.of("school")));
  }

  @Test
  void shouldRefuseARecordThatOnlyASystemHasWhichMayNotCreate() {
    District district = district().says("lms", Map.of("familyName", "Ng"));

    assertThat(said(district))
        .containsExactly(Map.entry("FIRST_CONTACT_REFUSED", List.of(EXISTS, "familyName")));
    district.says("sis", Map.of("familyName", "Ng"));
    assertThat(said(district)).containsOnlyKeys("FIRST_CONTACT_NEW");
  }

  @Test
  void shouldSayItOnce() {
    District district = known().says("lms", Map.of("familyName", "Wu"));
    district.says("lms", Map.of("familyName", "Wu"));

    assertThat(said(district)).containsOnlyKeys("UNCHANGED");
  }

  @Test
  void shouldSayItOfAFieldThatIsReadLater() {
    District district = known().says("lms", Map.of("familyName", "Ng"));
    district.says("lms", Map.of("familyName", "Ng", "preferredName", "Al"));

    assertThat(said(district))
        .containsExactly(Map.entry("FIRST_CONTACT_EQUAL", List.of("preferredName")));
  }

  @Test
  void shouldSayNothingOfADeletionOfWhatNobodyKnew() {
    assertThat(said(district().saysGone("sis"))).containsOnlyKeys("ACCEPTED");
  }

  @Test
  void shouldSayThatASystemWasToldBeforeItSpoke() {
    for (Result result : List.of(Result.CREATED, Result.UPDATED, Result.UNCHANGED)) {
      District district = district().says("sis", Map.of("familyName", "Ng"));
      district.answers("lms", result);
      assertThat(said(district)).containsOnlyKeys("FIRST_CONTACT_TOLD");

      district.says("lms", Map.of("familyName", "Ng"));
      assertThat(said(district)).containsOnlyKeys("UNCHANGED");
      district.says("sis", Map.of("familyName", "Wu")).answers("lms", Result.UPDATED);
      assertThat(said(district)).containsOnlyKeys("DELIVERED");
    }
  }

  @Test
  void shouldSayThatASystemWasToldThoughItsEchoCameBeforeTheReceipt() {
    District district = district().says("sis", Map.of("familyName", "Ng"));
    district.echoes("lms", Map.of("familyName", "Ng")).answers("lms", Result.CREATED);

    assertThat(said(district)).containsOnlyKeys("FIRST_CONTACT_TOLD");
  }

  @Test
  void shouldNotCallItFirstWhenARecordThatWasTakenAwayIsMadeAnew() {
    District district = district().says("sis", Map.of("familyName", "Ng"));
    district.answers("lms", Result.CREATED).saysGone("sis").answers("lms", Result.DELETED);
    district.says("sis", Map.of("familyName", "Ng")).answers("lms", Result.CREATED);

    assertThat(said(district)).containsOnlyKeys("DELIVERED");
  }

  @Test
  void shouldCountWhatIsHandedOverOnce() {
    District district = district().says("sis", Map.of("familyName", "Ng"));
    district.answers("lms", Result.HANDED_OVER);
    assertThat(said(district)).containsOnlyKeys("FIRST_CONTACT_TOLD");

    district.says("sis", Map.of("familyName", "Wu")).answers("lms", Result.HANDED_OVER);
    assertThat(said(district)).containsOnlyKeys("HANDED_OVER");
  }
}
