package homeroom.adapters.canvas;

import homeroom.api.Value;
import homeroom.testkit.HttpConsumerContract;
import homeroom.testkit.HttpSystem;
import java.util.Map;

class CanvasContractTest implements HttpConsumerContract {

  @Override
  public HttpSystem open() {
    return new CanvasUsers();
  }

  /** Users are what has most to it: names, a login and an address are three things in Canvas. */
  private static final class CanvasUsers implements CanvasThings {

    private final Lms lms = new Lms();

    @Override
    public Lms lms() {
      return lms;
    }

    @Override
    public String target() {
      return "users";
    }

    @Override
    public Map<String, Value> payload(int number) {
      return Lms.payload(
          "pseudonym.sis_user_id", "user-" + number,
          "pseudonym.unique_id", "login-" + number,
          "pseudonym.integration_id", "student:" + number,
          "user.name", "Given Family-" + number,
          "user.short_name", "Given-" + number,
          "user.sortable_name", "Family-" + number + ", Given",
          "communication_channel.address", "user-" + number + "@cedar.example");
    }

    /** It would cost every update a second request; the hub sends what differs only. */
    @Override
    public boolean isReadBeforeUpdates() {
      return false;
    }

    @Override
    public String keyField() {
      return "pseudonym.sis_user_id";
    }

    @Override
    public String changeable() {
      return "user.short_name";
    }

    @Override
    public String alsoChangeable() {
      return "user.sortable_name";
    }

    @Override
    public String clearable() {
      return "communication_channel.address";
    }

    @Override
    public Map<String, Value> refused(int number) {
      return Lms.with(payload(number), "pseudonym.unique_id", Value.NULL);
    }

    @Override
    public int count() {
      return (int) lms.simulator.stats().users() - Lms.PEOPLE;
    }
  }
}
