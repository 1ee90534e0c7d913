package homeroom.authority;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one system is known to hold of a record, and what is on its way there: the delivery ledger.
 *
 * @param system the system
 * @param version the known fields are held as of this version of the record, except those in held
 * @param known the fields about which something is known, as indexes into the record's fields
 * @param held by index, the fields of which it holds something else or another version
 * @param present the system has the record: it said so, or confirmed it
 * @param confirmed the digest of the payload last confirmed; 0 when there is none
 * @param remoteId the system's own id
 * @param open the one delivery that was sent and not yet answered
 * @param handed the last delivery that was handed over and not yet seen
 * @param waitsFor the parents that must come first, {@code entity/key} or {@code after:system}; for
 *     a deletion, what must go first, {@code children:entity}; before either, for a system that is
 *     told at boundaries, {@code boundary:source}
 * @param met the parents that were answered for while others are awaited; and the version of the
 *     record that the last boundary released, {@code boundary:source@version}
 * @param refused the payload that the system refused last
 * @param sequence the source's own order, of its last event
 * @param recent its last events
 * @param unseen the version of a delivery that was confirmed after the last event of the system
 *     that is known, so that of an event that comes now nobody can tell which of the two was
 *     applied last
 * @param repair the truth must be sent even if the system seems to hold it
 * @param epoch what was confirmed is valid for this epoch
 */
public record SystemState(
    String system,
    long version,
    FieldSet known,
    Map<Integer, Held> held,
    boolean present,
    long confirmed,
    Optional<String> remoteId,
    Optional<Open> open,
    Optional<Handed> handed,
    List<String> waitsFor,
    List<String> met,
    Optional<Refused> refused,
    OptionalLong sequence,
    RecentEvents recent,
    OptionalLong unseen,
    boolean repair,
    int epoch) {

  /** Stands before the name of an entity whose records must be gone first. */
  public static final String CHILDREN = "children:";

  /** Stands before the name of a source whose data must be complete first. */
  public static final String BOUNDARY = "boundary:";

  /** A digest that no payload has, for a deletion. */
  public static final long DELETION = 0;

  /**
   * A delivery on its way.
   *
   * @param settles the fields that the system will hold as of the version, and may show before it
   *     answers
   * @param doubtful those of them of which it said something else meanwhile, so that nobody can
   *     tell what it will hold
   * @param payload the payload's digest
   * @param references the parents that it points to
   */
  public record Open(
      String deliveryId,
      long version,
      FieldSet settles,
      long payload,
      boolean delete,
      List<String> references,
      FieldSet doubtful) {
    public Open {
      references = List.copyOf(references);
    }

    /** A delivery that just left. */
    public Open(
        String deliveryId,
        long version,
        FieldSet settles,
        long payload,
        boolean delete,
        List<String> references) {
      this(deliveryId, version, settles, payload, delete, references, FieldSet.NONE);
    }

    Open shownIn(int field) {
      return new Open(
          deliveryId, version, settles.without(field), payload, delete, references, doubtful);
    }

    Open doubtfulIn(FieldSet fields) {
      return new Open(
          deliveryId, version, settles, payload, delete, references, doubtful.union(fields));
    }

    Open doubtfulIn(int field) {
      return new Open(
          deliveryId, version, settles, payload, delete, references, doubtful.with(field));
    }
  }

  /**
   * A delivery that was put where the system fetches it.
   *
   * @param since the version of the oldest one that may still come to be shown
   * @param deliveryId by which it is answered later, if it is; empty in states of before
   * @param refusal the code under which the system refused it later
   */
  public record Handed(
      long version,
      FieldSet settles,
      long payload,
      boolean delete,
      long since,
      String deliveryId,
      Optional<String> refusal) {

    /** The same, which the system refused. */
    public Handed refused(String code) {
      return new Handed(version, settles, payload, delete, since, deliveryId, Optional.of(code));
    }

    /** Whether it brings the record, as far as is known. */
    boolean brings() {
      return !delete && refusal.isEmpty();
    }
  }

  /**
   * A delivery that the system refused, and under which code.
   *
   * @param since the version of the first that it refused since it took one
   */
  public record Refused(long payload, String code, long version, FieldSet settles, long since) {

    /** Whether it refused to take the record away. */
    public boolean deletion() {
      return payload == DELETION;
    }
  }

  public SystemState {
    held = Map.copyOf(held);
    waitsFor = List.copyOf(waitsFor);
    met = List.copyOf(met);
  }

  /**
   * Whether the record stands at the system, and is not on its way out. What was handed over lies
   * before whatever is handed over from now on, and is fetched before it.
   */
  boolean stands() {
    return (present || handed.filter(Handed::brings).isPresent()) && !leaves(open, waitsFor);
  }

  static boolean leaves(Optional<Open> open, List<String> waitsFor) {
    return open.filter(Open::delete).isPresent() || awaitsChildren(waitsFor);
  }

  /** How it is noted that a boundary of a source released a version of the record. */
  static String released(String source, long version) {
    return BOUNDARY + source + "@" + version;
  }

  /** Whether a boundary of a source released a version of the record. */
  public boolean isReleased(String source, long version) {
    return met.contains(released(source, version));
  }

  static boolean awaitsChildren(List<String> waitsFor) {
    return !waitsFor.isEmpty() && waitsFor.getFirst().startsWith(CHILDREN);
  }

  /** After an event that changed nothing else. */
  SystemState heard(long event, OptionalLong number) {
    return new SystemState(
        system,
        version,
        known,
        held,
        present,
        confirmed,
        remoteId,
        open,
        handed,
        waitsFor,
        met,
        refused,
        number.isPresent() ? number : sequence,
        recent.and(event),
        unseen,
        repair,
        epoch);
  }

  /** A system of which nothing is known. */
  public static SystemState unknown(String system) {
    return new SystemState(
        system,
        0,
        FieldSet.NONE,
        Map.of(),
        false,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        OptionalLong.empty(),
        RecentEvents.NONE,
        OptionalLong.empty(),
        false,
        0);
  }
}
