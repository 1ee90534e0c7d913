package homeroom.replay;

import homeroom.api.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person asks for.
 *
 * @param entity only records of this one
 * @param record only this one
 * @param onlyFailed only what the system refused last
 * @param refusal only what is in quarantine for this cause
 * @param perSecond how many records at most
 * @param person who asks
 */
public record ReplayOrder(
    String system,
    Reach reach,
    Doubt doubt,
    Optional<String> entity,
    Optional<RecordKey> record,
    boolean onlyFailed,
    Optional<String> refusal,
    int perSecond,
    String person) {

  /** Which records are looked at. */
  public sealed interface Reach {

    /**
     * Those that had to do with the system then.
     *
     * @param until not any more
     */
    record Window(Instant from, Instant until) implements Reach {}

    /** All golden records. */
    record All() implements Reach {}

    /** These, which a comparison found; they are written down, so there are not many of them. */
    record These(List<RecordKey> records) implements Reach {
      public These {
        records = List.copyOf(records);
      }
    }
  }

  /** What of that which the system confirmed no longer counts. */
  public sealed interface Doubt {

    /** All of it counts. */
    record None() implements Doubt {}

    /** The system was restored from a backup of this time. */
    record RestoredTo(Instant time) implements Doubt {}

    /** The system was built anew and is empty. */
    record Rebuilt() implements Doubt {}

    /**
     * The hub itself forgot what it told the system last. What the system is known to hold stays
     * the base of what it says, and it is told everything again.
     */
    record ToldSince() implements Doubt {}

    /**
     * The system was read, and does not hold what it confirmed. What it is known to hold stays the
     * base of what it says, unless it holds nothing at all.
     *
     * @param missing the records of which it holds nothing
     */
    record Seen(List<RecordKey> missing) implements Doubt {
      public Seen {
        missing = List.copyOf(missing);
      }
    }
  }

  /** Whether it is about all that there is, and voids nothing. */
  public boolean isOfAll() {
    return reach instanceof Reach.All
        && doubt instanceof Doubt.None
        && entity.isEmpty()
        && record.isEmpty()
        && !onlyFailed;
  }

  /** The records that are sent what they are owed. */
  Selection toSend() {
    Optional<Reach.Window> window =
        reach instanceof Reach.Window it ? Optional.of(it) : Optional.empty();
    return new Selection(system, window, entity, records(), onlyFailed, refusal, false);
  }

  /** The records that it is about by name; empty if it is about none in particular. */
  private List<RecordKey> records() {
    return reach instanceof Reach.These(var records) ? records : record.stream().toList();
  }

  /** Whether what is not void is told again all the same. */
  boolean tellsAgain() {
    return doubt instanceof Doubt.ToldSince || doubt instanceof Doubt.Seen;
  }

  /** The records of which the system's word is void; empty if none is. */
  Optional<Selection> toVoid() {
    return switch (doubt) {
      case Doubt.None n -> Optional.empty();
      case Doubt.ToldSince t -> Optional.empty();
      case Doubt.Seen(var missing) ->
          Optional.of(missing).filter(it -> !it.isEmpty()).map(this::of);
      case Doubt.Rebuilt r -> Optional.of(toSend());
      case Doubt.RestoredTo(var time) ->
          // Who lost the movements of then cannot name the records.
          reach instanceof Reach.Window(var from, var until)
              ? Optional.of(
                  new Selection(
                      system,
                      Optional.of(new Reach.Window(time, until)),
                      entity,
                      records(),
                      false,
                      Optional.empty(),
                      true))
              : Optional.of(
                  new Selection(
                      system, Optional.empty(), entity, records(), false, Optional.empty(), false));
    };
  }

  private Selection of(List<RecordKey> some) {
    return new Selection(system, Optional.empty(), entity, some, false, Optional.empty(), false);
  }

  /** Whether a system that confirmed a record for the first time then has lost it. */
  boolean lost(Optional<Instant> created) {
    return switch (doubt) {
      case Doubt.None n -> false;
      case Doubt.ToldSince t -> false;
      case Doubt.Seen s -> true;
      case Doubt.Rebuilt r -> true;
      case Doubt.RestoredTo(var time) -> created.filter(at -> !at.isBefore(time)).isPresent();
    };
  }
}
