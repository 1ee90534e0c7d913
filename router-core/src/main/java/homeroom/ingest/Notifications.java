package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.SourceItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Notifications of one source that come at the same time are taken in together: while one
 * transaction is under way the next ones gather, and whoever comes first then takes all of them. So
 * the more come, the more share a transaction, and one alone never waits. Thread-safe.
 */
final class Notifications {

  /** While a batch has the lock, a notification may be taken in without its caller having it. */
  private static final Duration LOOK = Duration.ofMillis(10);

  private final ReentrantLock oneAtATime;
  private final Consumer<List<Batch>> intake;
  private final List<Entry> gathered = new ArrayList<>();

  private static final class Entry {
    private final Batch batch;
    private final List<SourceItem> items;
    private volatile boolean done;

    private Entry(Batch batch) {
      this.batch = batch;
      items = batch.items().toList();
    }

    /** Its items can be read once more each time. */
    private Batch batch() {
      return batch.withItems(items);
    }
  }

  /**
   * @param oneAtATime held while anything is taken in from the source
   * @param intake takes in some in one transaction, or throws and has taken in none
   */
  Notifications(ReentrantLock oneAtATime, Consumer<List<Batch>> intake) {
    this.oneAtATime = oneAtATime;
    this.intake = intake;
  }

  /**
   * Returns once the notification is taken in.
   *
   * @throws RuntimeException if it was not
   */
  void take(Batch batch) {
    Entry mine = new Entry(batch);
    synchronized (gathered) {
      gathered.add(mine);
    }
    try {
      while (!mine.done) {
        if (oneAtATime.tryLock(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          try {
            if (!mine.done) {
              takeTogether(mine);
            }
          } finally {
            oneAtATime.unlock();
          }
        }
      }
    } catch (InterruptedException stopped) {
      synchronized (gathered) {
        gathered.remove(mine);
      }
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the notification was taken in", stopped);
    }
  }

  /**
   * Takes in what has gathered while a batch is taken in. To be called by whoever does that, with
   * no transaction open.
   *
   * @throws RuntimeException if that did not work; then each is taken in by itself later
   */
  void takeGathered() {
    List<Entry> all = all();
    if (!all.isEmpty()) {
      try {
        take(all);
      } catch (RuntimeException broken) {
        giveBack(all);
        throw broken;
      }
    }
  }

  /** So many have come and are not being taken in yet. */
  int waiting() {
    synchronized (gathered) {
      return gathered.size();
    }
  }

  private void takeTogether(Entry mine) {
    List<Entry> all = all();
    try {
      take(all);
    } catch (RuntimeException broken) {
      if (all.size() == 1) {
        throw broken;
      }
      // Whichever was to blame, nobody fails for another's sake: each is taken in for itself.
      giveBack(all.stream().filter(entry -> entry != mine).toList());
      take(List.of(mine));
    }
  }

  private void giveBack(List<Entry> entries) {
    synchronized (gathered) {
      gathered.addAll(0, entries);
    }
  }

  private void take(List<Entry> entries) {
    intake.accept(entries.stream().map(Entry::batch).toList());
    entries.forEach(entry -> entry.done = true);
  }

  /** All that have gathered, in the order in which they came. */
  private List<Entry> all() {
    synchronized (gathered) {
      List<Entry> all = List.copyOf(gathered);
      gathered.clear();
      return all;
    }
  }
}
