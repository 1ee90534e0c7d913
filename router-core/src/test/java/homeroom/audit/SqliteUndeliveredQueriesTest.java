package homeroom.audit;

final class SqliteUndeliveredQueriesTest extends UndeliveredQueriesTest {

  SqliteUndeliveredQueriesTest() {
    super(new TestDatabase.Sqlite());
  }
}
