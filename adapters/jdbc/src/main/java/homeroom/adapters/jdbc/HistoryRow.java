package homeroom.adapters.jdbc;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Effect;
import homeroom.api.Receipt;
import homeroom.api.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A version of a record as a row of its own, which is written once and never changed.
 *
 * <p>The row's key is made of the record's, the version, and what it says. So the same version that
 * comes again, as the same delivery or as another one, is there already. What a version says under
 * another mapping is another row.
 */
final class HistoryRow {

  /** The row's key. */
  static final String ENTRY = "homeroom_entry";

  static final String RECORD = "homeroom_record";
  static final String VERSION = "homeroom_version";
  static final String OPERATION = "homeroom_operation";
  static final String VALID_FROM = "homeroom_valid_from";
  static final String DELIVERY = "homeroom_delivery";

  private HistoryRow() {}

  /**
   * The delivery that puts the row there, and changes nothing if it is.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if a field is called as the hub's columns
   */
  static Delivery of(Delivery delivery) throws AdapterFailure {
    for (String name : delivery.payload().keySet()) {
      Names.requireOthers(name);
    }
    Map<String, Value> row = new LinkedHashMap<>();
    row.put(ENTRY, Value.text(entry(delivery)));
    row.put(RECORD, Value.text(delivery.record().key()));
    row.put(VERSION, Value.whole(delivery.version()));
    row.put(OPERATION, Value.text(operation(delivery)));
    row.put(VALID_FROM, Value.moment(delivery.validFrom()));
    row.put(DELIVERY, Value.text(delivery.id()));
    row.putAll(delivery.payload());
    return new Delivery(
        delivery.id(),
        delivery.record(),
        delivery.target(),
        Operation.UPSERT,
        row,
        Set.of(),
        true,
        Optional.empty(),
        delivery.version());
  }

  /** How the delivery ended, of which this row is what it wrote. */
  static Receipt ended(Delivery delivery, Receipt receipt) {
    boolean gone = delivery.operation() == Operation.DELETE;
    return gone && receipt.outcome() instanceof Outcome.Applied
        ? new Receipt(receipt.deliveryId(), new Outcome.Applied(Effect.DELETED, Optional.empty()))
        : receipt;
  }

  private static String operation(Delivery delivery) {
    return switch (delivery.operation()) {
      case UPSERT -> "present";
      case DELETE -> "deleted";
    };
  }

  private static String entry(Delivery delivery) {
    StringBuilder said = new StringBuilder();
    add(said, delivery.record().toString());
    add(said, Long.toString(delivery.version()));
    add(said, operation(delivery));
    delivery
        .payload()
        .forEach(
            (name, value) -> {
              add(said, name);
              add(said, ColumnType.of(value).map(Enum::name).orElse(""));
              add(said, ColumnType.written(value));
            });
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(said.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** With its length before it, so that no two texts run into each other. */
  private static void add(StringBuilder said, String text) {
    said.append(text.length()).append(':').append(text);
  }
}
