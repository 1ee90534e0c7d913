package homeroom.adapters.jdbc;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of one delivery.
 *
 * @param change what is to be done to the row, if anything
 * @param outcome how the delivery ends if that works
 */
record Plan(Optional<RowChange> change, Outcome outcome) {

  private static Plan of(Effect effect, RowChange change) {
    return new Plan(Optional.of(change), applied(effect));
  }

  private static Plan nothing(Effect effect) {
    return new Plan(Optional.empty(), applied(effect));
  }

  private static Outcome applied(Effect effect) {
    return new Applied(effect, Optional.empty());
  }

  private static Plan failed(String column, String what) {
    return new Plan(
        Optional.empty(),
        new Failed(
            Failure.of(
                Kind.CONTENT,
                "JDBC_WRONG_TYPE",
                "Writing a row: column " + column + " " + what,
                "Compare the field's type with the column's, then retry the record.")));
  }

  /**
   * Decides; the same input always gives the same plan.
   *
   * @param rows the rows as they are when the delivery's turn comes
   * @param now when a row that is to be marked was deleted
   */
  static Plan of(Delivery delivery, Group group, Rows rows, boolean marks, Instant now) {
    Optional<Value> key = group.keyOf(delivery);
    if (key.isEmpty()) {
      return failed(group.key(), "is the key, and the record has no value for it that fits");
    }
    return switch (delivery.operation()) {
      case UPSERT -> upsert(delivery, key.get(), group, rows, marks);
      case DELETE -> delete(key.get(), rows, marks, now);
    };
  }

  /** What brings the row of a renamed record under its key, before anything else is done to it. */
  static List<RowChange> rekeying(
      Delivery delivery, Group group, Rows rows, boolean marks, Instant now) {
    Optional<Value> key = group.keyOf(delivery);
    Optional<Value> former = group.formerKeyOf(delivery).filter(rows::has);
    if (key.isEmpty() || former.isEmpty()) {
      return List.of();
    }
    return rows.has(key.get())
        ? delete(former.get(), rows, marks, now).change().stream().toList()
        : List.of(new RowChange.Rekey(former.get(), key.get()));
  }

  private static Plan upsert(Delivery delivery, Value key, Group group, Rows rows, boolean marks) {
    Table table = group.table();
    boolean there = rows.has(key);
    Set<String> names = there ? delivery.changed() : delivery.payload().keySet();
    Map<String, Value> columns = new LinkedHashMap<>();
    for (String name : names) {
      Value value = delivery.payload().getOrDefault(name, Value.NULL);
      if (!table.has(name)) {
        continue; // Only null was ever seen for it, and a missing column reads as null.
      }
      Optional<Value> fitting = table.type(name).fit(value);
      if (fitting.isEmpty()) {
        return failed(name, "cannot hold a value of this type");
      }
      columns.put(table.own(name), fitting.get());
    }
    return there ? update(key, columns, rows, marks) : insert(key, columns, group.key(), marks);
  }

  private static Plan insert(
      Value key, Map<String, Value> columns, String keyColumn, boolean marks) {
    Map<String, Value> others = new LinkedHashMap<>(columns);
    others.remove(keyColumn);
    if (marks) {
      others.put(Names.DELETED_AT, Value.NULL);
    }
    return of(Effect.CREATED, new RowChange.Insert(key, others));
  }

  private static Plan update(Value key, Map<String, Value> columns, Rows rows, boolean marks) {
    Map<String, Value> different = new LinkedHashMap<>(columns);
    different.entrySet().removeIf(each -> rows.get(key, each.getKey()).equals(each.getValue()));
    if (marks && !rows.get(key, Names.DELETED_AT).isNull()) {
      different.put(Names.DELETED_AT, Value.NULL);
    }
    return different.isEmpty()
        ? nothing(Effect.UNCHANGED)
        : of(Effect.UPDATED, new RowChange.Update(key, different));
  }

  private static Plan delete(Value key, Rows rows, boolean marks, Instant now) {
    if (!rows.has(key) || marks && !rows.get(key, Names.DELETED_AT).isNull()) {
      return nothing(Effect.DELETED);
    }
    return of(
        Effect.DELETED,
        marks
            ? new RowChange.Update(key, Map.of(Names.DELETED_AT, Value.moment(now)))
            : new RowChange.Remove(key));
  }
}
