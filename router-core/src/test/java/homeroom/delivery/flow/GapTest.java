package homeroom.delivery.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class GapTest {

  @Property(tries = 500)
  void shouldReadWhatItWrote(
      @ForAll @LongRange(min = 0, max = 1L << 40) long committed,
      @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 1L << 30) Long> distances,
      @ForAll @LongRange(min = 1, max = 1L << 20) long above) {
    List<Long> open = new ArrayList<>(List.of(committed));
    distances.forEach(distance -> open.add(open.getLast() + distance));
    Gap gap = new Gap(open.getLast() + above, open);

    assertThat(Gap.read(committed, gap.text())).contains(gap);
  }

  @Property(tries = 500)
  void shouldFitWhicheverOrdersEnd(
      @ForAll @Size(max = 80) List<@IntRange(min = 1, max = 40_000) Integer> distances,
      @ForAll @Size(max = 80) List<@IntRange(max = 80) Integer> ending,
      @ForAll @IntRange(min = 20, max = 120) int capacity) {
    Progress progress = new Progress(new Mark(10, ""), capacity);
    TreeSet<Long> taken = new TreeSet<>();
    long offset = 10;
    for (int distance : distances) {
      if (progress.fits(offset)) {
        progress.take(offset);
        taken.add(offset);
      }
      offset += distance;
    }
    for (int index : ending) {
      if (index < taken.size()) {
        long ended = new ArrayList<>(taken).get(index);
        taken.remove(ended);
        progress.end(ended);
      }
      assertThat(progress.mark().metadata().length() * 3 / 4).isLessThanOrEqualTo(capacity);
      assertThat(progress.mark().offset()).isLessThanOrEqualTo(lowest(taken, offset));
    }
  }

  private static long lowest(TreeSet<Long> open, long otherwise) {
    return open.isEmpty() ? otherwise : open.first();
  }

  @Example
  void shouldTakeLittleWhenOneOrderHoldsUpManyThatEnded() {
    Progress progress = new Progress(new Mark(0, ""), 3_000);
    for (long offset = 0; offset < 1_000_000; offset += 2) {
      progress.take(offset);
      if (offset > 0) {
        progress.end(offset);
      }
    }

    assertThat(progress.mark().offset()).isZero();
    assertThat(progress.mark().metadata()).hasSizeLessThan(10);
  }

  @Example
  void shouldNotReadWhatItDidNotWrite() {
    assertThat(Gap.read(5, "some other program's")).isEmpty();
    assertThat(Gap.read(5, "AgEB")).as("another version").isEmpty();
    assertThat(Gap.read(5, "")).contains(new Gap(5, List.of()));
  }
}
