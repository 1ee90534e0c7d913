package homeroom.authority;

import homeroom.api.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A {@link SystemState} while one input is being decided. Not thread-safe; lives as long as the
 * decision.
 */
public final class SystemDraft {

  private final RecordDraft record;
  private final String system;
  private final Holdings holdings;
  private boolean present;
  private long confirmed;
  private Optional<String> remoteId;
  private Optional<SystemState.Open> open;
  private Optional<SystemState.Handed> handed;
  private List<String> waitsFor;
  private List<String> met;
  private Optional<SystemState.Refused> refused;
  private OptionalLong sequence;
  private RecentEvents recent;
  private OptionalLong unseen;
  private boolean repair;
  private int epoch;

  private final boolean isNew;

  SystemDraft(RecordDraft record, SystemState state, boolean isNew) {
    this.record = record;
    this.isNew = isNew;
    system = state.system();
    holdings = new Holdings(record, state);
    present = state.present();
    confirmed = state.confirmed();
    remoteId = state.remoteId();
    open = state.open();
    handed = state.handed();
    waitsFor = state.waitsFor();
    met = state.met();
    refused = state.refused();
    sequence = state.sequence();
    recent = state.recent();
    unseen = state.unseen();
    repair = state.repair();
    epoch = state.epoch();
  }

  SystemState freeze() {
    return new SystemState(
        system,
        holdings.version(),
        holdings.known(),
        holdings.held(),
        present,
        confirmed,
        remoteId,
        open,
        handed,
        waitsFor,
        met,
        refused,
        sequence,
        recent,
        unseen,
        repair,
        epoch);
  }

  /** Whether nothing was known of it before. */
  boolean isNew() {
    return isNew;
  }

  public String system() {
    return system;
  }

  public long version() {
    return holdings.version();
  }

  public int epoch() {
    return epoch;
  }

  /** What the system is last known to hold in a field; empty if nothing is known. */
  public Optional<Base> base(int field) {
    return holdings.base(field);
  }

  /** Whether a value is what it is known to hold. */
  boolean holds(int field, Value value, Comparison comparison) {
    return holdings.holds(field, value, comparison);
  }

  /** Whether it holds what is true of a field, or its own form of that. */
  public boolean inStep(int field) {
    return holdings.inStep(field);
  }

  /** Of some fields, those of which it does not hold what is true. */
  public FieldSet outOfStep(FieldSet among) {
    return holdings.outOfStep(among);
  }

  /** Whether it holds anything that is not simply the truth as of its version. */
  public boolean holdsApart() {
    return holdings.holdsApart();
  }

  /** Whether the system holds something in the field that it was seen or told to hold apart. */
  public boolean differs(int field) {
    return holdings.differs(field);
  }

  /** The system holds this, which is not simply the truth of a version. */
  void hold(int field, Value value, long atVersion, boolean form) {
    holdings.hold(field, value, atVersion, form);
  }

  /** The system holds this, and keeps it until the truth changes. */
  void leave(int field, Value value, long atVersion) {
    holdings.leave(field, value, atVersion);
  }

  /** The system is to hold the truth of a field like any other. */
  void leaveNoMore(int field) {
    holdings.leaveNoMore(field);
  }

  /** What the system holds in a field and keeps; empty if it is to hold the truth. */
  public Optional<Value> left(int field) {
    return holdings.left(field);
  }

  /** The system holds the truth as of a version in these fields; what it holds in others stays. */
  public void settle(long atVersion, FieldSet fields) {
    holdings.settle(atVersion, fields);
  }

  /** What was handed over is all that is known of fields that the system never showed. */
  public void expect(long atVersion, FieldSet fields) {
    holdings.expect(atVersion, fields);
  }

  /** Keeps by itself what a field's past is about to forget. */
  void keepBefore(int field, long oldest) {
    holdings.keepBefore(field, oldest);
  }

  /** Whether the field had no value yet in what the system confirmed last. */
  public boolean confirmedWithout(int field) {
    return confirmed != 0 && !knows(field) && record.field(field).at(version()).isEmpty();
  }

  /**
   * A delivery brought the truth. Where the system said something of its own meanwhile, it may hold
   * either; what it said counts.
   */
  public void confirm(SystemState.Open delivery) {
    long atVersion = delivery.version();
    FieldSet fields = delivery.settles();
    FieldSet brought = FieldSet.NONE;
    for (int i = fields.next(0); i >= 0; i = fields.next(i + 1)) {
      boolean kept = holdings.keepsSince(i, atVersion);
      boolean newer = base(i).filter(base -> base.version() > atVersion).isPresent();
      if (!kept && !newer && !delivery.doubtful().contains(i)) {
        brought = brought.with(i);
      }
    }
    settle(atVersion, brought);
  }

