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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Brings the tables of a warehouse up to date. Thread-safe. */
final class JdbcConsumer implements ConsumerAdapter, SnapshotReader {

  private final Warehouse warehouse;
  private final Tables tables;
  private final RowWriter writer;
  private final Set<String> targets;
  private final int batch;

  JdbcConsumer(
      Warehouse warehouse, Tables tables, RowWriter writer, Set<String> targets, int batch) {
    this.warehouse = warehouse;
    this.tables = tables;
    this.writer = writer;
    this.targets = targets;
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
    for (Delivery delivery : deliveries) {
      byTable.computeIfAbsent(Kin.of(delivery), ignored -> new ArrayList<>()).add(delivery);
    }
    ReceiptBook receipts = new ReceiptBook();
    for (Map.Entry<Kin, List<Delivery>> entry : byTable.entrySet()) {
      deliver(entry.getKey(), entry.getValue(), receipts);
    }
    return receipts.receipts();
  }

  private void deliver(Kin kin, List<Delivery> deliveries, ReceiptBook receipts) {
    Optional<Group> group;
    try {
      group = group(kin, deliveries);
      if (group.isPresent() && writer.write(group.get(), receipts)) {
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
    if (!tables.creates()) {
      for (String target : targets) {
        tables.existing(target);
      }
    }
    return Probe.READY;
  }

  @Override
  public Stream<RemoteRecord> read(String target, Set<String> fields) throws AdapterFailure {
    for (String field : fields) {
      Names.requireColumn(field);
    }
    Optional<Table> table =
        tables.creates() ? tables.find(target) : Optional.of(tables.existing(target));
    return table.isPresent() ? new Snapshot(warehouse, table.get(), fields).read() : Stream.empty();
  }

  @Override
  public void close() {
    warehouse.close();
  }
}
