package homeroom.audit;

final class SqliteStoreTest extends StoreTest {

  SqliteStoreTest() {
    super(new TestDatabase.Sqlite());
  }
}
