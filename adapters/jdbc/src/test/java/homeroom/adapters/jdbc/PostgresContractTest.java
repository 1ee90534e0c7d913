package homeroom.adapters.jdbc;

import homeroom.testkit.ConsumerContract;
import homeroom.testkit.OutsideSystem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

class PostgresContractTest implements ConsumerContract {

  @BeforeAll
  static void needAServer() {
    Assumptions.assumeTrue(
        PostgresSchema.available(), "skipped: HOMEROOM_TEST_POSTGRES names no PostgreSQL");
  }

  @Override
  public OutsideSystem open() {
    return new PostgresSchema();
  }
}
