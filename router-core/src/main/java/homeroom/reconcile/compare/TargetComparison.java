package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.RemoteRecord.Activity;
import homeroom.api.Value;
import homeroom.authority.EntityRules;
import homeroom.planning.MappingFailure;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compares all that a consumer holds of one target with what its mappings make of the golden
 * records. First comes all that is expected, then all that is found, in any order; what comes out
 * does not depend on it. Not thread-safe.
 *
 * <p>Of what is as it should be only a fingerprint is kept.
 */
public final class TargetComparison {

  private final String target;
  private final Rules rules;
  private final List<Subscription> subscriptions;
  private final Map<String, Expected.Kind> kinds = new HashMap<>();
  private final Map<Recognition, Map<String, Group>> groups = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Tally tally;
  private long nameless;
  private boolean expectsAny;

  /**
   * @param subscriptions those of one consumer to one target; not empty
   */
  public TargetComparison(
      String target, List<Subscription> subscriptions, Rules rules, Tally tally) {
    this.target = target;
    this.rules = rules;
    this.tally = tally;
    this.subscriptions =
        subscriptions.stream().sorted(Comparator.comparing(Subscription::entity)).toList();
    for (Subscription subscription : this.subscriptions) {
      EntityRules entity = rules.entities().get(subscription.entity());
      Set<String> names = new TreeSet<>(subscription.mapping().madeOf().keySet());
      subscription.mapping().keyName().ifPresent(names::add);
      kinds.put(
          subscription.entity(),
          Expected.Kind.of(subscription, Likeness.of(subscription.mapping(), entity), names));
      groups.putIfAbsent(Recognition.of(subscription), new HashMap<>());
      tally.of(subscription.entity());
    }
  }

  /** The names that the consumer is to be asked for. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    kinds.values().forEach(kind -> names.addAll(kind.names()));
    return names;
  }

  /**
   * A golden record; whether the consumer takes it is seen here.
   *
   * @param standing how it stands at the consumer before that is read
   */
  public void expect(Golden golden, long standing) {
    if (golden.exists()) {
      expect(golden.record(), golden.version(), standing, golden.values());
    }
  }

  private void expect(RecordKey record, long version, long standing, Map<String, Value> fields) {
    Expected.Kind kind = kinds.get(record.entity());
    Recognition recognition = Recognition.of(kind.subscription());
    try {
      if (kind.subscription().mapping().selects(record, fields)) {
        Map<String, Value> payload = kind.subscription().mapping().payload(record, fields);
        group(recognition, recognition.identity(payload).orElse(""))
            .expect(new Expected(kind, record, version, standing, payload));
        expectsAny = true;
      }
    } catch (MappingFailure failure) {
      Expected unmapped = new Expected(kind, record, version);
      if (recognition.byKey()) {
        group(recognition, record.key()).expect(unmapped);
      }
      find(
          new Finding(
              Verdict.UNMAPPED,
              record.entity(),
              Optional.of(record.key()),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              Optional.of(failure.code() + " " + failure.field()),
              Optional.empty()));
    }
  }

  private Group group(Recognition recognition, String identity) {
    return groups.get(recognition).computeIfAbsent(identity, _ -> new Group());
  }

  /** Whether the consumer should hold anything. */
  public boolean expectsAny() {
    return expectsAny;
  }

  /** Something that the consumer holds. */
  public void found(RemoteRecord remote) {
    Optional<Recognition> first = Optional.empty();
    for (Map.Entry<Recognition, Map<String, Group>> kind : groups.entrySet()) {
      Optional<String> identity = kind.getKey().identity(remote.fields());
      if (identity.isPresent()) {
        Group group = kind.getValue().get(identity.get());
        if (group != null) {
          group.found(remote);
          return;
        }
        first = first.or(() -> Optional.of(kind.getKey()));
      }
    }
    if (!remote.isActive()) {
      return;
    }
    if (first.isEmpty()) {
      nameless++;
    } else {
      String identity = first.get().identity(remote.fields()).orElseThrow();
      group(first.get(), identity).found(remote);
    }
  }

  /** How many there are that name no record, and so are none of the hub's. */
  public long nameless() {
    return nameless;
  }

  /**
   * All that is not equal, in no order that means anything.
   *
   * @param golden asked once more about each record that differs
   */
  public List<Finding> end(Function<RecordKey, Optional<Golden>> golden) {
    groups.forEach(
        (recognition, all) -> all.values().forEach(group -> end(recognition, group, golden)));
    groups.clear();
    return findings;
  }

