package homeroom.support.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are read on a thread of their own while those before them are worked on. They come
 * in the order in which they were read; what ended the reading comes behind the last of them. What
 * is read ahead is bounded, and what fits into one load needs no thread. Used on one thread.
 */
public final class ReadAhead<T> {

  /** So many elements go over at once. */
  private static final int LOAD = 1_000;

  /** Or so many as weigh this much together; the last of them may be heavier. */
  private static final long LOAD_WEIGHT = 1L << 20;

  /** While one load is worked on and one is read, so many lie between. */
  private static final int LOADS = 1;

  private static final long LOOK_MILLIS = 20;

  private final Supplier<Optional<T>> next;
  private final ToIntFunction<T> weight;
  private final BlockingQueue<Load<T>> ahead = new ArrayBlockingQueue<>(LOADS);
  private Load<T> load = new Load<>(List.of(), false, null);
  private int at;
  private boolean begun;
  private @Nullable Thread reader;
  private volatile boolean closed;

  /**
   * @param last whether nothing comes behind
   * @param broken what ended the reading behind the elements
   */
  private record Load<T>(List<T> elements, boolean last, @Nullable Throwable broken) {}

  private ReadAhead(Supplier<Optional<T>> next, ToIntFunction<T> weight) {
    this.next = next;
    this.weight = weight;
  }

  /**
   * The elements as a stream, which has to be closed. Nothing is read before the first is asked
   * for.
   *
   * @param next gives one after the other, empty behind the last; from the second load on it is
   *     called on another thread, one call at a time. What it throws ends the stream at that place
   * @param weight of an element, in units of which a million are much
   * @param close is called once, when nothing is read any more
   */
  public static <T> Stream<T> of(
      Supplier<Optional<T>> next, ToIntFunction<T> weight, Runnable close) {
    ReadAhead<T> ahead = new ReadAhead<>(next, weight);
    return StreamSupport.stream(ahead.elements(), false).onClose(ahead::end).onClose(close);
  }

  private Spliterator<T> elements() {
    return new AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
      @Override
      public boolean tryAdvance(Consumer<? super T> action) {
        if (at == load.elements().size() && !loaded()) {
          return false;
        }
        action.accept(load.elements().get(at++));
        return true;
      }
    };
  }

  /** Goes on to the next load that holds something. */
  private boolean loaded() {
    while (at == load.elements().size()) {
      if (load.broken() != null) {
        throw thrown(load.broken());
      }
      if (load.last()) {
        return false;
      }
      load = following();
      at = 0;
    }
    return true;
  }

  private Load<T> following() {
    if (begun) {
      return taken();
    }
    Load<T> first = read();
    if (!first.last()) {
      reader = Thread.ofPlatform().daemon().name("read-ahead").start(this::readOn);
    }
    begun = true;
    return first;
  }

  private void readOn() {
    Load<T> one;
    do {
      one = read();
    } while (handed(one) && !one.last());
  }

  private Load<T> read() {
    List<T> elements = List.of();
    long heavy = 0;
    try {
      elements = new ArrayList<>();
      while (elements.size() < LOAD && heavy < LOAD_WEIGHT) {
        Optional<T> element = next.get();
        if (element.isEmpty()) {
          return new Load<>(elements, true, null);
        }
        elements.add(element.get());
        heavy += weight.applyAsInt(element.get());
      }
      return new Load<>(elements, false, null);
    } catch (RuntimeException | Error broken) {
      return new Load<>(elements, true, broken);
    }
  }

  /** Waits until there is room for it; false if nobody wants it any more. */
  private boolean handed(Load<T> one) {
    while (!closed) {
      try {
        if (ahead.offer(one, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return true;
        }
      } catch (InterruptedException ignored) {
        // Nobody has a reason to; whoever takes the loads would wait for this one for ever.
      }
    }
    return false;
  }

  /** The reader always comes to an end, so this waits in spite of being interrupted. */
  private Load<T> taken() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          boolean ended = reader == null || !reader.isAlive();
          Load<T> one = ahead.poll(ended ? 0 : LOOK_MILLIS, TimeUnit.MILLISECONDS);
          if (one != null) {
            return one;
          }
          if (ended) {
            throw new IllegalStateException("the thread that read ahead has ended");
          }
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end() {
    closed = true;
    if (reader == null) {
      return;
    }
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException thrown(Throwable broken) {
    if (broken instanceof Error error) {
      throw error;
    }
    return (RuntimeException) broken;
  }
}
