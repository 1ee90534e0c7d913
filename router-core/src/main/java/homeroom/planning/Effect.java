package homeroom.planning;

import homeroom.api.Evidence;
import homeroom.api.Operation;
import homeroom.api.Value;
import homeroom.authority.Provenance;
import homeroom.authority.Ruling;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that follows from a decision. */
public sealed interface Effect
    permits Effect.Changed,
        Effect.Conflict,
        Effect.Remind,
        Effect.Send,
        Effect.Ask,
        Effect.Withdraw,
        Effect.Arrived,
        Effect.AskChildren,
        Effect.Left,
        Effect.Moved,
        ReferenceEffect,
        KeyEffect {

  /**
   * The truth changed.
   *
   * @param before the changed fields as they were; one that had no value is not there
   * @param after the changed fields as they are
   */
  record Changed(
      long version,
      boolean exists,
      Map<String, Value> before,
      Map<String, Value> after,
      Provenance provenance)
      implements Effect {
    public Changed {
      before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
      after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }
  }

  /**
   * A conflict was found, or one that waited for a person was decided.
   *
   * @param winner whose value it is now; nobody's, empty, while it waits
   * @param settled whether it was found before, and waited until now
   */
  record Conflict(
      String conflictId,
      Ruling.Conflicted ruling,
      String system,
      String eventId,
      String action,
      String winner,
      boolean settled)
      implements Effect {}

  /** The conflict is to be decided without a person when the time comes. */
  record Remind(String field, String conflict, Instant due) implements Effect {}

  /**
   * A consumer is to be told.
   *
   * @param validFrom when that which this brings became so, as its source says
   * @param expected of names in {@code changed} of which the system speaks itself, what it may hold
   */
  record Send(
      String deliveryId,
      String system,
      String target,
      Operation operation,
      Payload payload,
      List<String> changed,
      List<String> settles,
      boolean creates,
      Optional<String> remoteId,
      long version,
      String cause,
      int epoch,
      Instant validFrom,
      Map<String, Set<Value>> expected)
      implements Effect {

    /** To a system that does not speak of what is written. */
    public Send(
        String deliveryId,
        String system,
        String target,
        Operation operation,
        Payload payload,
        List<String> changed,
        List<String> settles,
        boolean creates,
        Optional<String> remoteId,
        long version,
        String cause,
        int epoch,
        Instant validFrom) {
      this(
          deliveryId,
          system,
          target,
          operation,
          payload,
          changed,
          settles,
          creates,
          remoteId,
          version,
          cause,
          epoch,
          validFrom,
          Map.of());
    }

    public Send {
      changed = List.copyOf(changed);
      settles = List.copyOf(settles);
      expected = Map.copyOf(expected);
    }
  }

  /**
   * A parent is to say when it is there, at these systems.
   *
   * @param follows whether it is to tell its key from now on as well, as by {@link
   *     ReferenceEffect.Follow}
   */
  record Ask(String parent, List<String> systems, boolean follows) implements Effect {
    public Ask {
      systems = List.copyOf(systems);
    }

    /** Of its key nothing need be told that is not told anyhow. */
    public Ask(String parent, List<String> systems) {
      this(parent, systems, false);
    }

    Ask following() {
      return new Ask(parent, systems, true);
    }
  }

  /** A parent need not say any more. */
  record Withdraw(String parent, List<String> systems) implements Effect {
    public Withdraw {
      systems = List.copyOf(systems);
    }
  }

  /** The record is at this system now: whoever waits for it there can go on. */
  record Arrived(String system) implements Effect {}

  /**
   * The record is to be deleted at these systems, once nothing there refers to it any more. Whoever
   * refers to it is to be asked for that.
   */
  record AskChildren(List<String> systems) implements Effect {
    public AskChildren {
      systems = List.copyOf(systems);
    }
  }

  /** At this system the record no longer refers to something that it referred to there. */
  record Left(String system) implements Effect {}

  /**
   * To be looked up afterwards.
   *
   * @param fields names of the fields concerned
   * @param due what this made due at consumers
   * @param evidence what a system said of a refusal, in codes
   */
  record Moved(
      Outcome outcome,
      String system,
      Optional<String> deliveryId,
      long version,
      List<String> fields,
      List<Due> due,
      Optional<String> effect,
      Optional<String> code,
      Optional<String> detail,
      Optional<String> batch,
      int attempts,
      Evidence evidence)
      implements Effect {

    /** What happened. */
    public enum Outcome {
      ACCEPTED,
      UNCHANGED,
      ECHO,
      DUPLICATE,
      STALE,
      CONVERGED,
      UNAUTHORISED,
      CONFLICT,
      INITIAL_MISMATCH,
      SENT,
      WAITING,
      RELEASED,
      DELIVERED,
      HANDED_OVER,
      REFUSED,
      QUARANTINED
    }

    /**
     * What is due at a consumer.
     *
     * @param deliveryId empty while it waits
     * @param waitsFor for what it waits
     */
    public record Due(String system, Optional<String> deliveryId, List<String> waitsFor) {
      public Due {
        waitsFor = List.copyOf(waitsFor);
      }
    }

    public Moved {
      fields = List.copyOf(fields);
      due = List.copyOf(due);
    }

    /** About no refusal. */
    public Moved(
        Outcome outcome,
        String system,
        Optional<String> deliveryId,
        long version,
        List<String> fields,
        List<Due> due,
        Optional<String> effect,
        Optional<String> code,
        Optional<String> detail,
        Optional<String> batch,
        int attempts) {
      this(
          outcome,
          system,
          deliveryId,
          version,
          fields,
          due,
          effect,
          code,
          detail,
          batch,
          attempts,
          Evidence.NONE);
    }

    Moved with(String anotherCode) {
      return new Moved(
          outcome,
          system,
          deliveryId,
          version,
          fields,
          due,
          effect,
          Optional.of(anotherCode),
          detail,
          batch,
          attempts,
          evidence);
    }
  }
}
