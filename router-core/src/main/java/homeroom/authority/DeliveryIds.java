package homeroom.authority;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ids of deliveries. An id holds the version that it brings, so that a delivery that comes back
 * in a system's change feed can be told even when nothing else is remembered of it.
 */
public final class DeliveryIds {

  private DeliveryIds() {}

  /**
   * What the deliveries have in common that bring a version of a record because of a cause. The
   * cause counts: a correction sends a version that was settled once before.
   */
  public static final class Cause {
    private final String record;
    private final long version;
    private final String cause;
    private Digests.@Nullable Name common;

    public Cause(String record, long version, String cause) {
      this.record = record;
      this.version = version;
      this.cause = cause;
    }

    /** The id of the one to a system. */
    public String to(String system) {
      if (common == null) {
        common = Digests.of(record, Long.toString(version), cause);
      }
      return common.with(system) + "." + Long.toString(version, Character.MAX_RADIX);
    }
  }

  /** The version that a delivery brings; empty if the text is not an id of ours. */
  public static Optional<Long> version(String deliveryId) {
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
