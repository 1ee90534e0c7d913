package homeroom.api;

import java.util.Map;

/**
 * A record as a consumer holds it.
 *
 * @param remoteId the consumer's own id
 * @param fields by the payload's names, in the payload's types as far as the consumer keeps them; a
 *     field that the consumer holds as empty is {@link Value#NULL}
 */
public record RemoteRecord(String remoteId, Map<String, Value> fields, Activity activity) {

  /** Whether it is in use over there. */
  public enum Activity {
    ACTIVE,
    /** It was put to sleep, as by a deletion: suspended, concluded, closed, marked as deleted. */
    INACTIVE,
    /** The same, and one of the fields that were asked for says so by itself. */
    INACTIVE_AS_SHOWN
  }

  public RemoteRecord {
    fields = Map.copyOf(fields);
  }

  /** One that is in use. */
  public RemoteRecord(String remoteId, Map<String, Value> fields) {
    this(remoteId, fields, Activity.ACTIVE);
  }

  /** The same, which is not in use. */
  public RemoteRecord asleep() {
    return new RemoteRecord(remoteId, fields, Activity.INACTIVE);
  }

  /** The same, which is not in use, as a field of it says. */
  public RemoteRecord asleepAsShown() {
    return new RemoteRecord(remoteId, fields, Activity.INACTIVE_AS_SHOWN);
  }

  public boolean isActive() {
    return activity == Activity.ACTIVE;
  }

  /** Values stay out of logs. */
  @Override
  public String toString() {
    return "RemoteRecord[" + activity + "]";
  }
}
