package homeroom.adapters.jdbc;

import homeroom.testkit.ConsumerContract;
import homeroom.testkit.OutsideSystem;
import org.junit.jupiter.api.Nested;

class JdbcContractTest {

  @Nested
  class CreatingTables implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return SqliteFile.creating();
    }
  }

  @Nested
  class WithTablesThatExist implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return SqliteFile.existing();
    }
  }

  @Nested
  class RemovingWhatIsDeleted implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return SqliteFile.removing();
    }
  }
}
