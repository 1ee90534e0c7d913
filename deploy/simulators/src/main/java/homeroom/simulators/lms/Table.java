package homeroom.simulators.lms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All rows of one kind, found by own id and by SIS id. Used under the store's lock. */
final class Table<T extends Row> {

  private final String prefix;
  private final TreeMap<Long, T> rows = new TreeMap<>();
  private final Map<String, Long> bySisId = new HashMap<>();
  private long lastId;

  /**
   * @param sisName Canvas's name of the SIS id, for example {@code sis_user_id}
   */
  Table(String sisName) {
    this.prefix = sisName + ":";
  }

  long nextId() {
    return ++lastId;
  }

  T put(T row) {
    T before = rows.put(row.id(), row);
    if (before != null && before.sisId() != null) {
      bySisId.remove(before.sisId());
    }
    if (row.sisId() != null) {
      bySisId.put(row.sisId(), row.id());
    }
    return row;
  }

  T get(long id) {
    T row = rows.get(id);
    if (row == null) {
      throw Refusal.notFound();
    }
    return row;
  }

  /** A row that is not deleted, by a path's segment: an own id or {@code sis_user_id:7}. */
  T find(String segment) {
    return lookup(segment).filter(row -> !row.deleted()).orElseThrow(Refusal::notFound);
  }

  Optional<T> bySisId(String sisId) {
    return Optional.ofNullable(bySisId.get(sisId)).map(rows::get);
  }

  private Optional<T> lookup(String segment) {
    if (segment.startsWith(prefix)) {
      return bySisId(segment.substring(prefix.length()));
    }
    return segment.matches("\\d{1,18}")
        ? Optional.ofNullable(rows.get(Long.parseLong(segment)))
        : Optional.empty();
  }

  /** What lies behind an id, in order of ids. */
  Stream<T> after(long id, Predicate<? super T> wanted) {
    return rows.tailMap(id, false).values().stream().filter(wanted);
  }

  long count(Predicate<? super T> wanted) {
    return rows.values().stream().filter(wanted).count();
  }
}
