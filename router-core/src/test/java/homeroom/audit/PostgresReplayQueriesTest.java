package homeroom.audit;

final class PostgresReplayQueriesTest extends ReplayQueriesTest {

  PostgresReplayQueriesTest() {
    super(new TestDatabase.Postgres());
  }
}
