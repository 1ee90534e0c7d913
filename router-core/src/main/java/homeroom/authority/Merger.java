package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one record of two. The survivor's values stand; what it lacks is taken over. An object that
 * a consumer has of the other record alone becomes the survivor's; where it has both, the other's
 * goes back, to be taken away there. For one merge.
 */
public final class Merger {

  /**
   * What came of it.
   *
   * @param returned the ledgers of consumers that have both records, and nothing else
   * @param before the survivor's fields that were taken over, as they were
   * @param after the same as they are
   * @param ended the disputes about fields of the other record, which are over
   */
  public record Merged(
      RecordState state,
      RecordState returned,
      Map<String, Value> before,
      Map<String, Value> after,
      Map<String, Dispute> ended) {}

  private final RecordState survivor;
  private final RecordState other;
  private final Set<String> consumers;
  private final RecordDraft draft;
  private final RecordDraft moved;
  private final List<SystemState> returned = new ArrayList<>();
  private final Map<String, Value> before = new LinkedHashMap<>();
  private final Map<String, Value> after = new LinkedHashMap<>();
  private final Map<String, Dispute> ended = new LinkedHashMap<>();
  private Identity identity;

  /**
   * @param other the record that gave up its key, as it travels
   * @param consumers the systems that are told of such records
   */
  public Merger(RecordState survivor, RecordState other, Set<String> consumers, Alias alias) {
    this.survivor = survivor;
    this.other = other;
    this.consumers = consumers;
    draft = new RecordDraft(survivor);
    moved = new RecordDraft(other);
    identity =
        survivor.identity().and(other.identity().history(), alias).taking(other.identity().taken());
  }

  /** Makes one of the two. */
  public Merged merge() {
    takeFields();
    other.systems().forEach(this::take);
    Identity keys = Identity.NONE;
    for (SystemState system : returned) {
      keys =
          keys.knownAs(
              system.system(),
              Optional.ofNullable(other.identity().knownAs().get(system.system())));
    }
    RecordState back = new RecordState(0, List.of(), returned, keys);
    return new Merged(draft.freeze().with(identity), back, before, after, ended);
  }

  private void takeFields() {
    boolean revives = !survivor.exists() && other.exists();
    long next = draft.version() + 1;
    for (FieldState field : other.fields()) {
      field.dispute().ifPresent(dispute -> ended.put(field.name(), dispute));
      Optional<Canonical> theirs = field.current();
      Optional<Canonical> ours = draft.canonical(field.name());
      boolean lacking = ours.isEmpty() || (revives && !isSame(ours, theirs));
      if (theirs.isPresent() && lacking) {
        int index = draft.indexOrNew(field.name());
        ours.ifPresent(was -> before.put(field.name(), was.value()));
        after.put(field.name(), theirs.get().value());
        draft.accept(index, theirs.get().value(), next, theirs.get().provenance());
        takeReference(field.name());
      }
    }
  }

  /** What was said under a former key of the record that it refers to stays said so. */
  private void takeReference(String field) {
    List<Reference> references = new ArrayList<>(identity.references());
    references.removeIf(one -> one.field().equals(field));
    other.identity().reference(field).ifPresent(references::add);
    identity = identity.references(references);
  }

  private static boolean isSame(Optional<Canonical> one, Optional<Canonical> other) {
    return one.map(Canonical::value).equals(other.map(Canonical::value));
  }

  private void take(SystemState system) {
    String name = system.system();
    Optional<SystemState> ours = survivor.system(name);
    boolean consumer = consumers.contains(name);
    boolean takenAway = system.open().filter(SystemState.Open::delete).isPresent();
    boolean hasOurs = ours.filter(Handover::hasIt).isPresent();
    if (consumer && (takenAway || (Handover.hasIt(system) && hasOurs))) {
      returned.add(system);
      return;
    }
    if (ours.filter(Handover::speaks).isEmpty() && !hasOurs) {
      takeKnowledge(system);
    }
    if (consumer && Handover.hasIt(system)) {
      takeObject(system);
    }
  }

  private void takeObject(SystemState system) {
    SystemDraft consumer = draft.system(system.system());
    consumer.present(system.present() || system.handed().isPresent());
    system.remoteId().ifPresent(consumer::remoteId);
    consumer.handed(Optional.empty());
    consumer.confirmed(0);
    // The versions and fields that it settles are those of the other record.
    consumer.open(
        system
            .open()
            .map(
                open ->
                    new SystemState.Open(
                        open.deliveryId(), 0, FieldSet.NONE, open.payload(), false, List.of())));
    Handover.toBeTold(consumer);
    identity =
        identity.knownAs(
            system.system(), Optional.ofNullable(other.identity().knownAs().get(system.system())));
  }

  /** What a system was known to hold of the other record, it holds of the survivor. */
  private void takeKnowledge(SystemState system) {
    SystemDraft from = moved.system(system.system());
    SystemDraft to = draft.system(system.system());
    for (int i = system.known().next(0); i >= 0; i = system.known().next(i + 1)) {
      int index = draft.indexOrNew(moved.field(i).name());
      from.base(i).ifPresent(base -> to.hold(index, base.value(), draft.version(), base.form()));
    }
    to.rememberAll(system.recent());
    system.sequence().ifPresent(to::sequence);
    identity =
        identity.voice(
            system.system(), Optional.ofNullable(other.identity().voices().get(system.system())));
  }
}
