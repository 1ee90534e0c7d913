package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Outcome.Effect;
import homeroom.api.RecordKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the rows of files. Of each delivery the same is told once, whatever is answered
 * how often; of one that was replaced since, nothing is. Thread-safe.
 */
public final class Verdicts {

  private static final int PAGE = 1000;

  private final OutboxDatabase database;

  Verdicts(OutboxDatabase database) {
    this.database = database;
  }

  /**
   * A row of which it is to be learned what became of it.
   *
   * @param cells by column
   */
  public record Passage(long parcel, RecordKey record, boolean gone, Map<String, String> cells) {}

  /** The rows of a file that are not answered for. */
  public List<Passage> open(Parcel parcel) throws AdapterFailure {
    return open("p.parcel = " + parcel.id());
  }

  /** Those of files that were put in place before a time, and were not called overdue yet. */
  public List<Passage> openSince(Instant time) throws AdapterFailure {
    return open("p.overdue = 0 and f.placed < " + time.toEpochMilli());
  }

  /** Rows were not answered for in time. An answer that comes still counts. */
  public void overdue(List<Passage> passages, Verdict.Rejected verdict) throws AdapterFailure {
    database.in(
        sql -> {
          for (Passage passage : passages) {
            Optional<String> sent = sent(sql, passage);
            Optional<Kept> kept =
                kept(sql, passage.record())
                    .filter(it -> sent.filter(it.delivery()::equals).isPresent());
            if (kept.isPresent()) {
              rejected(sql, passage.record(), kept.get(), verdict);
            }
            run(
                sql,
                "update passage set overdue = 1 where parcel = "
                    + passage.parcel()
                    + " and entity = ? and key = ?",
                passage.record().entity(),
                passage.record().key());
          }
          return passages.size();
        });
  }

  /** No answer is awaited any more for files that were put in place before a time. */
  public void giveUp(Instant time) throws AdapterFailure {
    database.in(
        sql -> {
          run(
              sql,
              "delete from passage where overdue = 1 and parcel in"
                  + " (select id from parcel where placed < "
                  + time.toEpochMilli()
                  + ")");
          return time;
        });
  }

