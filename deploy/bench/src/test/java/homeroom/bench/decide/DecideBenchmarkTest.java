package homeroom.bench.decide;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.bench.Students;
import homeroom.planning.Effect;
import org.junit.jupiter.api.Test;

class DecideBenchmarkTest {

  @Test
  void shouldMeasureWhatItSays() {
    DecideBenchmark benchmark = new DecideBenchmark();
    benchmark.makeCases();

    assertThat(Students.row(1, 1)).hasSize(30);
    assertThat(benchmark.unchanged().effects()).hasSize(1);
    assertThat(benchmark.accepted().effects())
        .filteredOn(Effect.Send.class::isInstance)
        .hasSize(8)
        .allSatisfy(
            send -> assertThat(((Effect.Send) send).changed()).containsExactly(Students.CHANGING));
  }
}
