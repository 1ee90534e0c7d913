package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Effect.Moved.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A system that may not decide what exists says that a record is gone, as when all are read. */
class TakenAwayElsewhereTest {

  @Test
  void shouldBringBackWhatASystemWithoutASayTookAway() {
    District district =
        new District(District.subscription("idp", List.of(), "familyName", "email"))
            .says("sis", Map.of("familyName", "Okafor", "email", "a@x"))
            .settle();
    district.saysGone("idp");

    assertThat(district.outcomes()).containsExactly(Outcome.UNAUTHORISED);
    assertThat(district.sends())
        .singleElement()
        .satisfies(
            send -> {
              assertThat(send.creates()).isTrue();
              assertThat(send.changed()).contains("user.familyName", "user.email");
            });
    assertThat(district.confirms("idp").sends()).isEmpty();
  }
}
