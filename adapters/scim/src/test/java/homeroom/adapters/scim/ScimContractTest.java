package homeroom.adapters.scim;

import homeroom.testkit.ConsumerContract;
import homeroom.testkit.OutsideSystem;
import org.junit.jupiter.api.Nested;

class ScimContractTest {

  @Nested
  class ByPatch implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return Provider.patching();
    }
  }

  @Nested
  class ByPut implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return Provider.putting();
    }
  }

  @Nested
  class WithSmallPagesAndBareAnswers implements ConsumerContract {
    @Override
    public OutsideSystem open() {
      return Provider.terse();
    }
  }
}
