package homeroom.audit.explain;

import homeroom.api.Failure;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.audit.SampleStore;
import homeroom.audit.Samples;
import homeroom.authority.Authority;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.planning.ConsumerMapping;
import homeroom.planning.Rules;
import homeroom.planning.Subscription;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Values;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Messages about one student, and the rules of a small district. */
public final class ExplainSamples {

  static {
    // Avro makes only classes that it was told to trust, which this class does.
    homeroom.schema.ReleasedSchemas.all();
  }

  private ExplainSamples() {}

  /** One configuration, c1: the SIS before the LMS, and the LMS is told. */
  public static Configurations configurations() {
    Configurations.Applied c1 =
        new Configurations.Applied("c1", Optional.of(rules()), Optional.of(Samples.minutes(-60)));
    return new Configurations() {
      @Override
      public Optional<Applied> find(String id) {
        return id.equals("c1") ? Optional.of(c1) : Optional.empty();
      }

      @Override
      public Applied newest() {
        return c1;
      }
    };
  }

  /** What the log holds about the student's events, as a search for a batch finds it. */
  public static BatchSearch.Found batch(BatchSearch.Wanted wanted) {
    Map<String, DataEvent> events = new HashMap<>();
    Map<String, Change> changes = new HashMap<>();
    studentLog().events().forEach(it -> events.put(it.message().getEventId(), it.message()));
    studentLog().changes().forEach(it -> changes.put(it.message().getEventId(), it.message()));
    events.keySet().retainAll(wanted.events());
    changes.keySet().retainAll(wanted.events());
    return new BatchSearch.Found(events, changes, RecordLog.Reach.WHOLE);
  }

  static Rules rules() {
    Map<String, FieldRules> fields =
        Map.of(
            FieldRules.EXISTS,
            field(FieldRules.EXISTS, FieldType.FLAG, "sis"),
            "email",
            field("email", FieldType.TEXT, "sis", "lms"),
            "givenName",
            field("givenName", FieldType.TEXT, "sis"),
            "nickname",
            field("nickname", FieldType.TEXT, "lms"));
    return new Rules(
        "c1",
        Map.of("student", new EntityRules("student", fields)),
        Map.of(
            "student",
            List.of(
                new Subscription(
                    "lms", "student", "users", new LmsMapping(), List.of(), List.of()))));
  }

  private static FieldRules field(String name, FieldType type, String... systems) {
    return new FieldRules(
        name,
        type,
        Optional.empty(),
        Comparison.IGNORE_CASE,
        Arrays.stream(systems).map(Authority::always).toList());
  }

  /** The LMS has another word for the address, and shows it in a greeting. */
  private record LmsMapping() implements ConsumerMapping {
    @Override
    public Set<String> inputs() {
      return Set.of("email", "givenName");
    }

    @Override
    public Map<String, Value> payload(RecordKey record, Map<String, Value> canonical) {
      Map<String, Value> payload = new LinkedHashMap<>();
      payload.put("login", canonical.getOrDefault("email", Value.NULL));
      payload.put("first_name", canonical.getOrDefault("givenName", Value.NULL));
      return payload;
    }

    @Override
    public boolean selects(RecordKey record, Map<String, Value> canonical) {
      return true;
    }
  }

  public static <T> RecordLog.Arrived<T> at(Instant at, T message) {
    return new RecordLog.Arrived<>(message, at);
  }

  /** An event of a row in a file, which became true ten minutes before the hub saw it. */
  public static DataEvent event(String system, String id, Instant seen, Map<String, Value> fields) {
    return DataEvent.newBuilder()
        .setEventId(id)
        .setSystem(system)
        .setEntity("student")
        .setKey("123")
        .setOperation(EventOperation.UPSERT)
        .setFields(Values.fields(fields))
        .setOccurredAt(Values.micros(seen.minusSeconds(600)))
        .setObservedAt(Values.micros(seen))
        .setBatch("b1")
        .setPlace("users.csv:7")
        .build();
  }

  public static Change change(
      String system,
      String event,
      long version,
      Map<String, Value> before,
      Map<String, Value> after) {
    return new Change(
        "student",
        "123",
        version,
        true,
        Values.fields(before),
        Values.fields(after),
        system,
        event,
        "sis before lms",
        "c1",
        Values.micros(Samples.NOON));
  }

  public static DeliveryOrder order(
      String id, long version, String cause, Map<String, Value> canonical) {
    return DeliveryOrder.newBuilder()
        .setDeliveryId(id)
        .setSystem("lms")
        .setEntity("student")
        .setKey("123")
        .setTarget("users")
        .setOperation(DeliveryOperation.UPSERT)
        .setPayload(
            Values.fields(new LmsMapping().payload(new RecordKey("student", "123"), canonical)))
        .setChanged(List.of("login"))
        .setSettles(List.of("email", "givenName", FieldRules.EXISTS))
        .setCreates(false)
        .setVersion(version)
        .setCause(cause)
        .setConfiguration("c1")
        .build();
  }

  public static DeliveryReceipt receipt(String id, ReceiptOutcome outcome, Instant at) {
    return DeliveryReceipt.newBuilder()
        .setDeliveryId(id)
        .setSystem("lms")
        .setEntity("student")
        .setKey("123")
        .setOutcome(outcome)
        .setVersion(1)
        .setAttempts(2)
        .setCode(outcome == ReceiptOutcome.REFUSED ? "LMS_NO" : null)
        .setAt(Values.micros(at))
        .build();
  }

  /** What the log holds about the student of the sample store. */
  public static RecordLog studentLog() {
    Map<String, Value> told = new LinkedHashMap<>();
    told.put("email", Value.text(SampleStore.MARKED));
    told.put("givenName", Value.text("Zoë"));
    return new RecordLog(
        List.of(
            at(Samples.minutes(2), event("sis", "event-1", Samples.minutes(2), told)),
            at(
                Samples.minutes(5),
                event(
                    "lms",
                    "e2",
                    Samples.minutes(5),
                    Map.of("email", Value.text("arrived-value"))))),
        List.of(at(Samples.minutes(2), change("sis", "event-1", 1, Map.of(), told))),
        List.of(at(Samples.minutes(2), order("d2", 1, "event-1", told))),
        List.of(at(Samples.minutes(3), receipt("d2", ReceiptOutcome.CREATED, Samples.minutes(3)))),
        new RecordLog.Reach(Optional.of(Samples.minutes(-30)), Optional.empty(), 5, true, 0));
  }

  /** What a search says when there is no broker. */
  public static LogFailure unreadable() {
    return new LogFailure(
        Failure.of(
            Failure.Kind.TRANSIENT, "EXPLAIN_LOG_UNREADABLE", "Reading: it failed.", "Ask again."));
  }
}
