package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Probe;
import homeroom.api.Receipt;
import homeroom.api.RemoteRecord;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import homeroom.support.delivery.ReceiptBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Brings the tables of a warehouse up to date. Thread-safe. */
final class JdbcConsumer implements ConsumerAdapter, SnapshotReader {

  private final Warehouse warehouse;
  private final Way current;
  private final Way history;
  private final Set<String> targets;
  private final Set<String> histories;
  private final int batch;

  /** How rows are written: one for each record, or one for each version of it. */
  record Way(Tables tables, RowWriter writer) {}

  /**
   * @param histories the targets that hold every version of a record
   */
  JdbcConsumer(
      Warehouse warehouse,
      Way current,
      Way history,
      Set<String> targets,
      Set<String> histories,
      int batch) {
    this.warehouse = warehouse;
    this.current = current;
    this.history = history;
    this.targets = targets;
    this.histories = histories;
    this.batch = batch;
  }

  @Override
  public int batchSize() {
    return batch;
  }

  /** Deliveries of one table whose payloads begin with the same name; empty if they have none. */
  private record Kin(String target, Optional<String> key) {
    static Kin of(Delivery delivery) {
      return new Kin(
          delivery.target(),
          delivery.payload().isEmpty() ? Optional.empty() : Optional.of(Group.keyName(delivery)));
    }
  }

  @Override
  public List<Receipt> deliver(List<Delivery> deliveries) throws AdapterFailure {
    Map<Kin, List<Delivery>> byTable = new LinkedHashMap<>();
    Map<String, Delivery> versions = new HashMap<>();
    for (Delivery each : deliveries) {
      if (histories.contains(each.target())) {
        versions.put(each.id(), each);
      }
      Delivery delivery = histories.contains(each.target()) ? HistoryRow.of(each) : each;
      byTable.computeIfAbsent(Kin.of(delivery), ignored -> new ArrayList<>()).add(delivery);
    }
    ReceiptBook receipts = new ReceiptBook();
    for (Map.Entry<Kin, List<Delivery>> entry : byTable.entrySet()) {
      deliver(entry.getKey(), entry.getValue(), receipts);
    }
    return receipts.receipts().stream()
        .map(
            receipt ->
                versions.containsKey(receipt.deliveryId())
                    ? HistoryRow.ended(versions.get(receipt.deliveryId()), receipt)
                    : receipt)
        .toList();
  }

  private Way way(String target) {
    return histories.contains(target) ? history : current;
  }

  private void deliver(Kin kin, List<Delivery> deliveries, ReceiptBook receipts) {
    Tables tables = way(kin.target()).tables();
    Optional<Group> group;
    try {
      group = group(kin, deliveries);
      if (group.isPresent() && way(kin.target()).writer().write(group.get(), receipts)) {
        tables.forget(kin.target());
      }
    } catch (AdapterFailure failure) {
      tables.forget(kin.target());
      deliveries.forEach(delivery -> receipts.failed(delivery, failure));
      return;
    }
    if (group.isEmpty()) {
      Applied gone = new Applied(Effect.DELETED, Optional.empty());
      deliveries.forEach(delivery -> receipts.add(delivery, gone));
    }
  }

  /** The group, or empty if only what has no columns is to go from a table that has no key. */
  private Optional<Group> group(Kin kin, List<Delivery> deliveries) throws AdapterFailure {
    Names.requireTable(kin.target());
    Tables tables = way(kin.target()).tables();
    if (kin.key().isPresent()) {
      Table table = tables.with(kin.target(), kin.key().get(), columns(deliveries));
      return Optional.of(new Group(table, table.own(kin.key().get()), deliveries));
    }
    return tables
        .find(kin.target())
        .flatMap(table -> table.primaryKey().map(key -> new Group(table, key, deliveries)));
  }

  private static Map<String, Optional<ColumnType>> columns(List<Delivery> deliveries) {
    Map<String, Optional<ColumnType>> columns = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      for (Map.Entry<String, Value> entry : delivery.payload().entrySet()) {
        columns.merge(
            entry.getKey(),
            ColumnType.of(entry.getValue()),
            (first, next) -> first.isPresent() ? first : next);
      }
    }
    return columns;
  }

  @Override
  public Probe probe() {
    try {
      warehouse.write(this::lookAround);
      return Probe.READY;
    } catch (AdapterFailure failure) {
      return Probe.failed(failure.failure());
    }
  }

  private Probe lookAround() throws AdapterFailure {
    try (Connection connection = warehouse.connect()) {
      warehouse.dialect().tryToWrite(connection);
    } catch (SQLException thrown) {
      throw new AdapterFailure(SqlFailures.of(thrown, "Looking whether rows can be written"));
    }
    if (!current.tables().creates()) {
      for (String target : targets) {
        way(target).tables().existing(target);
      }
    }
    return Probe.READY;
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure {
    for (String field : fields) {
      Names.requireColumn(field);
    }
    Tables tables = way(target).tables();
    tables.forget(target);
    return new Snapshot(warehouse, tables.shown(target), fields).read();
  }

  /** A table that may be made is made when there is something to be written into it. */
  @Override
  public boolean has(String target) throws AdapterFailure {
    Tables tables = way(target).tables();
    tables.forget(target);
    return tables.find(target).isPresent();
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
