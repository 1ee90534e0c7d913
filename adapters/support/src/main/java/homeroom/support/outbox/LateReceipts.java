package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Evidence;
import homeroom.api.Evidence.Category;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.LateReceipt;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.RecordKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Receipts that the hub has not written down yet. Thread-safe. */
final class LateReceipts {

  private final OutboxDatabase database;

  LateReceipts(OutboxDatabase database) {
    this.database = database;
  }

  /** Adds one, as a part of a transaction. */
  static void add(
      Connection sql,
      RecordKey record,
      Verdicts.Kept kept,
      Optional<Effect> effect,
      Optional<Verdict.Rejected> rejected)
      throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement(
            "insert into late"
                + " (delivery, entity, key, version, effect, code, message, remedy, status)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      write.setString(1, kept.delivery());
      write.setString(2, record.entity());
      write.setString(3, record.key());
      write.setLong(4, kept.version());
      write.setString(5, effect.map(Effect::name).orElse(null));
      write.setString(6, rejected.map(Verdict.Rejected::code).orElse(null));
      write.setString(7, rejected.map(Verdict.Rejected::message).orElse(null));
      write.setString(8, rejected.map(Verdict.Rejected::remedy).orElse(null));
      write.setString(9, rejected.flatMap(Verdict.Rejected::status).orElse(null));
      write.executeUpdate();
    }
  }

  /** The oldest first. */
  List<LateReceipt> oldest(int most) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement(
                  """
                  select delivery, entity, key, version, effect, code, message, remedy, status
                  from late order by id limit ?
                  """)) {
            ask.setInt(1, most);
            ResultSet found = ask.executeQuery();
            List<LateReceipt> receipts = new ArrayList<>();
            while (found.next()) {
              receipts.add(
                  new LateReceipt(
                      found.getString(1),
                      new RecordKey(found.getString(2), found.getString(3)),
                      found.getLong(4),
                      outcome(found)));
            }
            return receipts;
          }
        });
  }

  private static Outcome outcome(ResultSet found) throws SQLException {
    String effect = found.getString(5);
    if (effect != null) {
      return new Outcome.Applied(Effect.valueOf(effect), Optional.empty());
    }
    return new Outcome.Failed(
        Failure.of(Kind.CONTENT, found.getString(6), found.getString(7), found.getString(8))
            .with(
                new Evidence(
                    Optional.of(Category.VALIDATION),
                    Optional.ofNullable(found.getString(9)),
                    Optional.empty())));
  }

  /** Of a delivery of which there are two, the older one was shown first. */
  void noted(List<LateReceipt> receipts) throws AdapterFailure {
    database.in(
        sql -> {
          try (PreparedStatement delete =
              sql.prepareStatement(
                  "delete from late where id = (select min(id) from late"
                      + " where delivery = ? and entity = ? and key = ?)")) {
            for (LateReceipt one : receipts) {
              delete.setString(1, one.deliveryId());
              delete.setString(2, one.record().entity());
              delete.setString(3, one.record().key());
              delete.executeUpdate();
            }
          }
          return receipts.size();
        });
  }
}
