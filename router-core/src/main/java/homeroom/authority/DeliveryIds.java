package homeroom.authority;

import java.util.Optional;

/**
 * The ids of deliveries. An id holds the version that it brings, so that a delivery that comes back
 * in a system's change feed can be told even when nothing else is remembered of it.
 */
public final class DeliveryIds {

  private DeliveryIds() {}

  /**
   * The id of the delivery that brings a version to a system, because of a cause. The cause counts:
   * a correction sends a version that was settled once before.
   */
  public static String of(String system, String record, long version, String cause) {
    return Digests.name(system, record, Long.toString(version), cause)
        + "."
        + Long.toString(version, Character.MAX_RADIX);
  }

  /** The version that a delivery brings; empty if the text is not an id of ours. */
  static Optional<Long> version(String deliveryId) {
    int dot = deliveryId.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(deliveryId.substring(dot + 1), Character.MAX_RADIX));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }
}
