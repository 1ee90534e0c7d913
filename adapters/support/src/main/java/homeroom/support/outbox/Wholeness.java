package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Whether an outbox holds what a system was told. Of one that was lost, a file would say that all
 * but a few records are gone. What the system is believed to hold falls when it is told everything
 * again, so a new outbox remembers what that was when it began.
 */
final class Wholeness {

  /** So many fewer are never a reason to wait, however few there are. */
  private static final long ALLOWANCE = 10;

  private static final long USUAL_PERCENT = 20;

  private final Outbox outbox;
  private final Supplier<OptionalLong> believed;
  private final long fewerAtMost;
  private boolean begun;

  /**
   * @param fewerAtMost by how many percent the records may become fewer at once
   */
  Wholeness(Outbox outbox, Supplier<OptionalLong> believed, long fewerAtMost) {
    this.outbox = outbox;
    this.believed = believed;
    this.fewerAtMost = fewerAtMost;
  }

  /** Remembers of a new outbox what it has to hold, once that is known. */
  void begin() throws AdapterFailure {
    if (!begun && outbox.isBegun()) {
      begun = true;
    }
    if (!begun) {
      begin(believed());
    }
  }

  private void begin(OptionalLong all) throws AdapterFailure {
    if (!begun && all.isPresent()) {
      outbox.begin(all.getAsLong());
      begun = true;
    }
  }

  /**
   * @return whether it is known; if so, the outbox is whole
   * @throws AdapterFailure if records are missing in it
   */
  boolean isKnown() throws AdapterFailure {
    OptionalLong all = believed();
    if (all.isEmpty()) {
      return false;
    }
    begin(all);
    long kept = outbox.records();
    long awaits = outbox.awaits();
    require(kept, all.getAsLong(), allowed(all.getAsLong()));
    require(kept, awaits, missing(awaits));
    if (awaits > 0) {
      outbox.complete();
    }
    return true;
  }

  /** By how many the records may become fewer at once. */
  long allowed(long all) {
    return Math.max(ALLOWANCE, all * fewerAtMost / 100);
  }

  private long missing(long all) {
    return fewerAtMost > USUAL_PERCENT ? allowed(all) : Math.max(ALLOWANCE, all / 100);
  }

  private static void require(long kept, long all, long missing) throws AdapterFailure {
    if (all - kept > missing) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "FILE_STORE_INCOMPLETE",
              "Writing files: the hub keeps "
                  + kept
                  + " records for them, and the system should hold "
                  + all
                  + ". What it kept was lost, or another hub keeps it.",
              "Write to the system from one hub only; then let it be told everything again:"
                  + " homeroom resync SYSTEM --rebuilt."));
    }
  }

  private OptionalLong believed() throws AdapterFailure {
    try {
      return believed.get();
    } catch (RuntimeException unreachable) {
      throw new AdapterFailure(
          Failure.of(
              Kind.TRANSIENT,
              "FILE_NOT_YET",
              "Writing files: the query store cannot be asked how many records there must be.",
              "The hub tries again; if it stays, look at the query store."),
          unreachable);
    }
  }
}
