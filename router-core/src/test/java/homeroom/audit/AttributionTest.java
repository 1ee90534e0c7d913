package homeroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Under which of several things that it waits for a record is counted. */
final class AttributionTest {

  private final Attribution attribution = new Attribution();

  private String of(String... waitsFor) {
    return attribution.of(List.of(waitsFor)).name();
  }

  @Test
  void shouldCountUnderTheRecordThatMostWaitFor() {
    attribution.waiting(List.of("class~1", "org~9", "student~1"), 2);
    attribution.waiting(List.of("class~2", "org~9"), 3);
    attribution.waiting(List.of("class~1"), 1);

    assertThat(of("class~1", "org~9", "student~1")).isEqualTo("org~9");
    assertThat(of("class~2", "org~9")).isEqualTo("org~9");
    assertThat(of("class~1")).isEqualTo("class~1");
  }

  @Test
  void shouldCountUnderTheFirstOfEquals() {
    attribution.waiting(List.of("student~2", "class~1"), 2);

    assertThat(of("student~2", "class~1")).isEqualTo("student~2");
  }

  @Test
  void shouldNotCountUnderWhatIsThereAlready() {
    attribution.waiting(List.of("after:idp", "class~1", "student~1"), 1);
    attribution.waiting(List.of("class~1", "student~2"), 5);
    attribution.waiting(List.of("class~3"), 5);

    assertThat(attribution.doubtful())
        .containsExactlyInAnyOrder("class~1", "student~1", "student~2");
    attribution.there(Set.of("class~1"));
    assertThat(of("after:idp", "class~1", "student~1")).isEqualTo("student~1");

    attribution.there(Set.of("student~1"));
    assertThat(of("after:idp", "class~1", "student~1")).isEqualTo("after:idp");
    // The receipt is known already, the release that follows from it not yet.
    assertThat(of("class~1", "student~1")).isEqualTo("class~1");
  }

  @Test
  void shouldCountUnderARecordBeforeWhatIsNone() {
    attribution.waiting(List.of("after:idp", "class~1"), 1);
    attribution.waiting(List.of("after:idp"), 9);

    assertThat(of("after:idp", "class~1")).isEqualTo("class~1");
    assertThat(of("children:class", "children:student")).isEqualTo("children:class");
  }
}
