package homeroom.api;

/** How a delivery ended. */
public record Receipt(String deliveryId, Outcome outcome) {}