  private void end(
      Recognition recognition, Group group, Function<RecordKey, Optional<Golden>> golden) {
    List<RemoteRecord> left = new ArrayList<>(group.held());
    List<RemoteRecord> asleep = new ArrayList<>(left);
    left.removeIf(it -> it.activity() == Activity.INACTIVE);
    asleep.removeAll(left);
    List<Expected> expected = group.expected();
    for (Expected one : expected) {
      if (!one.isMet() && one.mapped) {
        find(recognition, one, settled(one, left, asleep, golden));
      } else if (one.mapped) {
        tally.add(one.record.entity(), Verdict.EQUAL);
      }
    }
    left.removeIf(it -> !it.isActive());
    for (RemoteRecord remote : left) {
      Optional<Expected> twin =
          expected.stream()
              .filter(it -> recognition.byKey() || it.looksLike(remote.fields()))
              .findFirst();
      find(
          twin.map(it -> duplicate(it, remote))
              .orElseGet(() -> extra(recognition, remote, golden)));
    }
  }

  private void find(Recognition recognition, Expected one, Optional<Finding> finding) {
    Basis basis = new Basis(one.version, one.standing, !recognition.byAll());
    finding.ifPresentOrElse(
        it -> find(it.on(basis)), () -> tally.add(one.record.entity(), Verdict.EQUAL));
  }

  /** Takes what is nearest to a record from what is left; empty if that is as it should be. */
  private static Optional<Finding> settled(
      Expected one,
      List<RemoteRecord> left,
      List<RemoteRecord> asleep,
      Function<RecordKey, Optional<Golden>> golden) {
    Optional<Map<String, Value>> payload = payload(one, golden);
    List<RemoteRecord> among = left.isEmpty() ? asleep : left;
    Optional<RemoteRecord> nearest = nearest(one, payload.orElse(Map.of()), among);
    nearest.ifPresent(among::remove);
    Verdict verdict = nearest.map(TargetComparison::standing).orElse(Verdict.MISSING);
    if (payload.isEmpty()) {
      return Optional.of(of(verdict, one, nearest).noted(Note.MOVED, Optional.empty()));
    }
    List<Difference> fields =
        nearest.map(it -> one.kind.differences(payload.get(), it.fields())).orElse(List.of());
    return verdict == Verdict.DIFFERENT && fields.isEmpty()
        ? Optional.empty()
        : Optional.of(of(verdict, one, nearest).with(fields));
  }

  private static Verdict standing(RemoteRecord remote) {
    return remote.activity() == Activity.INACTIVE ? Verdict.INACTIVE : Verdict.DIFFERENT;
  }

  private static Optional<RemoteRecord> nearest(
      Expected one, Map<String, Value> payload, List<RemoteRecord> among) {
    return among.stream()
        .min(Comparator.comparingInt(it -> one.kind.differences(payload, it.fields()).size()));
  }

  /** What it should hold; empty if that is another thing by now. */
  private static Optional<Map<String, Value>> payload(
      Expected one, Function<RecordKey, Optional<Golden>> golden) {
    Optional<Golden> now =
        golden.apply(one.record).filter(it -> it.exists() && it.version() == one.version);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(one.kind.subscription().mapping().payload(one.record, now.get().values()));
    } catch (MappingFailure unmapped) {
      return Optional.empty();
    }
  }

  private static Finding of(Verdict verdict, Expected one, Optional<RemoteRecord> remote) {
    return Finding.of(
        verdict,
        one.record.entity(),
        Optional.of(one.record.key()),
        remote.map(RemoteRecord::remoteId));
  }

  private static Finding duplicate(Expected one, RemoteRecord remote) {
    return of(Verdict.DUPLICATE, one, Optional.of(remote));
  }

  private Finding extra(
      Recognition recognition, RemoteRecord remote, Function<RecordKey, Optional<Golden>> golden) {
    Optional<String> key =
        recognition.byKey() ? recognition.identity(remote.fields()) : Optional.empty();
    List<Golden> known =
        key.stream()
            .flatMap(it -> subscriptions.stream().map(one -> new RecordKey(one.entity(), it)))
            .flatMap(record -> golden.apply(record).stream())
            .toList();
    String entity =
        known.size() == 1
            ? known.getFirst().record().entity()
            : subscriptions.size() == 1 ? subscriptions.getFirst().entity() : target;
    Finding extra = Finding.of(Verdict.EXTRA, entity, key, Optional.of(remote.remoteId()));
    if (known.isEmpty()) {
      return extra;
    }
    // What it takes and was not expected came meanwhile.
    boolean moved = known.stream().anyMatch(this::isTaken);
    return extra.noted(moved ? Note.MOVED : Note.GONE, Optional.empty());
  }

  private boolean isTaken(Golden golden) {
    try {
      return golden.exists()
          && kinds
              .get(golden.record().entity())
              .subscription()
              .mapping()
              .selects(golden.record(), golden.values());
    } catch (MappingFailure unmapped) {
      return false;
    }
  }

  private void find(Finding finding) {
    findings.add(finding);
    tally.add(finding.entity(), finding.verdict());
  }
}
