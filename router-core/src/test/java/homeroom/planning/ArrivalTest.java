package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.planning.Input.Answered.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever waits for a record at a system is told, however the hub learned that it is there. */
class ArrivalTest {

  private static District district() {
    return new District(District.subscription("lms", List.of(), "familyName"));
  }

  @Test
  void shouldSayThatItArrivedWhenTheSystemItselfShowsIt() {
    District district = district().says("sis", Map.of("familyName", "Okafor"));
    district.says("lms", Map.of("familyName", "Okafor"));

    assertThat(district.only(Effect.Arrived.class)).containsExactly(new Effect.Arrived("lms"));
    assertThat(district.answers("lms", Result.UPDATED).only(Effect.Arrived.class)).isEmpty();
  }

  @Test
  void shouldSayThatItArrivedWhenItComesToExistAfterTheSystemShowedIt() {
    District district = district().says("lms", Map.of("familyName", "Okafor"));
    assertThat(district.only(Effect.Arrived.class)).isEmpty();
    district.says("sis", Map.of("familyName", "Okafor"));

    assertThat(district.only(Effect.Arrived.class)).containsExactly(new Effect.Arrived("lms"));
  }
}
