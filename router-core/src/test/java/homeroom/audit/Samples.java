package homeroom.audit;

import homeroom.schema.AlertState;
import homeroom.schema.AlertStatus;
import homeroom.schema.AlertTrigger;
import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.Boundary;
import homeroom.schema.CollectionReport;
import homeroom.schema.Conflict;
import homeroom.schema.EntityReport;
import homeroom.schema.FieldValue;
import homeroom.schema.GoldenField;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.schema.Provenance;
import homeroom.schema.Quarantined;
import homeroom.schema.Sent;
import homeroom.schema.Side;
import homeroom.wire.QuarantineNotes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Messages as the hub writes them. */
public final class Samples {

  public static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final AtomicLong NUMBER = new AtomicLong();

  static {
    // Avro makes only classes that it was told to trust, which this class does.
    homeroom.schema.ReleasedSchemas.all();
  }

  private Samples() {}

  public static Instant minutes(long minutes) {
    return NOON.plusSeconds(60 * minutes);
  }

  public static Movement.Builder movement(
      MovementOutcome outcome, String system, String entity, String key, Instant at) {
    return Movement.newBuilder()
        .setMovementId("m" + NUMBER.incrementAndGet())
        .setEntity(entity)
        .setKey(key)
        .setOutcome(outcome)
        .setSystem(system)
        .setCauseId("cause")
        .setVersion(1)
        .setFields(List.of())
        .setAt(Micros.of(at))
        .setConfiguration("c1");
  }

  public static Movement accepted(String entity, String key, Instant at, Sent... sent) {
    return movement(MovementOutcome.ACCEPTED, "sis", entity, key, at)
        .setFields(List.of("email", "givenName"))
        .setSent(List.of(sent))
        .setBatch("b1")
        .build();
  }

  public static Sent sent(String system, String delivery) {
    return new Sent(system, delivery, List.of());
  }

  public static Sent waiting(String system, String... parents) {
    return new Sent(system, null, List.of(parents));
  }

  public static Movement delivered(
      String system, String entity, String key, String delivery, String effect, Instant at) {
    return movement(MovementOutcome.DELIVERED, system, entity, key, at)
        .setDeliveryId(delivery)
        .setEffect(effect)
        .setAttempts(1)
        .build();
  }

  /** Something that the LMS said of a student of which it had never spoken. */
  public static Movement contact(
      MovementOutcome outcome, String code, String key, Instant at, String... fields) {
    return movement(outcome, "lms", "student", key, at)
        .setCode(code)
        .setFields(List.of(fields))
        .build();
  }

  public static Movement handedOver(
      String system, String entity, String key, String delivery, Instant at) {
    return movement(MovementOutcome.HANDED_OVER, system, entity, key, at)
        .setDeliveryId(delivery)
        .setAttempts(1)
        .build();
  }

  public static Movement refused(
      String system, String entity, String key, String delivery, String code, Instant at) {
    return movement(MovementOutcome.REFUSED, system, entity, key, at)
        .setDeliveryId(delivery)
        .setCode(code)
        .setDetail("The section is not there.")
        .setAttempts(3)
        .build();
  }

  public static GoldenRecord golden(
      String entity, String key, long version, boolean exists, Map<String, Object> values) {
    List<GoldenField> fields =
        values.entrySet().stream()
            .map(
                field ->
                    new GoldenField(
                        new FieldValue(field.getKey(), nullable(field.getValue())), version, 0))
            .toList();
    return new GoldenRecord(
        entity,
        key,
        version,
        exists,
        fields,
        List.of(new Provenance("sis", "event-1", "authority: sis", "c1", Micros.of(NOON))),
        "c1",
        null,
        List.of());
  }

  private static Object nullable(Object value) {
    return value.equals("<null>") ? null : value;
  }

  public static Conflict conflict(String id, String key, Instant at) {
    return new Conflict(
        id,
        "student",
        key,
        new FieldValue("email", "base-value"),
        3L,
        new Side("sis", new FieldValue("email", "held-value"), "e1", Micros.of(at)),
        new Side("lms", new FieldValue("email", "arrived-value"), "e2", Micros.of(at)),
        List.of("sis"),
        "authority: sis",
        "c1",
        "sis",
        "lms is told again",
        Micros.of(at),
        false);
  }

