package homeroom.audit;

import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Sent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A movement as its row tells it, to be followed once more.
 *
 * @param movement names what is waited for as it is stored
 */
record StoredMovement(long seq, long subject, Movement movement) {

  static final String COLUMNS =
      "select m.*, s.natural_key from movements m join subjects s on s.id = m.subject";

  static StoredMovement read(ResultSet row) throws SQLException {
    String fields = row.getString("fields");
    return new StoredMovement(
        row.getLong("seq"),
        row.getLong("subject"),
        Movement.newBuilder()
            .setMovementId(row.getString("movement_id"))
            .setEntity(row.getString("entity"))
            .setKey(row.getString("natural_key"))
            .setOutcome(MovementOutcome.valueOf(row.getString("outcome")))
            .setSystem(row.getString("system"))
            .setCauseId(row.getString("cause"))
            .setDeliveryId(row.getString("delivery"))
            .setVersion(row.getLong("version"))
            .setFields(fields == null ? List.of() : List.of(fields.split(",")))
            .setSent(SentText.read(row.getString("sent")).stream().map(it -> sent(it)).toList())
            .setEffect(row.getString("effect"))
            .setCode(row.getString("code"))
            .setDetail(row.getString("detail"))
            .setBatch(row.getString("batch"))
            .setAttempts(row.getInt("attempts"))
            .setAt(row.getLong("at"))
            .setConfiguration(row.getString("configuration"))
            .setCategory(row.getString("category"))
            .setStatus(row.getString("status"))
            .setRequestId(row.getString("request_id"))
            .build());
  }

  private static Sent sent(MovementEntry.Due due) {
    return Sent.newBuilder()
        .setSystem(due.system())
        .setDeliveryId(due.delivery().orElse(null))
        .setWaitsFor(due.waitsFor())
        .build();
  }

  /** The movements of each record, in their order, by {@code entity/key}. */
  static Map<String, List<Movement>> byRecord(List<StoredMovement> movements) {
    Map<String, List<Movement>> byRecord = new LinkedHashMap<>();
    for (StoredMovement one : movements) {
      byRecord.computeIfAbsent(one.record(), _ -> new ArrayList<>()).add(one.movement());
    }
    return byRecord;
  }

  String record() {
    return movement.getEntity() + "/" + movement.getKey();
  }
}
