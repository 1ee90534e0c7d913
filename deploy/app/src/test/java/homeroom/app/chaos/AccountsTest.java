package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final String RECORD = "student/1";

  @Test
  void shouldFindWhatWasSaid() {
    Accounts accounts =
        accounts(List.of(edit("a"), edit("b")), List.of(said("1", "a"), said("2", "b")));

    assertThat(accounts.found()).isEqualTo(2);
    assertThat(accounts.lost()).isEmpty();
  }

  @Test
  void shouldNotMissWhatALaterEditOvertook() {
    Accounts accounts = accounts(List.of(edit("a"), edit("b")), List.of(said("1", "b")));

    assertThat(accounts.overtaken()).isEqualTo(1);
    assertThat(accounts.lost()).isEmpty();
  }

  @Test
  void shouldMissTheLastEdit() {
    Accounts accounts = accounts(List.of(edit("a"), edit("b")), List.of(said("1", "a")));

    assertThat(accounts.lost()).containsExactly(edit("b"));
  }

  @Test
  void shouldMissAnOvertakenEditThatHadAFileOfItsOwn() {
    Edit own = new Edit("sis", RECORD, "name", "a", true);

    assertThat(accounts(List.of(own, edit("b")), List.of(said("1", "b"))).lost())
        .containsExactly(own);
  }

  @Test
  void shouldNotTakeWhatAnotherSystemSaidForAnEdit() {
    Said restated = new Said("1", "lms", RECORD, Map.of("name", "a"));

    assertThat(accounts(List.of(edit("a")), List.of(restated)).lost()).containsExactly(edit("a"));
  }

  @Test
  void shouldSayWhenWhatWasSaidLastIsNotTrue() {
    Accounts accounts =
        Accounts.of(
            List.of(edit("a"), edit("b")),
            List.of(said("1", "a"), said("2", "b")),
            List.of(),
            Map.of(RECORD, Map.of("name", "a")));

    assertThat(accounts.untrue()).containsExactly(edit("b"));
  }

  @Test
  void shouldMissTheMovementOfAnEvent() {
    Accounts accounts =
        Accounts.of(
            List.of(),
            List.of(said("1", "a"), said("2", "b"), said("2", "b")),
            List.of(moved("UNCHANGED", "1", "")),
            Map.of());

    assertThat(accounts.events()).isEqualTo(2);
    assertThat(accounts.unaccounted()).containsExactly(said("2", "b"));
  }

  @Test
  void shouldNotTakeADeliveryForWhatBecameOfAnEvent() {
    Accounts accounts =
        Accounts.of(
            List.of(), List.of(said("1", "a")), List.of(moved("DELIVERED", "1", "d")), Map.of());

    assertThat(accounts.unaccounted()).hasSize(1);
  }

  @Test
  void shouldNoticeWhatWasAcceptedOrDeliveredTwice() {
    Moved accepted = moved("ACCEPTED", "1", "");
    Moved delivered = moved("DELIVERED", "r", "d");

    assertThat(
            Accounts.of(
                    List.of(),
                    List.of(),
                    List.of(accepted, delivered, accepted, delivered),
                    Map.of())
                .twice())
        .containsExactly(accepted, delivered);
  }

  private static Accounts accounts(List<Edit> edits, List<Said> said) {
    return Accounts.of(edits, said, List.of(), Map.of());
  }

  private static Edit edit(String value) {
    return new Edit("sis", RECORD, "name", value, false);
  }

  private static Said said(String event, String value) {
    return new Said(event, "sis", RECORD, Map.of("name", value));
  }

  private static Moved moved(String outcome, String cause, String delivery) {
    return new Moved(outcome, "sis", RECORD, cause, delivery, Set.of("name"));
  }
}
