package homeroom.audit;

final class SqliteStoreTest extends StoreTest {
  @Override
  StoreLocation location() {
    return new StoreLocation.SqliteFile(data.resolve("store/homeroom.db"));
  }
}
