package homeroom.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class DeliveryBenchTest {

  @Test
  void shouldMeasureTheEngineBesideABareLoop() throws Exception {
    DeliveryBench.Outcome outcome =
        DeliveryBench.run(20, 40, new PrintWriter(Writer.nullWriter(), true));

    assertThat(outcome.checks()).hasSize(2).doesNotContainValue(false);
    assertThat(outcome.figures())
        .containsOnlyKeys(
            "slow_per_second",
            "slow_loop_per_second",
            "slow_ratio",
            "bare_per_second",
            "bare_loop_per_second",
            "bare_ratio")
        .allSatisfy((name, figure) -> assertThat(figure).as(name).isNotNegative());
  }
}
