package homeroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WaitsTest {

  private static List<String> parents(int number) {
    return IntStream.range(0, number).mapToObj("org~%022d"::formatted).toList();
  }

  @Test
  void shouldReadWhatItWrote() {
    for (int number : new int[] {0, 1, 2, 70}) {
      assertThat(Waits.read(Waits.write(parents(number)))).isEqualTo(parents(number));
    }
  }

  @Test
  void shouldNameNoMoreThanAnIndexHolds() {
    String written = Waits.write(parents(1_000));

    assertThat(written).hasSizeLessThanOrEqualTo(2_000);
    assertThat(Waits.read(written))
        .hasSizeGreaterThan(70)
        .isEqualTo(parents(1_000).subList(0, Waits.read(written).size()));
  }
}
