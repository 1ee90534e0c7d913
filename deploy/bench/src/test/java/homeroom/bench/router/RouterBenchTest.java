package homeroom.bench.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterBenchTest {

  @Test
  void shouldMeasureTheRouterBesideWhatItIsComparedWith() throws Exception {
    RouterBench.Outcome outcome =
        RouterBench.run(20, List.of(8, 80), 40, new PrintWriter(Writer.nullWriter(), true));

    assertThat(outcome.checks()).hasSize(3).doesNotContainValue(false);
    assertThat(outcome.figures())
        .containsOnlyKeys(
            "events_per_second",
            "bytes_written_per_event",
            "round_trips_per_second",
            "state_bytes_per_record",
            "bare_events_per_second",
            "copy_events_per_second",
            "bare_ratio",
            "work_per_event",
            "bare_work_per_event",
            "copy_ratio",
            "bare_per_second_with_8",
            "events_per_second_with_8",
            "bare_per_second_with_80",
            "events_per_second_with_80",
            "growth",
            "restore_seconds")
        .allSatisfy((name, figure) -> assertThat(figure).as(name).isPositive());
  }
}
