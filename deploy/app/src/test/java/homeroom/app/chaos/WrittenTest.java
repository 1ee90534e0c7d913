package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.chaos.Written.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenTest {

  private static final List<String> TRUTH = List.of("a", "b", "c", "a");

  @Test
  void shouldGoForwardWhenVersionsAreLeftOut() {
    assertThat(written("a", "c").against(TRUTH)).isEqualTo(Order.FORWARD);
  }

  @Test
  void shouldGoForwardWhenAVersionIsWrittenAgain() {
    assertThat(written("b", "b", "c").against(TRUTH)).isEqualTo(Order.FORWARD);
  }

  @Test
  void shouldGoForwardWhenAValueBecomesTrueAgain() {
    assertThat(written("a", "b", "a").against(TRUTH)).isEqualTo(Order.FORWARD);
  }

  @Test
  void shouldNoticeAnOlderValueAfterANewerOne() {
    assertThat(written("a", "c", "b").against(TRUTH)).isEqualTo(Order.BACK);
  }

  @Test
  void shouldNoticeAValueThatWasNeverTrue() {
    assertThat(written("a", "x").against(TRUTH)).isEqualTo(Order.STRANGE);
  }

  private static Written written(String... values) {
    return new Written("lms", "student/1", "user.name", List.of(values));
  }
}
