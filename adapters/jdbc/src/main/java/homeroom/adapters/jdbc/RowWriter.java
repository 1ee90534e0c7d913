package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Failed;
import homeroom.api.Value;
import homeroom.support.delivery.ReceiptBook;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes rows, all of a group in one transaction. When the database refuses one of them the group
 * is halved until that one is alone, so that the others still get there.
 */
final class RowWriter {

  private final Warehouse warehouse;
  private final InstantSource clock;
  private final boolean marks;

  RowWriter(Warehouse warehouse, InstantSource clock, boolean marks) {
    this.warehouse = warehouse;
    this.clock = clock;
    this.marks = marks;
  }

  /**
   * Writes and notes how each ended; the database's refusals of rows included.
   *
   * @return whether the table seems to be other than it was believed to be
   */
  boolean write(Group group, ReceiptBook receipts) throws AdapterFailure {
    return warehouse.write(() -> halving(group, receipts));
  }

  private boolean halving(Group group, ReceiptBook receipts) {
    Optional<Failure> failure = inOne(group, receipts);
    if (failure.isEmpty()) {
      return false;
    }
    int size = group.deliveries().size();
    if (failure.get().kind() == Kind.CONTENT && size > 1) {
      boolean first = halving(group.part(0, size / 2), receipts);
      return halving(group.part(size / 2, size), receipts) || first;
    }
    group.deliveries().forEach(each -> receipts.add(each, new Failed(failure.get())));
    return true;
  }

  /** Writes a group in one transaction; nothing is noted unless it was committed. */
  private Optional<Failure> inOne(Group group, ReceiptBook receipts) {
    Connection connection;
    try {
      connection = warehouse.connect();
    } catch (AdapterFailure failure) {
      return Optional.of(failure.failure());
    }
    Optional<Failure> failure = transaction(connection, group, receipts);
    if (failure.isEmpty()) {
      warehouse.release(connection);
    } else {
      warehouse.discard(connection);
    }
    return failure;
  }

  private Optional<Failure> transaction(Connection connection, Group group, ReceiptBook receipts) {
    List<Outcome> outcomes;
    try {
      connection.setAutoCommit(false);
      outcomes = changed(connection, group);
    } catch (SQLException thrown) {
      rollback(connection, thrown);
      return Optional.of(SqlFailures.of(thrown, "Writing to table " + group.table().name()));
    }
    try {
      connection.commit();
    } catch (SQLException thrown) {
      rollback(connection, thrown);
      return Optional.of(SqlFailures.ofCommit(thrown));
    }
    for (int index = 0; index < outcomes.size(); index++) {
      receipts.add(group.deliveries().get(index), outcomes.get(index));
    }
    return Optional.empty();
  }

  private List<Outcome> changed(Connection connection, Group group) throws SQLException {
    Dialect dialect = warehouse.dialect();
    Rows rows =
        Rows.read(connection, dialect, group.table(), group.key(), group.columns(), group.keys());
    List<Outcome> outcomes = new ArrayList<>();
    Set<Value> written = new HashSet<>();
    try (Statements statements = new Statements(connection, dialect, group.table(), group.key())) {
      for (Delivery delivery : group.deliveries()) {
        for (RowChange change : Plan.rekeying(delivery, group, rows, marks, clock.instant())) {
          statements.flush();
          statements.add(change);
          statements.flush();
          rows.apply(change);
        }
        Plan plan = Plan.of(delivery, group, rows, marks, clock.instant());
        if (plan.change().isPresent()) {
          RowChange change = plan.change().get();
          // Statements are sent by shape; two changes of one row must keep their order.
          if (!written.add(group.keyOf(delivery).orElseThrow())) {
            statements.flush();
          }
          statements.add(change);
          rows.apply(change);
        }
        outcomes.add(plan.outcome());
      }
      statements.flush();
    }
    return outcomes;
  }

  private static void rollback(Connection connection, SQLException thrown) {
    try {
      connection.rollback();
    } catch (SQLException again) {
      thrown.addSuppressed(again); // A broken connection has rolled back by breaking.
    }
  }
}
