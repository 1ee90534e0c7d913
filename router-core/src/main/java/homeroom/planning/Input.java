package homeroom.planning;

import homeroom.api.Evidence;
import homeroom.api.Value;
import homeroom.authority.Choice;
import homeroom.authority.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a decision about a record is made of, besides the rules and the record's state. */
public sealed interface Input
    permits Input.Told,
        Input.Answered,
        Input.ParentArrived,
        Input.ParentLeaving,
        Input.ChildrenLeft,
        Input.BoundaryPassed,
        Input.Resolved,
        Input.Reconsidered,
        Input.Reissued,
        Input.Voided,
        KeyInput {

  /** The id of the event, receipt or command; the same input always has the same id. */
  String id();

  /**
   * A source said something.
   *
   * @param batch the file or pull it came with
   * @param ownId the system's own id of the record, where it says that
   * @param formerly the key that the record had before, {@code entity/key}, where the source says
   *     so
   */
  record Told(
      Event event, Optional<String> batch, Optional<String> ownId, Optional<String> formerly)
      implements Input {

    /** Said under the record's natural key alone. */
    public Told(Event event, Optional<String> batch) {
      this(event, batch, Optional.empty(), Optional.empty());
    }

    @Override
    public String id() {
      return event.eventId();
    }
  }

  /**
   * A delivery ended.
   *
   * @param result how
   * @param code why it was refused
   * @param detail for people, without values
   * @param evidence what the system said of a refusal, in codes
   * @param found what the system was found to hold, where that was not expected
   */
  record Answered(
      String deliveryId,
      String system,
      Result result,
      Optional<String> remoteId,
      Optional<String> code,
      Optional<String> detail,
      int attempts,
      Evidence evidence,
      Optional<Found> found)
      implements Input {

    /** Of which the system said nothing more, and where nothing was found that was not expected. */
    public Answered(
        String deliveryId,
        String system,
        Result result,
        Optional<String> remoteId,
        Optional<String> code,
        Optional<String> detail,
        int attempts) {
      this(
          deliveryId,
          system,
          result,
          remoteId,
          code,
          detail,
          attempts,
          Evidence.NONE,
          Optional.empty());
    }

    /** Of which the system said nothing more. */
    public Answered(
        String deliveryId,
        String system,
        Result result,
        Optional<String> remoteId,
        Optional<String> code,
        Optional<String> detail,
        int attempts,
        Optional<Found> found) {
      this(deliveryId, system, result, remoteId, code, detail, attempts, Evidence.NONE, found);
    }

    /**
     * What an adapter saw before it would have written.
     *
     * @param fields by canonical name, existence among them; none if the system does not say what
     *     the record is
     * @param shown by the payload's names
     * @param at when it looked
     */
    public record Found(Map<String, Value> fields, Map<String, Value> shown, Instant at) {
      public Found {
        fields = Map.copyOf(fields);
        shown = Map.copyOf(shown);
      }
    }

    /** What was found, as if the system had said it. */
    public Optional<Event> said() {
      return found
          .filter(it -> !it.fields().isEmpty())
          .map(
              it ->
                  new Event(
                      deliveryId,
                      system,
                      it.fields(),
                      it.at(),
                      false,
                      Optional.empty(),
                      OptionalLong.empty()));
    }

    /** How a delivery ended. */
    public enum Result {
      CREATED,
      UPDATED,
      UNCHANGED,
      DELETED,
      HANDED_OVER,
      REFUSED,
      /** Nothing was written, because something was found that was not expected. */
      CHANGED_MEANWHILE
    }

    @Override
    public String id() {
      return deliveryId;
    }
  }

  /**
   * A parent that the record waits for is there now, at these systems.
   *
   * @param place where that was said, so that what it releases later is another delivery
   */
  record ParentArrived(String parent, List<String> systems, String place) implements Input {
    public ParentArrived {
      systems = List.copyOf(systems);
    }

    @Override
    public String id() {
      return "parent:" + parent + "@" + place;
    }
  }

  /**
   * The data of a source is complete, and all of it that concerns the record was decided.
   *
   * @param place where the boundary lies
   */
  record BoundaryPassed(String source, String place) implements Input {

    @Override
    public String id() {
      return "boundary:" + source + "@" + place;
    }
  }

  /**
   * A record that this one refers to is to be deleted at these systems. Its word that it is there
   * holds no longer.
   *
   * @param place where that was said
   */
  record ParentLeaving(String parent, List<String> systems, String place) implements Input {
    public ParentLeaving {
      systems = List.copyOf(systems);
    }

    @Override
    public String id() {
      return "leaving:" + parent + "@" + place;
    }
  }

  /**
   * At these systems nothing refers to the record any more that was to be asked.
   *
   * @param place where the last of them was heard of
   */
  record ChildrenLeft(List<String> systems, String place) implements Input {
    public ChildrenLeft {
      systems = List.copyOf(systems);
    }

    @Override
    public String id() {
      return "children@" + place;
    }
  }

  /**
   * A field that waited for a person is decided.
   *
   * @param conflict which conflict is meant
   * @param person who decided; empty when the time ran out
   * @param at when
   */
  record Resolved(
      String commandId,
      String field,
      String conflict,
      Choice choice,
      Optional<String> person,
      Instant at)
      implements Input {
    @Override
    public String id() {
      return commandId;
    }
  }

  /** Look again at what is owed, because the configuration changed. */
  record Reconsidered(String commandId) implements Input {
    @Override
    public String id() {
      return commandId;
    }
  }

  /**
   * A replay asks to compare what the ledger believes of a consumer with the truth, and to send
   * what is owed. What the consumer refused is tried again.
   *
   * @param commandId the replay's id
   * @param epoch of the consumer, if it may have been told what the hub does not know any more: it
   *     is told everything once for it, and what it is known to hold stays known; else 0
   */
  record Reissued(String commandId, String system, int epoch) implements Input {

    /** Nothing is told that it is known to hold. */
    public Reissued(String commandId, String system) {
      this(commandId, system, 0);
    }

    @Override
    public String id() {
      return commandId;
    }
  }

  /**
   * What a consumer confirmed of the record no longer counts, because the consumer was restored
   * from a backup or rebuilt. Sends nothing: a parent's word has to be void before its children are
   * sent.
   *
   * @param commandId the replay's id
   * @param epoch of the consumer; what was void before for the same or a later one stays as it is
   * @param gone whether the consumer lost the record, so that it is to be created there
   * @param seen whether that is known from reading the consumer alone: it may have the record all
   *     the same, so its own id for it stays known, and what is on its way is waited for
   */
  record Voided(String commandId, String system, int epoch, boolean gone, boolean seen)
      implements Input {

    /** Of a consumer of which people know what it lost. */
    public Voided(String commandId, String system, int epoch, boolean gone) {
      this(commandId, system, epoch, gone, false);
    }

    @Override
    public String id() {
      return commandId;
    }
  }
}
