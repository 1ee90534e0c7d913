package homeroom.simulators.history;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.simulators.history.History.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Place NAME = new Place("users", "1", "name");

  private final History history = new History();

  @Test
  void shouldListWhatWasWrittenInItsOrder() {
    write("", "b");
    write("b", "a");
    write("a", "b");

    assertThat(history.all()).containsExactly(Map.entry(NAME, List.of("b", "a", "b")));
  }

  @Test
  void shouldPassOverWhatAWriteLeftAsItWas() {
    write("b", "b");

    assertThat(history.all()).isEmpty();
  }

  @Test
  void shouldPassOverWhatAWriteBlanked() {
    write("b", "");

    assertThat(history.all()).isEmpty();
  }

  private void write(String before, String after) {
    history.note("users", "1", Map.of("name", before), Map.of("name", after));
  }
}
