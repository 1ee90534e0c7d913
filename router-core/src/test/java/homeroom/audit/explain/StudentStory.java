package homeroom.audit.explain;

import static homeroom.audit.Samples.minutes;
import static homeroom.audit.explain.ExplainSamples.at;
import static homeroom.audit.explain.ExplainSamples.change;
import static homeroom.audit.explain.ExplainSamples.event;
import static homeroom.audit.explain.ExplainSamples.order;
import static homeroom.audit.explain.ExplainSamples.receipt;

import homeroom.api.Value;
import homeroom.audit.BatchEntry;
import homeroom.audit.ConflictEntry;
import homeroom.audit.FieldEntry;
import homeroom.audit.Holding;
import homeroom.audit.HoldingState;
import homeroom.audit.MovementEntry;
import homeroom.audit.RecordEntry;
import homeroom.audit.Samples;
import homeroom.audit.Subject;
import homeroom.authority.FieldRules;
import homeroom.schema.Change;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of one student, for tests to put together. */
abstract class StudentStory {

  static final Value OLD = Value.text("old@cedar.example");
  static final Value NEW = Value.text("new@cedar.example");
  static final Value OTHER = Value.text("other@cedar.example");

  final List<RecordLog.Arrived<DataEvent>> events = new ArrayList<>();
  final List<RecordLog.Arrived<Change>> changes = new ArrayList<>();
  final List<RecordLog.Arrived<DeliveryOrder>> orders = new ArrayList<>();
  final List<RecordLog.Arrived<DeliveryReceipt>> receipts = new ArrayList<>();
  final List<MovementEntry> movements = new ArrayList<>();
  final List<ConflictEntry> conflicts = new ArrayList<>();
  final List<Holding> holdings = new ArrayList<>();
  Optional<RecordEntry> golden = Optional.empty();

  Explanation explain(String field) {
    return new Explainer(evidence()).explain(field);
  }

  Evidence evidence() {
    return new Evidence(
        new Subject("pseudonym", "student", Optional.of("123")),
        new RecordLog(events, changes, orders, receipts, RecordLog.Reach.WHOLE),
        movements,
        false,
        golden,
        holdings,
        conflicts,
        Map.of(
            "sis/b1",
            new BatchEntry(
                "sis",
                "b1",
                "OneRoster.zip",
                "ACCEPTED",
                Samples.NOON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of())),
        ExplainSamples.configurations());
  }

  void truth(Value.Text value, long version, String system, String event) {
    golden =
        Optional.of(
            new RecordEntry(
                new Subject("pseudonym", "student", Optional.of("123")),
                version,
                true,
                List.of(
                    new FieldEntry(
                        "email",
                        "text",
                        "\"" + value.text() + "\"",
                        version,
                        system,
                        "sis before lms",
                        event,
                        "c1",
                        Samples.NOON)),
                "c1",
                Samples.NOON));
  }

  void decided(String outcome, String system, String event, Instant at, String... fields) {
    movements.add(
        movement(outcome, system, event, at, 1, List.of(fields), List.of(), Optional.empty()));
  }

  static MovementEntry movement(
      String outcome,
      String system,
      String cause,
      Instant at,
      long version,
      List<String> fields,
      List<MovementEntry.Due> sent,
      Optional<String> delivery) {
    return new MovementEntry(
        1,
        "m",
        new Subject("pseudonym", "student", Optional.of("123")),
        outcome,
        system,
        cause,
        delivery,
        version,
        fields,
        sent,
        delivery.map(_ -> "UPDATED"),
        Optional.empty(),
        Optional.empty(),
        Optional.of("b1"),
        delivery.isPresent() ? 1 : 0,
        at,
        "c1",
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Holding holding(HoldingState state, long version, Instant since) {
    return new Holding(
        "lms",
        "student",
        state,
        Optional.of("d1"),
        version,
        since,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of("UPDATED"),
        Optional.empty(),
        Optional.empty());
  }

  static ConflictEntry conflict(String winner) {
    return new ConflictEntry(
        "k1",
        new Subject("pseudonym", "student", Optional.of("123")),
        "email",
        "sis",
        "lms",
        List.of("sis"),
        "sis before lms",
        winner,
        "kept what was held and sent it to lms",
        "c1",
        minutes(6),
        """
        {"base": {"name": "email", "type": "text", "value": "old@cedar.example"},
         "held": {"name": "email", "type": "text", "value": "new@cedar.example",
                  "system": "sis", "event": "e2", "occurredAt": 1000000},
         "arrived": {"name": "email", "type": "text", "value": "other@cedar.example",
                  "system": "lms", "event": "e3", "occurredAt": 2000000}}
        """);
  }

  /** First sis says old, lms is told; then sis says new while lms says other: sis wins. */
  void storyOfAConflict() {
    events.add(at(minutes(0), event("sis", "e1", minutes(0), Map.of("email", OLD))));
    decided("ACCEPTED", "sis", "e1", minutes(0), "email", FieldRules.EXISTS);
    changes.add(at(minutes(0), change("sis", "e1", 1, Map.of(), Map.of("email", OLD))));
    orders.add(at(minutes(1), order("d1", 1, "e1", Map.of("email", OLD))));
    receipts.add(at(minutes(2), receipt("d1", ReceiptOutcome.CREATED, minutes(2))));
    events.add(at(minutes(5), event("sis", "e2", minutes(5), Map.of("email", NEW))));
    decided("ACCEPTED", "sis", "e2", minutes(5), "email");
    changes.add(at(minutes(5), change("sis", "e2", 2, Map.of("email", OLD), Map.of("email", NEW))));
    events.add(at(minutes(6), event("lms", "e3", minutes(6), Map.of("email", OTHER))));
    decided("CONFLICT", "lms", "e3", minutes(6), "email");
    conflicts.add(conflict("sis"));
    orders.add(at(minutes(7), order("d2", 2, "e3", Map.of("email", NEW))));
    receipts.add(at(minutes(8), receipt("d2", ReceiptOutcome.UPDATED, minutes(8))));
    holdings.add(holding(HoldingState.IN_STEP, 2, minutes(8)));
    truth(new Value.Text("new@cedar.example"), 2, "sis", "e2");
  }
}
