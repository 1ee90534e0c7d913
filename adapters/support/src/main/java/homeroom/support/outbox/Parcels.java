package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files that are made of an outbox. A file's bytes are kept from before it is noted until it is
 * in place, so that one that was cut short is put there with the same bytes. Thread-safe.
 */
public final class Parcels {

  private static final String BYTES = "parcel-";

  private final OutboxDatabase database;
  private final Path folder;

  Parcels(OutboxDatabase database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  /**
   * What is to be made.
   *
   * @param form which of the system's files
   * @param targets whose records stand in it
   * @param delta whether only what changed since the last one stands in it
   */
  public record Order(String form, List<String> targets, boolean delta) {
    public Order {
      targets = List.copyOf(targets);
    }
  }

  /** Writes a file's bytes. */
  public interface Writing {
    void write(Contents contents, OutputStream to) throws IOException;
  }

  /**
   * What a file would hold.
   *
   * @param rows how many
   * @param fewer how many records fewer a system would have after it
   * @param before how many it has
   */
  public record Size(long rows, long fewer, long before) {}

  /** How large the file would be that is to be made. */
  public Size size(Order order) throws AdapterFailure {
    return database.in(
        sql -> {
          long since = order.delta() ? upTo(sql, order.form()) : 0;
          String of = " from record where told > " + since + " and target in " + marks(order);
          long gone = count(sql, "select count(*)" + of + " and gone = 1", order);
          long there = count(sql, "select count(*)" + of + " and gone = 0", order);
          String all = "select count(*) from record where gone = 0 and target in ";
          long last = rowsOfLast(sql, order.form());
          return order.delta()
              ? new Size(there + gone, gone, gone + count(sql, all + marks(order), order))
              : new Size(there, Math.max(0, last - there), last);
        });
  }

  /**
   * Makes a file. One that holds everything stands for those of its form that are not in place.
   *
   * @param name under which it will be put in place
   */
  public Parcel make(Order order, String name, Instant now, Writing writing) throws AdapterFailure {
    List<Parcel> replaced = order.delta() ? List.of() : unplaced(order.form());
    Parcel made =
        database.in(
            sql -> {
              long since = order.delta() ? upTo(sql, order.form()) : 0;
              long upTo = Outbox.number(sql, "select coalesce(max(told), 0) from record");
              long id = insert(sql, order, name, now, Math.max(since, upTo));
              Contents contents = contents(sql, order, since, now);
              bytes(id, to -> writing.write(contents, to));
              long rows = note(sql, id, order, since);
              for (Parcel former : replaced) {
                run(sql, "delete from passage where parcel = ?", former.id());
                run(sql, "delete from parcel where id = ?", former.id());
              }
              return new Parcel(id, order.form(), name, rows);
            });
    replaced.forEach(this::forgetBytes);
    return made;
  }

  private List<Parcel> unplaced(String form) throws AdapterFailure {
    return unplaced().stream().filter(parcel -> parcel.form().equals(form)).toList();
  }

  /** Those that are made and not in place, the oldest first. */
  public List<Parcel> unplaced() throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement(
                  "select id, form, name, rows from parcel where placed is null order by id")) {
            return parcels(ask.executeQuery());
          }
        });
  }

  /** Where the bytes of one that is not in place yet are. */
  public Path bytes(Parcel parcel) {
    return folder.resolve(BYTES + parcel.id());
  }

  /** A file is in place; it stands for those that had its name before. */
  public void placed(Parcel parcel, Instant at) throws AdapterFailure {
    database.in(
        sql -> {
          run(sql, "update parcel set placed = ? where id = ?", at.toEpochMilli(), parcel.id());
          try (PreparedStatement replaced =
              sql.prepareStatement(
                  "delete from passage where parcel in"
                      + " (select id from parcel where name = ? and id < ?)")) {
            replaced.setString(1, parcel.name());
            replaced.setLong(2, parcel.id());
            return replaced.executeUpdate();
          }
        });
    forgetBytes(parcel);
  }

  private void forgetBytes(Parcel parcel) {
    try {
      Files.deleteIfExists(bytes(parcel));
    } catch (IOException later) {
      // Only room is lost until the hub starts again: the next parcel has another number.
    }
  }

  /** Removes bytes that no file needs any more that is to be put in place. */
  public void sweep() throws AdapterFailure {
    Set<Path> needed = unplaced().stream().map(this::bytes).collect(Collectors.toSet());
    database.in(
        _ -> {
          try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, BYTES + "*")) {
            for (Path file : all) {
              if (!needed.contains(file)) {
                Files.deleteIfExists(file);
              }
            }
          }
          return needed.size();
        });
  }

  /** Those that were put in place since a time. */
  public List<Parcel> placedSince(Instant time) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement(
                  "select id, form, name, rows from parcel where placed >= ? order by id desc")) {
            ask.setLong(1, time.toEpochMilli());
            return parcels(ask.executeQuery());
          }
        });
  }

  /** Whether one of this name was made. */
  public boolean isTaken(String name) throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement("select 1 from parcel where name = ? limit 1")) {
            ask.setString(1, name);
            return ask.executeQuery().next();
          }
        });
  }

  /** Those that are in place and of which a row is not answered for, the newest first. */
  public List<Parcel> awaited() throws AdapterFailure {
    return database.in(
        sql -> {
          try (PreparedStatement ask =
              sql.prepareStatement(
                  """
                  select id, form, name, rows from parcel where placed is not null
                    and id in (select parcel from passage) order by id desc
                  """)) {
            return parcels(ask.executeQuery());
          }
        });
  }

  private static Contents contents(Connection sql, Order order, long since, Instant now)
      throws SQLException {
    Map<String, List<String>> columns = new TreeMap<>();
    for (String target : order.targets()) {
      columns.put(target, columns(sql, target));
    }
    return new Contents(
        order.delta(), now, columns, (target, to) -> rows(sql, order, target, since, to));
  }

  private static void rows(
      Connection sql, Order order, String target, long since, Contents.RowSink to)
      throws IOException {
    String which = order.delta() ? "told > " + since : "gone = 0";
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select entity, gone, cells from record where target = ? and "
                + which
                + " order by entity, key")) {
      ask.setString(1, target);
      ResultSet found = ask.executeQuery();
      while (found.next()) {
        to.take(
            new Row(
                target,
                found.getString(1),
                found.getBoolean(2),
                CellText.cells(found.getString(3))));
      }
    } catch (SQLException failed) {
      throw new IOException("reading the outbox", failed);
    }
  }

  private static List<String> columns(Connection sql, String target) throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement("select columns from header where target = ? order by entity")) {
      ask.setString(1, target);
      ResultSet found = ask.executeQuery();
      Set<String> columns = new LinkedHashSet<>();
      while (found.next()) {
        columns.addAll(CellText.columns(found.getString(1)));
      }
      return List.copyOf(columns);
    }
  }

  private interface Bytes {
    void to(OutputStream to) throws IOException;
  }

  private void bytes(long id, Bytes bytes) throws IOException {
    Path file = folder.resolve(BYTES + id);
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream to = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      bytes.to(to);
      to.flush();
      channel.force(true);
    }
    try (FileChannel entry = FileChannel.open(folder, StandardOpenOption.READ)) {
      entry.force(true);
    }
  }

  private static long insert(Connection sql, Order order, String name, Instant now, long upTo)
      throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement(
            "insert into parcel (form, name, made, upto, rows) values (?, ?, ?, ?, 0)")) {
      write.setString(1, order.form());
      write.setString(2, name);
      write.setLong(3, now.toEpochMilli());
      write.setLong(4, upTo);
      write.executeUpdate();
    }
    return Outbox.number(sql, "select last_insert_rowid()");
  }

  /**
   * Notes of which deliveries it is to be learned what became of them: those that the system is not
   * known to have. What a full file leaves out is part of what it says.
   */
  private static long note(Connection sql, long id, Order order, long since) throws SQLException {
    try (PreparedStatement write =
        sql.prepareStatement(
            "insert into passage (parcel, entity, key, delivery)"
                + " select ?, entity, key, delivery from record"
                + " where settled <> 'accepted' and told > ? and target in "
                + marks(order))) {
      write.setLong(1, id);
      write.setLong(2, since);
      bind(write, 3, order.targets());
      write.executeUpdate();
    }
    String which = order.delta() ? "told > " + since : "gone = 0";
    long rows =
        count(
            sql,
            "select count(*) from record where " + which + " and target in " + marks(order),
            order);
    run(sql, "update parcel set rows = ? where id = ?", rows, id);
    return rows;
  }

  private static long upTo(Connection sql, String form) throws SQLException {
    return ofLast(sql, "upto", form);
  }

  private static long rowsOfLast(Connection sql, String form) throws SQLException {
    return ofLast(sql, "rows", form);
  }

  private static long ofLast(Connection sql, String what, String form) throws SQLException {
    try (PreparedStatement ask =
        sql.prepareStatement(
            "select " + what + " from parcel where form = ? order by id desc limit 1")) {
      ask.setString(1, form);
      ResultSet found = ask.executeQuery();
      return found.next() ? found.getLong(1) : 0;
    }
  }

  private static List<Parcel> parcels(ResultSet found) throws SQLException {
    List<Parcel> parcels = new ArrayList<>();
    while (found.next()) {
      parcels.add(
          new Parcel(found.getLong(1), found.getString(2), found.getString(3), found.getLong(4)));
    }
    return parcels;
  }

  private static long count(Connection sql, String question, Order order) throws SQLException {
    try (PreparedStatement ask = sql.prepareStatement(question)) {
      bind(ask, 1, order.targets());
      ResultSet answer = ask.executeQuery();
      answer.next();
      return answer.getLong(1);
    }
  }

  private static String marks(Order order) {
    return "(" + String.join(", ", order.targets().stream().map(_ -> "?").toList()) + ")";
  }

  private static void bind(PreparedStatement to, int from, List<String> texts) throws SQLException {
    for (int i = 0; i < texts.size(); i++) {
      to.setString(from + i, texts.get(i));
    }
  }

  private static void run(Connection sql, String statement, long... numbers) throws SQLException {
    try (PreparedStatement write = sql.prepareStatement(statement)) {
      for (int i = 0; i < numbers.length; i++) {
        write.setLong(i + 1, numbers[i]);
      }
      write.executeUpdate();
    }
  }
}
