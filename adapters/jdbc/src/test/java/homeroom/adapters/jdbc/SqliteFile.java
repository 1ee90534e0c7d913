package homeroom.adapters.jdbc;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.api.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A warehouse in a file of its own, with the adapter in front of it. */
final class SqliteFile implements StudentTable {

  private final Path folder;
  private final Connection other;
  private final ConsumerAdapter adapter;
  private final boolean constrained;
  private final Faults faults = new Faults();

  private SqliteFile(Map<String, Object> options, List<String> statements, boolean constrained) {
    this.constrained = constrained;
    try {
      folder = Files.createTempDirectory("warehouse");
      other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("x.db"));
      execute("PRAGMA journal_mode=WAL");
      statements.forEach(this::execute);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    adapter = adapter(options);
  }

  static SqliteFile creating() {
    return new SqliteFile(Map.of(), List.of(), false);
  }

  static SqliteFile removing() {
    return new SqliteFile(Map.of("deletes", "remove"), List.of(), false);
  }

  static SqliteFile inBatchesOf(long size) {
    return new SqliteFile(Map.of("batch", size), List.of(), false);
  }

  /** The table is there, with a constraint that the adapter knows nothing of. */
  static SqliteFile existing() {
    return existing(
        """
        CREATE TABLE student (
          student_id varchar(40) NOT NULL PRIMARY KEY, given_name text CHECK (given_name <> ''),
          family_name text, nickname text, grade_level smallint, in_school boolean,
          credits decimal(8,2), born date, seen timestamptz, languages jsonb,
          homeroom_deleted_at timestamptz)
        """);
  }

  static SqliteFile existing(String... statements) {
    return new SqliteFile(Map.of("tables", "exist"), List.of(statements), true);
  }

  private ConsumerAdapter adapter(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>();
    all.put("url", "jdbc:sqlite:" + folder.resolve("x.db") + "?busy_timeout=100");
    all.put("tables", "create");
    all.put("batch", 5L);
    all.put("deletes", "mark");
    all.putAll(options);
    return adapter(new Settings(all), faults);
  }

  static ConsumerAdapter adapter(Settings settings) {
    return adapter(settings, new Faults());
  }

  private static ConsumerAdapter adapter(Settings settings, Faults faults) {
    RawStore none =
        (name, bytes) -> {
          throw new IOException("a consumer keeps nothing");
        };
    AdapterContext context =
        new AdapterContext("warehouse", InstantSource.fixed(Students.NOW), none, Set.of("student"));
    return new JdbcAdapterFactory(faults::on).consumer(settings, context);
  }

  Faults faults() {
    return faults;
  }

  /** Another adapter on the same file, for which the table {@code student_history} is one. */
  ConsumerAdapter historian(boolean creates) {
    Map<String, Object> all = new HashMap<>();
    all.put("url", "jdbc:sqlite:" + folder.resolve("x.db"));
    all.put("tables", creates ? "create" : "exist");
    all.put("batch", 5L);
    all.put("deletes", "mark");
    RawStore none =
        (name, bytes) -> {
          throw new IOException("a consumer keeps nothing");
        };
    Set<String> histories = Set.of("student_history");
    return new JdbcAdapterFactory()
        .consumer(
            new Settings(all),
            new AdapterContext(
                "history", InstantSource.fixed(Students.NOW), none, histories, histories));
  }

  /** Does something past the adapter. */
  void execute(String sql) {
    try (Statement statement = other.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row, read past the adapter; null if it is null. */
  String query(String sql) {
    try (Statement statement = other.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "no row";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ConsumerAdapter adapter() {
    return adapter;
  }

  @Override
  public String target() {
    return "student";
  }

  @Override
  public Map<String, Value> refused(int number) {
    Map<String, Value> payload = payload(number);
    payload.put(
        constrained ? "given_name" : "student_id", constrained ? Value.text("") : Value.NULL);
    return payload;
  }

  @Override
  public int count() {
    boolean there = query("SELECT count(*) FROM sqlite_master WHERE name = 'student'").equals("1");
    return there ? Integer.parseInt(query("SELECT count(*) FROM student")) : 0;
  }

  /** Somebody else writes and does not come to an end. */
  @Override
  public void goDown() {
    execute("BEGIN IMMEDIATE");
  }

  /** What is committed stays so, and the connection breaks before that is said. */
  @Override
  public boolean loseAnswers() {
    faults.breakAfterCommit();
    return true;
  }

  @Override
  public void comeBack() {
    if (!faults.mended()) {
      execute("ROLLBACK");
    }
  }

  @Override
  public void close() {
    adapter.close();
    try (Stream<Path> files = Files.walk(folder)) {
      other.close();
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