  public static BatchReport batch(String system, String id, BatchStatus status, Instant started) {
    return BatchReport.newBuilder()
        .setBatchId(id)
        .setSystem(system)
        .setOrigin("OneRoster.zip")
        .setStatus(status)
        .setStartedAt(Micros.of(started))
        .setEndedAt(Micros.of(started.plusSeconds(4)))
        .setCollections(
            List.of(
                new CollectionReport("users.csv", 100L, 90L, 4L, 3L, 1L, 2L, 0L, true, 0L, "v1")))
        .setConfiguration("c1")
        .setEventSchema(1_000_000_000)
        .setExportedAt(Micros.of(started.minusSeconds(600)))
        .setArrivedAt(Micros.of(started))
        .setEvents(95L)
        .setEntities(List.of(new EntityReport("users.csv", "student", 90L, 4L, 3L, 1L, 2L, 0L)))
        .setCauses(
            List.of(
                new BatchCause("REJECTED", "users.csv", "student", "ROW_KEY_BLANK", "key", 1L),
                new BatchCause("REJECTED", "users.csv", "student", "SOURCE_DOUBLE_KEY", null, 1L)))
        .build();
  }

  /** A part of the router has decided all up to a boundary of data of five minutes before. */
  public static Boundary boundary(
      String system, String batch, int partition, int partitions, Instant logged) {
    return Boundary.newBuilder()
        .setBoundaryId(system + "-" + batch)
        .setSystem(system)
        .setBatch(batch)
        .setCompleteAt(Micros.of(logged.minusSeconds(300)))
        .setExportedAt(Micros.of(logged.minusSeconds(300)))
        .setArrivedAt(Micros.of(logged.minusSeconds(60)))
        .setLoggedAt(Micros.of(logged))
        .setPartition(partition)
        .setPartitions(partitions)
        .build();
  }

  public static AlertState alert(String id, AlertStatus status, Instant opened) {
    return AlertState.newBuilder()
        .setAlertId(id)
        .setName("data-team")
        .setChannel("webhook")
        .setTrigger(AlertTrigger.CONFLICTS)
        .setEntity("student")
        .setFields(List.of("email"))
        .setSystems(List.of("lms", "sis"))
        .setReason("authority: sis")
        .setStatus(status)
        .setOccurrences(1_000)
        .setFirstAt(Micros.of(opened))
        .setLastAt(Micros.of(opened.plusSeconds(60)))
        .setExamples(List.of("pseudonym-1", "pseudonym-2"))
        .setOpenedAt(Micros.of(opened))
        .setDueAt(Micros.of(opened.plusSeconds(60)))
        .setAttempts(2)
        .setEndedAt(Micros.of(opened.plusSeconds(70)))
        .setCode(status == AlertStatus.GIVEN_UP ? "ALERT_WEBHOOK_503" : null)
        .setMessage(status == AlertStatus.GIVEN_UP ? "The receiver answered 503." : null)
        .setRemedy(status == AlertStatus.GIVEN_UP ? "Look at the receiver." : null)
        .build();
  }

  public static Quarantined quarantined(String id, String record, Instant at) {
    return Quarantined.newBuilder()
        .setQuarantineId(id)
        .setSystem("sis")
        .setBatch("b1")
        .setPlace("users.csv:12")
        .setRecord(record)
        .setColumn("email")
        .setCode("ROW_BAD_CELL")
        .setMessage("Reading users.csv: the cell is no address.")
        .setRemedy("Correct the row at the source.")
        .setAt(Micros.of(at))
        .build();
  }

  static Movement dropped(String key, String delivery, Instant at) {
    return movement(MovementOutcome.UNCHANGED, "lms", "student", key, at)
        .setCode(QuarantineNotes.DROPPED)
        .setDeliveryId(delivery)
        .setDetail("dropped by kim: graduated")
        .build();
  }
}