  /** The version from which on a field's past tells what the system holds, or may show next. */
  long needsPastFrom(int field) {
    Optional<SystemState.Handed> shows = handed.filter(it -> it.settles().contains(field));
    if (shows.isPresent()) {
      long base = base(field).map(Base::version).orElse(Long.MAX_VALUE);
      return Math.min(base, shows.get().since());
    }
    Optional<SystemState.Refused> mayShow =
        refused.filter(it -> it.since() < it.version() && it.settles().contains(field));
    if (mayShow.isPresent()) {
      long base = base(field).map(Base::version).orElse(Long.MAX_VALUE);
      return Math.min(base, mayShow.get().since());
    }
    return holdings.needsPastFrom(field);
  }

  /** The system showed what a delivery brought in a field; its receipt tells nothing more of it. */
  void shown(long atVersion, int field) {
    open = open.map(it -> it.version() == atVersion ? it.shownIn(field) : it);
  }

  /** What is on its way finds no record, and then brings all fields, not only what changed. */
  void bringsAll(int exists) {
    open =
        open.map(
            it ->
                new SystemState.Open(
                    it.deliveryId(),
                    it.version(),
                    it.settles().union(holdings.known().without(exists)),
                    it.payload(),
                    it.delete(),
                    it.references(),
                    it.doubtful()));
  }

  /** The system said something else of a field to which a delivery is under way. */
  void doubt(int field) {
    open = open.map(it -> it.doubtfulIn(field));
  }

  /** What a delivery brings: whatever it updates, it brings back a record that was deleted. */
  public FieldSet bringing(SystemState.Open delivery) {
    int exists = record.indexOf(FieldRules.EXISTS);
    return exists < 0 ? delivery.settles() : delivery.settles().with(exists);
  }

  /** Whether the system said something else of the record's existence meanwhile. */
  public boolean doubtsPresence(SystemState.Open delivery) {
    int exists = record.indexOf(FieldRules.EXISTS);
    return exists >= 0 && delivery.doubtful().contains(exists);
  }

  /** Whether its answer tells nothing at all: the record may be there or not, whatever it holds. */
  public boolean doubtsAll(SystemState.Open delivery) {
    return doubtsPresence(delivery)
        && delivery.settles().intersection(delivery.doubtful()).equals(delivery.settles());
  }

  /** Adds the versions of a field that are on their way to the system. */
  void addTold(int field, Collection<Long> to) {
    if (open.isPresent() && open.get().settles().contains(field)) {
      to.add(open.get().version());
    }
    if (handed.isPresent() && handed.get().settles().contains(field)) {
      to.add(handed.get().version());
    }
    if (refused.isPresent() && refused.get().settles().contains(field)) {
      to.add(refused.get().version());
    }
    if (unseen.isPresent()) {
      to.add(unseen.getAsLong());
    }
  }

  /** Whether any version of a field is on its way to the system. */
  boolean isTold(int field) {
    List<Long> told = new ArrayList<>();
    addTold(field, told);
    return !told.isEmpty();
  }

  /** The fields that are on their way to the system and that it does not hold yet. */
  List<Integer> onTheirWay() {
    List<Integer> fields = new ArrayList<>();
    boolean has = present || showedItsExistence();
    for (int i = 0; i < record.size(); i++) {
      if (has && !inStep(i) && (isTold(i) || leavesNext(i))) {
        fields.add(i);
      }
    }
    return fields;
  }

  /** Whether it took the record away by itself: after a deletion of ours nothing is known of it. */
  boolean tookItAway() {
    int exists = record.indexOf(FieldRules.EXISTS);
    return !present && exists >= 0 && !holdings.known().without(exists).isEmpty();
  }

  /** Whether its word is void, and nothing was heard of it or brought to it since. */
  boolean isVoid() {
    return epoch > 0
        && !present
        && holdings.known().isEmpty()
        && open.isEmpty()
        && unseen.isEmpty();
  }

  /** It shows our creation before it confirms it. */
  private boolean showedItsExistence() {
    int exists = record.indexOf(FieldRules.EXISTS);
    return exists >= 0
        && base(exists).filter(base -> base.value().equals(Value.flag(true))).isPresent();
  }

  /** Whether a field changed since the system agreed, and leaves once something else is done. */
  private boolean leavesNext(int field) {
    return (open.isPresent() || !waitsFor.isEmpty())
        && base(field).filter(base -> base.version() > 0).isPresent();
  }

  /** The system no longer has the record: nothing it held counts. */
  public void forgetFields() {
    holdings.forgetAll();
    confirmed = 0;
  }

  /**
   * What the system confirmed no longer counts; whatever it holds, it is told everything again. A
   * delivery that is on its way may have been applied before that, so its receipt tells nothing.
   *
   * @param gone whether it lost the record, so that it is to be created there
   * @return whether anything was changed; nothing is for an epoch that was begun before
   */
  public boolean beginEpoch(int next, boolean gone) {
    if (isNew || next <= epoch) {
      return false;
    }
    epoch = next;
    // It may have lost less than is thought, and what is deleted from now on is deleted there too.
    repair = !gone || mayHaveIt();
    open = open.map(it -> it.doubtfulIn(allFields()));
    handed = Optional.empty();
    refused = Optional.empty();
    waitsFor = List.of();
    met = List.of();
    sequence = OptionalLong.empty();
    unseen = OptionalLong.empty();
    forgetFields();
    if (gone) {
      present = false;
      remoteId = Optional.empty();
    }
    return true;
  }

