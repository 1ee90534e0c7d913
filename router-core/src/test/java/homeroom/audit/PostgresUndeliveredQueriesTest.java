package homeroom.audit;

final class PostgresUndeliveredQueriesTest extends UndeliveredQueriesTest {

  PostgresUndeliveredQueriesTest() {
    super(new TestDatabase.Postgres());
  }
}
