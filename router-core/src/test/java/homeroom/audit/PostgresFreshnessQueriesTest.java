package homeroom.audit;

final class PostgresFreshnessQueriesTest extends FreshnessQueriesTest {

  PostgresFreshnessQueriesTest() {
    super(new TestDatabase.Postgres());
  }
}