  private List<Passage> open(String which) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement(
                  """
                  select p.parcel, p.entity, p.key, r.gone, r.cells
                  from passage p join parcel f on f.id = p.parcel
                  join record r on r.entity = p.entity and r.key = p.key
                  where\s\
                  """
                      + which)) {
            ResultSet found = ask.executeQuery();
            List<Passage> passages = new ArrayList<>();
            while (found.next()) {
              passages.add(
                  new Passage(
                      found.getLong(1),
                      new RecordKey(found.getString(2), found.getString(3)),
                      found.getBoolean(4),
                      CellText.cells(found.getString(5))));
            }
            return passages;
          }
        });
  }

  /**
   * The system has what a file says that is in place.
   *
   * @param onlyGone only of records that are gone, which the file leaves out
   */
  public void accept(Parcel parcel, boolean onlyGone) throws AdapterFailure {
    int page;
    do {
      page = database.in(sql -> acceptPage(sql, parcel, onlyGone));
    } while (page == PAGE);
  }

  private static int acceptPage(Connection sql, Parcel parcel, boolean onlyGone)
      throws SQLException {
    List<Passage> passages = new ArrayList<>();
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select p.entity, p.key from passage p"
                + " left join record r on r.entity = p.entity and r.key = p.key"
                + " where p.parcel = ?"
                + (onlyGone ? " and (r.gone = 1 or r.gone is null)" : "")
                + " limit "
                + PAGE)) {
      ask.setLong(1, parcel.id());
      ResultSet found = ask.executeQuery();
      while (found.next()) {
        RecordKey record = new RecordKey(found.getString(1), found.getString(2));
        passages.add(new Passage(parcel.id(), record, false, Map.of()));
      }
    }
    for (Passage passage : passages) {
      settle(sql, new Settled(passage, new Verdict.Accepted()));
    }
    return passages.size();
  }

  /** One row's verdict. */
  public record Settled(Passage passage, Verdict verdict) {}

  /** Writes down what became of rows. */
  public void settle(List<Settled> settled) throws AdapterFailure {
    settle(settled, Optional.empty());
  }

  /**
   * Writes down what an answer says, and that it was read.
   *
   * @param answer its id and name
   */
  public void settle(List<Settled> settled, Answer answer) throws AdapterFailure {
    settle(settled, Optional.of(answer));
  }

  /** A file in which the system answers. */
  public record Answer(String id, String name) {}

  /** Whether an answer was read before. */
  public boolean isRead(String id) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask = sql.prepareStatement("select 1 from answer where id = ?")) {
            ask.setString(1, id);
            return ask.executeQuery().next();
          }
        });
  }

  private void settle(List<Settled> settled, Optional<Answer> answer) throws AdapterFailure {
    database.in(
        sql -> {
          for (Settled one : settled) {
            settle(sql, one);
          }
          if (answer.isPresent()) {
            run(
                sql,
                "insert or ignore into answer (id, name) values (?, ?)",
                answer.get().id(),
                answer.get().name());
          }
          return settled.size();
        });
  }

  /** A record as it was told last. */
  record Kept(String delivery, long version, boolean gone, boolean there, String settled) {}

  private static void settle(Connection sql, Settled one) throws SQLException {
    Passage passage = one.passage();
    Optional<String> sent = sent(sql, passage);
    Optional<Kept> kept = kept(sql, passage.record());
    forget(sql, passage);
    if (sent.isEmpty() || kept.isEmpty()) {
      return;
    }
    boolean newest = kept.get().delivery().equals(sent.get());
    switch (one.verdict()) {
      case Verdict.Accepted _ -> accepted(sql, passage.record(), kept.get(), newest);
      case Verdict.Rejected rejected when newest ->
          rejected(sql, passage.record(), kept.get(), rejected);
      case Verdict.Rejected _ -> {}
    }
  }

  private static void accepted(Connection sql, RecordKey record, Kept kept, boolean newest)
      throws SQLException {
    if (newest && !kept.delivery().isEmpty() && !kept.settled().equals("accepted")) {
      Effect effect = kept.gone() ? Effect.DELETED : kept.there() ? Effect.UPDATED : Effect.CREATED;
      LateReceipts.add(sql, record, kept, Optional.of(effect), Optional.empty());
    }
    if (newest && kept.gone()) {
      run(sql, "delete from record where entity = ? and key = ?", record.entity(), record.key());
    } else {
      String settled = newest ? "accepted" : kept.settled();
      run(
          sql,
          "update record set there = 1, settled = ? where entity = ? and key = ?",
          settled,
          record.entity(),
          record.key());
    }
  }

  private static void rejected(
      Connection sql, RecordKey record, Kept kept, Verdict.Rejected rejected) throws SQLException {
    String settled = "rejected " + rejected.code() + " " + rejected.status().orElse("");
    if (kept.delivery().isEmpty() || kept.settled().equals(settled)) {
      return;
    }
    LateReceipts.add(sql, record, kept, Optional.empty(), Optional.of(rejected));
    run(
        sql,
        "update record set settled = ? where entity = ? and key = ?",
        settled,
        record.entity(),
        record.key());
  }

  private static Optional<String> sent(Connection sql, Passage passage) throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select delivery from passage where parcel = ? and entity = ? and key = ?")) {
      ask.setLong(1, passage.parcel());
      ask.setString(2, passage.record().entity());
      ask.setString(3, passage.record().key());
      ResultSet found = ask.executeQuery();
      return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
    }
  }

  private static Optional<Kept> kept(Connection sql, RecordKey record) throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select delivery, version, gone, there, settled from record"
                + " where entity = ? and key = ?")) {
      ask.setString(1, record.entity());
      ask.setString(2, record.key());
      ResultSet found = ask.executeQuery();
      return found.next()
          ? Optional.of(
              new Kept(
                  found.getString(1),
                  found.getLong(2),
                  found.getBoolean(3),
                  found.getBoolean(4),
                  found.getString(5)))
          : Optional.empty();
    }
  }

  private static void forget(Connection sql, Passage passage) throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement("delete from passage where parcel = ? and entity = ? and key = ?")) {
      write.setLong(1, passage.parcel());
      write.setString(2, passage.record().entity());
      write.setString(3, passage.record().key());
      write.executeUpdate();
    }
  }

  private static void run(Connection sql, String statement, String... texts) throws SQLException {
    try (PreparedStatement write = sql.prepareStatement(statement)) {
      for (int i = 0; i < texts.length; i++) {
        write.setString(i + 1, texts[i]);
      }
      write.executeUpdate();
    }
  }
}
