package homeroom.support.rows;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ReadAheadTest {

  private final AtomicInteger read = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Set<Thread> threads = new HashSet<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 2_000, 25_000})
  void shouldGiveAllInTheirOrder(int many) {
    try (Stream<Integer> numbers = numbers(many, 1)) {
      assertThat(numbers.toList()).isEqualTo(IntStream.range(0, many).boxed().toList());
      assertThat(closed).isFalse();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void shouldNeedNoThreadForWhatIsLittle() {
    try (Stream<Integer> numbers = numbers(900, 1)) {
      assertThat(numbers.count()).isEqualTo(900);
    }
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void shouldReadWhatIsMuchOnAThreadThatEnds() {
    try (Stream<Integer> numbers = numbers(5_000, 1)) {
      assertThat(numbers.count()).isEqualTo(5_000);
    }
    assertThat(threads).hasSize(2);
    assertThat(threads)
        .filteredOn(thread -> thread != Thread.currentThread())
        .noneMatch(Thread::isAlive);
  }

  @Test
  void shouldReadNothingBeforeItIsAskedFor() {
    numbers(10, 1).close();
    assertThat(read).hasValue(0);
    assertThat(closed).isTrue();
  }

  @Test
  void shouldEndWhereNobodyReadsOn() {
    try (Stream<Integer> numbers = numbers(1_000_000, 1)) {
      assertThat(numbers.iterator().next()).isZero();
    }
    assertThat(closed).isTrue();
    assertThat(read.get()).isLessThan(10_000);
    assertThat(threads)
        .filteredOn(thread -> thread != Thread.currentThread())
        .noneMatch(Thread::isAlive);
  }

  @Test
  void shouldHoldFewOfWhatIsHeavy() {
    try (Stream<Integer> numbers = numbers(1_000, 1 << 21)) {
      Iterator<Integer> at = numbers.iterator();
      for (int taken = 1; taken <= 20; taken++) {
        assertThat(read.get()).isLessThanOrEqualTo(taken + 1);
        at.next();
        // One lies ready, and one is held by whoever reads.
        await().pollInterval(ofMillis(1)).untilAtomic(read, equalTo(taken + 2));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4_321})
  void shouldSayWhatEndedItBehindTheLast(int breaksAt) {
    List<Integer> came = new ArrayList<>();
    try (Stream<Integer> numbers = breaking(breaksAt, new IllegalStateException("damaged"))) {
      Iterator<Integer> at = numbers.iterator();
      assertThatThrownBy(() -> at.forEachRemaining(came::add)).hasMessage("damaged");
      assertThatThrownBy(at::next).isInstanceOfAny(IllegalStateException.class);
    }
    assertThat(came).isEqualTo(IntStream.range(0, breaksAt).boxed().toList());
    assertThat(closed).isTrue();
  }

  @Test
  void shouldPassAnErrorOn() {
    try (Stream<Integer> numbers = breaking(2_500, new StackOverflowError())) {
      assertThatThrownBy(numbers::toList).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void shouldGoOnInAnInterruptedThread() {
    Thread.currentThread().interrupt();
    try (Stream<Integer> numbers = numbers(30_000, 1)) {
      assertThat(numbers.count()).isEqualTo(30_000);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private Stream<Integer> breaking(int at, Throwable with) {
    return ReadAhead.of(
        () -> {
          int now = read.getAndIncrement();
          if (now < at) {
            return Optional.of(now);
          }
          if (with instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) with;
        },
        _ -> 1,
        () -> closed.set(true));
  }

  private Stream<Integer> numbers(int many, int weight) {
    return ReadAhead.of(
        () -> {
          if (closed.get()) {
            throw new NoSuchElementException("it was read behind its end");
          }
          threads.add(Thread.currentThread());
          int now = read.get();
          if (now == many) {
            return Optional.empty();
          }
          read.incrementAndGet();
          return Optional.of(now);
        },
        _ -> weight,
        () -> closed.set(true));
  }
}
