package homeroom.audit.explain;

import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.ConflictQueries;
import homeroom.audit.MovementEntry;
import homeroom.audit.Page;
import homeroom.audit.QueryStore;
import homeroom.audit.RecordEntry;
import homeroom.audit.explain.BatchSearch.Found;
import homeroom.audit.explain.BatchSearch.Wanted;
import homeroom.audit.explain.ChangedFields.ConflictKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells the before and after of marked fields that a batch changed, a page at a time. Memory does
 * not grow with the batch. Thread-safe; blocks.
 */
public final class BatchChanges {

  private static final int PORTION = 500;
  private static final int MOST_PORTIONS = 40;
  private static final int MOST_CONFLICTS = 200;

  private final QueryStore store;
  private final BatchSearch log;
  private final Map<String, Set<String>> marked;

  /**
   * @param marked the fields of which it tells, by entity
   */
  public BatchChanges(QueryStore store, BatchSearch log, Map<String, Set<String>> marked) {
    this.store = store;
    this.log = log;
    this.marked = Map.copyOf(marked);
  }

  /** Some of them, in the order in which they came, and where the next are. */
  public record Some(List<BatchChange> changes, Optional<String> cursor, RecordLog.Reach reach) {
    public Some {
      changes = List.copyOf(changes);
    }
  }

  /** The marked fields, by entity. */
  public Map<String, Set<String>> marked() {
    return marked;
  }

  /**
   * What a batch did to marked fields.
   *
   * @param cursor of the answer before; empty for the first
   * @param limit of how many events at most
   * @throws LogFailure if the log cannot be read
   */
  public Some find(BatchEntry batch, Optional<String> cursor, int limit) {
    Page<MovementEntry> page = movements(batch, cursor, limit);
    if (page.items().isEmpty()) {
      return new Some(List.of(), page.cursor(), RecordLog.Reach.WHOLE);
    }
    Found found = log.find(wanted(batch, page.items()));
    ChangedFields fields =
        new ChangedFields(marked, found, conflicts(page.items()), golden(page.items()));
    return new Some(
        page.items().stream().flatMap(it -> fields.of(it).stream()).toList(),
        page.cursor(),
        found.reach());
  }

  /** Of a batch with few marked changes among many an answer may hold less, and yet go on. */
  private Page<MovementEntry> movements(BatchEntry batch, Optional<String> cursor, int limit) {
    List<MovementEntry> found = new ArrayList<>();
    Optional<String> next = cursor;
    for (int portion = 0; portion < MOST_PORTIONS && found.size() < limit; portion++) {
      int most = Math.min(PORTION, limit - found.size());
      Page<MovementEntry> page = store.batches().decided(batch, marked.keySet(), next, most);
      page.items().stream().filter(it -> ChangedFields.mayConcern(it, marked)).forEach(found::add);
      next = page.cursor();
      if (next.isEmpty()) {
        break;
      }
    }
    return new Page<>(found, next);
  }

  private static Wanted wanted(BatchEntry batch, List<MovementEntry> movements) {
    Instant from = movements.stream().map(MovementEntry::at).min(Instant::compareTo).orElseThrow();
    Instant to = movements.stream().map(MovementEntry::at).max(Instant::compareTo).orElseThrow();
    return new Wanted(
        batch.system(),
        movements.stream()
            .filter(it -> it.subject().key().isPresent())
            .map(it -> it.subject().entity() + "/" + it.subject().key().orElseThrow())
            .collect(Collectors.toSet()),
        movements.stream().map(MovementEntry::cause).collect(Collectors.toSet()),
        movements.stream()
            .filter(it -> it.outcome().equals("ACCEPTED") && it.subject().key().isPresent())
            .map(MovementEntry::cause)
            .collect(Collectors.toSet()),
        from,
        to);
  }

  private Map<ConflictKey, ConflictEntry> conflicts(List<MovementEntry> movements) {
    Map<ConflictKey, ConflictEntry> conflicts = new HashMap<>();
    movements.stream()
        .filter(it -> it.outcome().equals("CONFLICT"))
        .map(it -> it.subject().record())
        .distinct()
        .forEach(
            record ->
                store
                    .conflicts()
                    .find(ConflictQueries.Filter.ofRecord(record), MOST_CONFLICTS)
                    .forEach(it -> conflicts.put(ConflictKey.of(it), it)));
    return conflicts;
  }

  private Map<String, RecordEntry> golden(List<MovementEntry> movements) {
    Set<String> asked =
        movements.stream()
            .filter(it -> !it.outcome().equals("ACCEPTED"))
            .map(it -> it.subject().record())
            .collect(Collectors.toSet());
    return store.records().find(asked).stream()
        .collect(Collectors.toMap(it -> it.subject().record(), it -> it));
  }
}
