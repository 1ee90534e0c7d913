package homeroom.adapters.scim;

import homeroom.testkit.HttpConsumerContract;
import homeroom.testkit.HttpSystem;
import org.junit.jupiter.api.Nested;

class ScimContractTest {

  @Nested
  class ByPatch implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.patching();
    }
  }

  @Nested
  class ByPut implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.putting();
    }
  }

  @Nested
  class WithSmallPagesAndBareAnswers implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.terse();
    }
  }
}
