package homeroom.audit;

final class SqliteReplayQueriesTest extends ReplayQueriesTest {

  SqliteReplayQueriesTest() {
    super(new TestDatabase.Sqlite());
  }
}
