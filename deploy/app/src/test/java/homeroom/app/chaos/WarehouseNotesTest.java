package homeroom.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseNotesTest {

  @TempDir Path folder;

  private Path database;
  private WarehouseNotes notes;

  @BeforeEach
  void begin() throws IOException, SQLException {
    database = folder.resolve("warehouse.db");
    execute("create table students (sourced_id text primary key, family_name text)");
    execute("create table orgs (sourced_id text primary key)");
    execute("insert into orgs values ('o1')");
    notes = new WarehouseNotes(database);
    notes.begin();
  }

  @Test
  void shouldListWhatWasWrittenInItsOrder() throws IOException, SQLException {
    execute("insert into students values ('1', 'a')");
    execute("update students set family_name = 'b'");

    assertThat(notes.all())
        .containsExactly(new Written("warehouse", "student/1", "family_name", List.of("a", "b")));
  }

  @Test
  void shouldBeginAnewWhenAllWasLost() throws IOException, SQLException {
    execute("insert into students values ('1', 'a')");
    notes.empty();
    execute("insert into students values ('1', 'b')");

    assertThat(notes.all())
        .containsExactly(
            new Written("warehouse", "student/1", "family_name", List.of("a")),
            new Written("warehouse", "student/1", "family_name", List.of("b")));
  }

  @Test
  void shouldKeepNoRowOfAnyTableWhenItIsEmptied() throws IOException, SQLException {
    execute("insert into students values ('1', 'a')");
    notes.empty();

    assertThat(count("students") + count("orgs")).isZero();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      return rows.getInt(1);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }
}
