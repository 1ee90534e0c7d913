package homeroom.audit;

final class SqliteFreshnessQueriesTest extends FreshnessQueriesTest {

  SqliteFreshnessQueriesTest() {
    super(new TestDatabase.Sqlite());
  }
}
