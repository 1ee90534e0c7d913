package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.LateReceipt;
import homeroom.api.RecordKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a system was told and is to find in its next files: of each record the newest delivery.
 *
 * <p>A delivery that comes twice is kept once. A record that is gone stays until the system knows.
 * Thread-safe.
 */
public final class Outbox implements AutoCloseable {

  private static final String LAST = "last-hand-over";
  private static final String BEGUN = "begun";
  private static final String AWAITS = "awaits";

  private final OutboxDatabase database;
  private final Parcels parcels;
  private final Verdicts verdicts;
  private final LateReceipts late;

  /**
   * @param folder its own; made when it is first used
   */
  public Outbox(Path folder) {
    database = new OutboxDatabase(folder);
    parcels = new Parcels(database, folder);
    verdicts = new Verdicts(database);
    late = new LateReceipts(database);
  }

  /** The files that are made of it. */
  public Parcels parcels() {
    return parcels;
  }

  /** What became of their rows. */
  public Verdicts verdicts() {
    return verdicts;
  }

  /** Keeps what a system is told, all of it or nothing; it outlasts a loss of power then. */
  public void keep(List<Told> told) throws AdapterFailure {
    database.in(
        sql -> {
          long next = newest(sql) + 1;
          for (Told one : told) {
            Optional<Map<String, String>> before = cells(sql, one);
            boolean nothingToEnd = one.deliveryId().isEmpty() && before.isEmpty();
            if (!nothingToEnd && !isKnown(sql, one)) {
              keep(sql, one, one.gone() ? both(before, one.cells()) : one.cells(), next++);
            }
          }
          return next;
        });
  }

  /**
   * How many records it holds, with those of which a system does not know yet that they are gone.
   */
  public long records() throws AdapterFailure {
    return database.in(sql -> number(sql, "select count(*) from record where delivery <> ''"));
  }

