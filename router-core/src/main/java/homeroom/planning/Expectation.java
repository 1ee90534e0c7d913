package homeroom.planning;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Base;
import homeroom.authority.Canonical;
import homeroom.authority.RecordDraft;
import homeroom.authority.SystemDraft;
import homeroom.authority.Truth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a consumer may hold of what is to be written there, by the payload's names. Only of names of
 * which it speaks itself: what else it holds could not be told to the hub.
 *
 * @param told the values that it is told
 */
record Expectation(
    RecordKey record,
    RecordDraft draft,
    Truth told,
    Subscription subscription,
    SystemDraft consumer) {

  /**
   * @param changed the names that are to be written
   * @param certain whether it holds what it is known to hold; else it may hold anything that it was
   *     ever told instead, and none of that is somebody's edit
   */
  Map<String, Set<Value>> of(Collection<String> changed, boolean certain) {
    Map<String, Set<Value>> expected = new HashMap<>();
    if (!consumer.present()) {
      return ofNew(changed);
    }
    for (String name : changed) {
      Set<String> inputs = subscription.watched().get(name);
      if (inputs != null && inputs.stream().allMatch(this::isKnown)) {
        expected.put(name, new HashSet<>());
      }
    }
    if (expected.isEmpty()) {
      return expected;
    }
    add(believed(), expected);
    if (!certain) {
      versions(expected.keySet()).forEach(version -> add(asOf(version), expected));
    }
    return expected;
  }

  /**
   * Where it never was, nothing but what is written is expected. If it is there all the same,
   * either an earlier try arrived and somebody changed it since, or the two never met: both is
   * news. What comes back after a deletion holds what it held, and that is no news.
   */
  private Map<String, Set<Value>> ofNew(Collection<String> changed) {
    Map<String, Set<Value>> expected = new HashMap<>();
    if (consumer.remoteId().isEmpty() && consumer.epoch() == 0) {
      changed.stream()
          .filter(subscription.watched()::containsKey)
          .forEach(name -> expected.put(name, new HashSet<>()));
      add(told, expected);
    }
    return expected;
  }

  /**
   * Whether anything is known of what it holds in a field. A field of which it never said anything
   * counts as empty, so that whatever is found there is news; unless it was restored or rebuilt,
   * when what it holds may be any older thing of ours.
   */
  private boolean isKnown(String field) {
    int at = draft.indexOf(field);
    return consumer.epoch() == 0
        || at < 0
        || consumer.base(at).isPresent()
        || consumer.confirmedWithout(at)
        || draft.field(at).past().isEmpty();
  }

  private Truth believed() {
    Truth.Other believed = told.other();
    for (int at : inputs()) {
      believed.put(at, consumer.base(at).map(Base::value).orElse(Value.NULL));
    }
    return believed.done();
  }

  /** What was true then; of a field of which that is forgotten or that had no value, what is. */
  private Truth asOf(long version) {
    Truth.Other then = told.other();
    for (int at : inputs()) {
      if (consumer.left(at).isEmpty()) {
        draft.field(at).at(version).map(Canonical::value).ifPresent(was -> then.put(at, was));
      }
    }
    return then.done();
  }

  private Set<Integer> inputs() {
    Set<Integer> inputs = new TreeSet<>();
    subscription
        .watched()
        .values()
        .forEach(
            names -> names.stream().map(draft::indexOf).filter(at -> at >= 0).forEach(inputs::add));
    return inputs;
  }

  /** The versions at which anything changed that these names are made of, as far as remembered. */
  private Set<Long> versions(Set<String> names) {
    Set<Long> versions = new TreeSet<>();
    for (String name : names) {
      for (String field : subscription.watched().get(name)) {
        int at = draft.indexOf(field);
        if (at >= 0) {
          draft.field(at).past().forEach(then -> versions.add(then.version()));
        }
      }
    }
    return versions;
  }

  private void add(Truth values, Map<String, Set<Value>> expected) {
    payload(values)
        .ifPresent(
            payload ->
                expected.forEach((name, all) -> all.add(payload.getOrDefault(name, Value.NULL))));
  }

  /** What cannot be mapped was never told. */
  private Optional<Map<String, Value>> payload(Truth values) {
    try {
      return Optional.of(subscription.mapping().payload(record, values));
    } catch (MappingFailure unmapped) {
      return Optional.empty();
    }
  }
}
