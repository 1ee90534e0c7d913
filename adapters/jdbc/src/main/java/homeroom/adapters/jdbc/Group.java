package homeroom.adapters.jdbc;

import homeroom.api.Delivery;
import homeroom.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries for one table, to be written in one transaction.
 *
 * @param key the key column, as the table writes it
 */
record Group(Table table, String key, List<Delivery> deliveries) {

  Group {
    deliveries = List.copyOf(deliveries);
  }

  Group part(int from, int to) {
    return new Group(table, key, deliveries.subList(from, to));
  }

  /** By convention the first name of a payload. */
  static String keyName(Delivery delivery) {
    return delivery.payload().keySet().iterator().next();
  }

  /** The key of a delivery's row; empty if it has none that the column can hold. */
  Optional<Value> keyOf(Delivery delivery) {
    Value key =
        delivery.payload().isEmpty()
            ? Value.text(delivery.record().key())
            : delivery.payload().values().iterator().next();
    return key.isNull() ? Optional.empty() : table.type(key()).fit(key);
  }

  /** The key that a delivery's row had before. */
  Optional<Value> formerKeyOf(Delivery delivery) {
    return delivery
        .formerKey()
        .flatMap(former -> table.type(key()).fit(Value.text(former)))
        .filter(former -> !Optional.of(former).equals(keyOf(delivery)));
  }

  /** The keys of all rows. */
  Set<Value> keys() {
    Set<Value> keys = new LinkedHashSet<>();
    for (Delivery delivery : deliveries) {
      keyOf(delivery).ifPresent(keys::add);
      formerKeyOf(delivery).ifPresent(keys::add);
    }
    return keys;
  }

  /** The columns that the deliveries may change, and the key. */
  List<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    columns.add(key);
    for (Delivery delivery : deliveries) {
      for (String name : delivery.payload().keySet()) {
        if (table.has(name)) {
          columns.add(table.own(name));
        }
      }
    }
    if (table.has(Names.DELETED_AT)) {
      columns.add(table.own(Names.DELETED_AT));
    }
    return new ArrayList<>(columns);
  }
}
