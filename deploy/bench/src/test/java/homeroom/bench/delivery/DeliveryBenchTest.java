package homeroom.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.bench.delivery.DeliveryBench.Part;
import homeroom.bench.delivery.DeliveryBench.Size;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class DeliveryBenchTest {

  @Test
  void shouldMeasureEachPart() throws Exception {
    DeliveryBench.Outcome outcome =
        DeliveryBench.run(
            EnumSet.allOf(Part.class),
            new Size(20, 40, 1, 100, 400, 1_203),
            new PrintWriter(Writer.nullWriter(), true));

    assertThat(outcome.checks()).hasSize(9).doesNotContainValue(false);
    assertThat(outcome.figures())
        .containsKeys(
            "slow_ratio",
            "bare_ratio",
            "catch_up_ratio",
            "neighbour_p99_ratio",
            "update_p99_ms",
            "enrollment_p99_ms",
            "busy_p99_ms",
            "dry_run_seconds",
            "release_seconds",
            "release_heap_ratio",
            "last_child_seconds")
        .allSatisfy((name, figure) -> assertThat(figure).as(name).isNotNegative());
  }
}
