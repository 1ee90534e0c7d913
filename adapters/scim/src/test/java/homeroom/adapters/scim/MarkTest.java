package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTest {

  private static final Instant THEN = Instant.parse("2026-11-22T06:00:00.123Z");

  @Test
  void shouldComeBackFromItsCursor() {
    for (Optional<Instant> modified : List.of(Optional.of(THEN), Optional.<Instant>empty())) {
      Mark mark = new Mark("sha256-1", THEN, modified);

      assertThat(Mark.of(mark.cursor())).contains(mark);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256-1", "sha256-1 yesterday -", "a b c d"})
  void shouldBeginAnewFromACursorItDoesNotKnow(String position) {
    assertThat(Mark.of(new Cursor(position))).isEmpty();
  }
}
