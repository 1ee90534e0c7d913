package homeroom.delivery.flow;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FlowPropertyTest {

  @Property(tries = 400)
  void shouldEndEachOrderOnceInItsRecordsOrderAndNeverPassOneThatHasNot(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int messages,
      @ForAll @IntRange(min = 1, max = 20) int records,
      @ForAll @IntRange(min = 1, max = 6) int concurrency,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 22, max = 60) int gap) {
    Limits limits = new Limits(24, 4, 200, gap, concurrency, batch, Duration.ofMillis(3));

    new Play(seed, messages, records, limits).play(600);
  }
}
