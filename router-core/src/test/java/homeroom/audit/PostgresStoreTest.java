package homeroom.audit;

final class PostgresStoreTest extends StoreTest {

  PostgresStoreTest() {
    super(new TestDatabase.Postgres());
  }
}