  /** Whether it holds a record, or that one is gone of which the system does not know yet. */
  public boolean isKept(RecordKey record) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement("select 1 from record where entity = ? and key = ?")) {
            ask.setString(1, record.entity());
            ask.setString(2, record.key());
            return ask.executeQuery().next();
          }
        });
  }

  /** Whether it is known how many records it had to hold when it began. */
  public boolean isBegun() throws AdapterFailure {
    return database.in(sql -> mark(sql, BEGUN).isPresent());
  }

  /** It is in use from now on; of one that begins in another's place all records are awaited. */
  public void begin(long awaits) throws AdapterFailure {
    database.in(
        sql -> {
          if (mark(sql, BEGUN).isEmpty()) {
            mark(sql, BEGUN, 1);
            mark(sql, AWAITS, awaits);
          }
          return awaits;
        });
  }

  /** How many records it must hold before files are made of it; none once it held them. */
  public long awaits() throws AdapterFailure {
    return database.in(sql -> mark(sql, AWAITS).orElse(0L));
  }

  /** It holds what it had to hold. */
  public void complete() throws AdapterFailure {
    database.in(sql -> mark(sql, AWAITS, 0));
  }

  /**
   * Targets that are written no more, though records are kept under them of an entity that is told
   * under another name.
   */
  public List<String> former(Set<String> targets) throws AdapterFailure {
    return database.in(
        sql -> {
          String marks = "(" + String.join(", ", targets.stream().map(_ -> "?").toList()) + ")";
          try (PreparedStatement ask =
              sql.prepareStatement(
                  "select distinct target from record where gone = 0 and delivery <> ''"
                      + " and target not in "
                      + marks
                      + " and entity in (select entity from header where target in "
                      + marks
                      + ") order by target")) {
            int at = 1;
            for (int turn = 0; turn < 2; turn++) {
              for (String target : targets) {
                ask.setString(at++, target);
              }
            }
            ResultSet found = ask.executeQuery();
            List<String> former = new ArrayList<>();
            while (found.next()) {
              former.add(found.getString(1));
            }
            return former;
          }
        });
  }

  /** When files were last put in place, or found not to be needed. */
  public Optional<Instant> lastHandOver() throws AdapterFailure {
    return database.in(sql -> mark(sql, LAST).map(Instant::ofEpochMilli));
  }

  /** Files were put in place. */
  public void handedOver(Instant at) throws AdapterFailure {
    database.in(sql -> mark(sql, LAST, at.toEpochMilli()));
  }

  private static Optional<Long> mark(Connection sql, String name) throws SQLException {
    try (PreparedStatement ask = sql.prepareStatement("select value from mark where name = ?")) {
      ask.setString(1, name);
      ResultSet found = ask.executeQuery();
      return found.next() ? Optional.of(found.getLong(1)) : Optional.empty();
    }
  }

  private static int mark(Connection sql, String name, long value) throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement("insert or replace into mark (name, value) values (?, ?)")) {
      write.setString(1, name);
      write.setLong(2, value);
      return write.executeUpdate();
    }
  }

  /** What became of deliveries and was not noted yet, the oldest first. */
  public List<LateReceipt> receipts(int most) throws AdapterFailure {
    return late.oldest(most);
  }

  /** The hub has these. */
  public void noted(List<LateReceipt> receipts) throws AdapterFailure {
    late.noted(receipts);
  }

  private static boolean isKnown(Connection sql, Told told) throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select 1 from record where entity = ? and key = ? and delivery = ? and gone = ?")) {
      ask.setString(1, told.record().entity());
      ask.setString(2, told.record().key());
      ask.setString(3, told.deliveryId());
      ask.setBoolean(4, told.gone());
      return ask.executeQuery().next();
    }
  }

  /** A row that ends a record shows what was last known of it. */
  private static Map<String, String> both(
      Optional<Map<String, String>> before, Map<String, String> cells) {
    Map<String, String> both = new LinkedHashMap<>(before.orElse(Map.of()));
    both.putAll(cells);
    return both;
  }

  private static Optional<Map<String, String>> cells(Connection sql, Told told)
      throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement("select cells from record where entity = ? and key = ?")) {
      ask.setString(1, told.record().entity());
      ask.setString(2, told.record().key());
      ResultSet found = ask.executeQuery();
      return found.next() ? Optional.of(CellText.cells(found.getString(1))) : Optional.empty();
    }
  }

  private static void keep(Connection sql, Told told, Map<String, String> cells, long number)
      throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement(
            """
            insert into record (entity, key, target, delivery, version, gone, cells, told)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (entity, key) do update set
              target = excluded.target, delivery = excluded.delivery, version = excluded.version,
              gone = excluded.gone, cells = excluded.cells, told = excluded.told, settled = ''
            """)) {
      write.setString(1, told.record().entity());
      write.setString(2, told.record().key());
      write.setString(3, told.target());
      write.setString(4, told.deliveryId());
      write.setLong(5, told.version());
      write.setBoolean(6, told.gone());
      write.setString(7, CellText.of(cells));
      write.setLong(8, number);
      write.executeUpdate();
    }
    if (!told.gone()) {
      header(sql, told);
    }
  }

  private static void header(Connection sql, Told told) throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement(
            "insert or replace into header (target, entity, columns) values (?, ?, ?)")) {
      write.setString(1, told.target());
      write.setString(2, told.record().entity());
      write.setString(3, CellText.of(List.copyOf(told.cells().keySet())));
      write.executeUpdate();
    }
  }

  /** Numbers go on when what had the newest is gone, as files were made up to them. */
  private static long newest(Connection sql) throws SQLException {
    return Math.max(
        number(sql, "select coalesce(max(told), 0) from record"),
        number(sql, "select coalesce(max(upto), 0) from parcel"));
  }

  static long number(Connection sql, String question) throws SQLException {
    try (PreparedStatement ask = sql.prepareStatement(question)) {
      ResultSet answer = ask.executeQuery();
      answer.next();
      return answer.getLong(1);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
