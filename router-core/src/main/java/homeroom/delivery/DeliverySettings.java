package homeroom.delivery;

/**
 * How one consumer is delivered to.
 *
 * @param system the consumer
 * @param bootstrapServers the cluster
 * @param instance the name of this hub among those that share the work; the same after a restart
 * @param concurrency how many calls go out at once
 */
public record DeliverySettings(
    String system, String bootstrapServers, String instance, int concurrency) {}