  /**
   * The system was read and shows nothing of the record, so that it is to be created there. It may
   * have the object all the same, and not show whose it is: its id stays known. What is on its way
   * may have come after the reading, so nothing is void then.
   *
   * @return whether anything was changed
   */
  public boolean miss(int next) {
    Optional<String> id = remoteId;
    if (open.isPresent() || !beginEpoch(next, true)) {
      return false;
    }
    remoteId = id;
    return true;
  }

  /**
   * It may have been told what nobody remembers. What it is known to hold stays the base of what it
   * says next, but it is told everything again.
   *
   * @param next the epoch; nothing is done for one that was begun before
   */
  public void tellAgain(int next) {
    if (!isNew && next > epoch) {
      epoch = next;
      repair = true;
    }
  }

  /** Whether it has the record, or anything that was ever on its way may have brought it. */
  private boolean mayHaveIt() {
    return present || open.isPresent() || handed.isPresent() || refused.isPresent();
  }

  private FieldSet allFields() {
    FieldSet.Builder all = new FieldSet.Builder(record.size());
    for (int i = 0; i < record.size(); i++) {
      all.add(i);
    }
    return all.build();
  }

  public boolean knows(int field) {
    return holdings.known().contains(field);
  }

  public boolean present() {
    return present;
  }

  public void present(boolean there) {
    present = there;
  }

  public long confirmed() {
    return confirmed;
  }

  public void confirmed(long payload) {
    confirmed = payload;
  }

  public Optional<String> remoteId() {
    return remoteId;
  }

  public void remoteId(String id) {
    remoteId = Optional.of(id);
  }

  public Optional<SystemState.Open> open() {
    return open;
  }

  public void open(Optional<SystemState.Open> delivery) {
    open = delivery;
  }

  public Optional<SystemState.Handed> handed() {
    return handed;
  }

  public void handed(Optional<SystemState.Handed> delivery) {
    handed = delivery;
  }

  public List<String> waitsFor() {
    return waitsFor;
  }

  public void waitsFor(List<String> parents) {
    waitsFor = List.copyOf(parents);
  }

  /** Whether its deletion waits until others are gone. */
  public boolean waitsForChildren() {
    return SystemState.awaitsChildren(waitsFor);
  }

  boolean stands() {
    return (present || handed.filter(SystemState.Handed::brings).isPresent())
        && !SystemState.leaves(open, waitsFor);
  }

  public List<String> met() {
    return met;
  }

  public void met(List<String> parents) {
    met = List.copyOf(parents);
  }

  /** No parent was answered for; what a boundary released stays so. */
  public void metNothing() {
    metNothingBut(List.of());
  }

  /** No other parent was answered for than one of these. */
  public void metNothingBut(Collection<String> parents) {
    if (!met.isEmpty()) {
      met =
          met.stream()
              .filter(it -> it.startsWith(SystemState.BOUNDARY) || parents.contains(it))
              .toList();
    }
  }

  /** The data of a source is complete, so that it may be told the record as it is now. */
  public void release(String source) {
    List<String> now = new ArrayList<>(met);
    now.removeIf(it -> it.startsWith(SystemState.BOUNDARY));
    now.add(SystemState.released(source, record.version()));
    met = List.copyOf(now);
  }

  /** Whether a boundary of a source released the record as it is now. */
  public boolean isReleased(String source) {
    return met.contains(SystemState.released(source, record.version()));
  }

  public Optional<SystemState.Refused> refused() {
    return refused;
  }

  public void refused(Optional<SystemState.Refused> payload) {
    refused = payload;
  }

  /** A delivery was confirmed; no event of the system came after it. */
  public void unseen(OptionalLong atVersion) {
    unseen = atVersion;
  }

  OptionalLong unseen() {
    return unseen;
  }

  /** Whether the truth must be sent even if the system seems to hold it. */
  public boolean repair() {
    return repair;
  }

  public void repair(boolean send) {
    repair = send;
  }

  OptionalLong sequence() {
    return sequence;
  }

  void sequence(long number) {
    sequence = OptionalLong.of(number);
  }

  /** Whether it ever said something of the record. */
  public boolean speaks() {
    return !recent.isEmpty();
  }

  boolean remembers(long event) {
    return recent.contains(event);
  }

  /** What it said of another record, it said of this one. */
  void rememberAll(RecentEvents events) {
    recent = recent.and(events);
  }

  void remember(long event) {
    recent = recent.and(event);
  }
}
