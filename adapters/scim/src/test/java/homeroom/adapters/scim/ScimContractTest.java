package homeroom.adapters.scim;

import homeroom.testkit.ConsumerContract;
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

  @Nested
  class InBulk implements HttpConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.inBulk("patch");
    }
  }

  @Nested
  class InBulkByPut implements ConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.inBulk("put");
    }
  }

  @Nested
  class InSmallBulk implements ConsumerContract {
    @Override
    public HttpSystem open() {
      return Provider.inSmallBulk();
    }
  }
}
