package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Fingerprint;
import homeroom.planning.Subscription;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A record that a consumer should hold, without its values. Not thread-safe.
 *
 * <p>There are as many as the district has records, so each is small.
 */
final class Expected {

  /** What a record is compared by. */
  record Kind(Subscription subscription, Likeness likeness, List<String> names) {

    Kind {
      names = List.copyOf(names);
    }

    static Kind of(Subscription subscription, Likeness likeness, Collection<String> names) {
      return new Kind(subscription, likeness, names.stream().sorted().toList());
    }

    long print(Map<String, Value> fields) {
      StringBuilder text = new StringBuilder();
      for (String name : names) {
        text.append(likeness.normal(name, fields.getOrDefault(name, Value.NULL))).append('\u0001');
      }
      return Fingerprint.of(text.toString());
    }

    List<Difference> differences(Map<String, Value> should, Map<String, Value> is) {
      return names.stream()
          .filter(name -> !likeness.same(name, of(should, name), of(is, name)))
          .map(name -> Difference.of(name, of(should, name), of(is, name)))
          .toList();
    }

    private static Value of(Map<String, Value> fields, String name) {
      return fields.getOrDefault(name, Value.NULL);
    }
  }

  final Kind kind;
  final RecordKey record;
  final long version;
  final long standing;
  final boolean mapped;
  private final long print;
  private boolean met;

  /**
   * @param standing how it stands at the consumer before that is read
   */
  Expected(Kind kind, RecordKey record, long version, long standing, Map<String, Value> payload) {
    this.kind = kind;
    this.record = record;
    this.version = version;
    this.standing = standing;
    this.print = kind.print(payload);
    this.mapped = true;
  }

  /** One for which the mapping gives nothing, so that whatever is there is not compared. */
  Expected(Kind kind, RecordKey record, long version) {
    this.kind = kind;
    this.record = record;
    this.version = version;
    this.standing = 0;
    this.print = 0;
    this.mapped = false;
  }

  boolean isMet() {
    return met;
  }

  /** Whether a system's record is this one, to the letter; it is met by it then. */
  boolean isMetBy(Map<String, Value> fields) {
    if (!met && (!mapped || looksLike(fields))) {
      met = true;
      return true;
    }
    return false;
  }

  boolean looksLike(Map<String, Value> fields) {
    return mapped && kind.print(fields) == print;
  }
}
