package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * How much a provider takes in one bulk request (RFC 7643 section 5).
 *
 * @param operations at most, at least two
 * @param bytes of a request's body, at most
 */
record BulkLimits(int operations, long bytes) {

  /** What a request has around its operations, generously. */
  static final int FRAME = 200;

  /** What the provider declares; empty if it takes no bulk requests. */
  static Optional<BulkLimits> of(JsonNode providerConfig) {
    JsonNode bulk = providerConfig.path("bulk");
    int operations = bulk.path("maxOperations").asInt(0);
    long bytes = bulk.path("maxPayloadSize").asLong(0);
    return bulk.path("supported").asBoolean(false) && operations > 1 && bytes > FRAME
        ? Optional.of(new BulkLimits(operations, bytes))
        : Optional.empty();
  }

  /**
   * Parts that fit a request each, in the same order. One that is too large by itself is alone.
   *
   * @param size in bytes
   */
  <T> List<List<T>> parts(List<T> all, ToIntFunction<T> size) {
    List<List<T>> parts = new ArrayList<>();
    List<T> part = new ArrayList<>();
    long used = FRAME;
    for (T each : all) {
      int more = size.applyAsInt(each) + 1;
      if (!part.isEmpty() && (part.size() == operations || used + more > bytes)) {
        parts.add(part);
        part = new ArrayList<>();
        used = FRAME;
      }
      part.add(each);
      used += more;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }
}
