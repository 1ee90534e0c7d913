package homeroom.api;

import java.util.Map;

/**
 * A record as a consumer holds it.
 *
 * @param remoteId the consumer's own id
 * @param fields by the payload's names, in the payload's types as far as the consumer keeps them; a
 *     field that the consumer holds as empty is {@link Value#NULL}
 */
public record RemoteRecord(String remoteId, Map<String, Value> fields) {
  public RemoteRecord {
    fields = Map.copyOf(fields);
  }
}
