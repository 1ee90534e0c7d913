package homeroom.api;

/**
 * What became of a delivery after it was handed over.
 *
 * @param deliveryId of the delivery
 * @param record that it was about
 * @param version of the golden record that it brought
 * @param outcome {@code Applied} or {@code Failed}
 */
public record LateReceipt(String deliveryId, RecordKey record, long version, Outcome outcome) {}
