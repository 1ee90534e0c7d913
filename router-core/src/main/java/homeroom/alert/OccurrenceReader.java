package homeroom.alert;

import homeroom.alert.grouping.Cause;
import homeroom.alert.grouping.Occurrence;
import homeroom.alert.grouping.Trigger;
import homeroom.api.RecordKey;
import homeroom.authority.FieldRules;
import homeroom.planning.FirstContact;
import homeroom.schema.BatchReport;
import homeroom.schema.Boundary;
import homeroom.schema.Conflict;
import homeroom.schema.Movement;
import homeroom.schema.OutageState;
import homeroom.schema.Quarantined;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds in the messages of the log what people want to be told of. */
final class OccurrenceReader {

  private static final Logger LOG = LoggerFactory.getLogger(OccurrenceReader.class);

  /** Of a delivery: the record was there, and otherwise. */
  private static final String UPDATED = "UPDATED";

  private final Topics topics;
  private final Set<Trigger> triggers;
  private final Function<RecordKey, String> pseudonyms;

  OccurrenceReader(Topics topics, Set<Trigger> triggers, Function<RecordKey, String> pseudonyms) {
    this.topics = topics;
    this.triggers = triggers.isEmpty() ? Set.of() : EnumSet.copyOf(triggers);
    this.pseudonyms = pseudonyms;
  }

  /** The topics in which it can stand. */
  List<String> topics() {
    return triggers.stream().map(this::topic).distinct().sorted().toList();
  }

  private String topic(Trigger trigger) {
    return switch (trigger) {
      case CONFLICTS -> topics.conflicts();
      case VIOLATIONS, REFUSED_DELIVERIES, FIRST_CONTACTS -> topics.movements();
      case REJECTED_ROWS -> topics.quarantine();
      case FAILED_BATCHES -> topics.batches();
      case OUTAGES, RECOVERIES -> topics.outages();
    };
  }

  Stream<Occurrence> read(ConsumerRecord<byte[], byte[]> message) {
    try {
      return Optional.ofNullable(message.value())
          .flatMap(value -> occurrence(message.topic(), value))
          .filter(found -> triggers.contains(found.cause().trigger()))
          .stream();
    } catch (WireFormatException | IllegalArgumentException unreadable) {
      // The query store shows it in the quarantine.
      LOG.warn(
          "message cannot be read code=UNREADABLE_MESSAGE topic={} partition={} offset={}",
          message.topic(),
          message.partition(),
          message.offset());
      return Stream.empty();
    }
  }

  private Optional<Occurrence> occurrence(String topic, byte[] value) {
    if (topic.equals(topics.conflicts())) {
      // What waited and is decided was told when it was found.
      return Optional.of(WireFormat.decode(value, Conflict.class))
          .filter(conflict -> !conflict.getSettled())
          .map(this::conflict);
    }
    if (WireFormat.typeOf(value).equals(Boundary.class.getSimpleName())) {
      return Optional.empty();
    }
    if (topic.equals(topics.movements())) {
      return movement(WireFormat.decode(value, Movement.class));
    }
    if (topic.equals(topics.quarantine())) {
      return Optional.of(rejected(WireFormat.decode(value, Quarantined.class)));
    }
    if (topic.equals(topics.outages())) {
      return Optional.of(outage(WireFormat.decode(value, OutageState.class)));
    }
    return batch(WireFormat.decode(value, BatchReport.class));
  }

  private Occurrence conflict(Conflict conflict) {
    Cause cause =
        new Cause(
            Trigger.CONFLICTS,
            conflict.getEntity(),
            List.of(conflict.getBase().getName()),
            List.of(conflict.getHeld().getSystem(), conflict.getArrived().getSystem()),
            conflict.getRule());
    return new Occurrence(
        cause,
        Optional.of(record(conflict.getEntity(), conflict.getKey())),
        Values.instant(conflict.getDecidedAt()));
  }

  private Optional<Occurrence> movement(Movement movement) {
    Optional<FirstContact> contact = FirstContact.of(Optional.ofNullable(movement.getCode()));
    return contact.isPresent() ? met(contact.get(), movement) : moved(movement);
  }

  /** What a system held before the hub knew it is no violation, however much of it there is. */
  private Optional<Occurrence> met(FirstContact contact, Movement movement) {
    boolean differs =
        switch (contact) {
          case PARTLY_EQUAL, WON, LOST, KEPT, REFUSED ->
              // Each record once, by the field that every event has.
              movement.getFields().contains(FieldRules.EXISTS);
          case TOLD -> UPDATED.equals(movement.getEffect());
          case EQUAL, NEW, ADDED -> false;
        };
    Cause cause =
        new Cause(
            Trigger.FIRST_CONTACTS, "", List.of(), List.of(movement.getSystem()), "FIRST_CONTACT");
    return differs ? Optional.of(moved(movement, cause)) : Optional.empty();
  }

  private Optional<Occurrence> moved(Movement movement) {
    return switch (movement.getOutcome()) {
      case UNAUTHORISED ->
          Optional.of(moved(movement, Trigger.VIOLATIONS, movement.getFields(), "UNAUTHORISED"));
      case REFUSED, QUARANTINED ->
          Optional.of(
              moved(
                  movement,
                  Trigger.REFUSED_DELIVERIES,
                  List.of(),
                  Optional.ofNullable(movement.getCode()).orElse(movement.getOutcome().name())));
      case ACCEPTED,
          UNCHANGED,
          ECHO,
          DUPLICATE,
          STALE,
          CONVERGED,
          CONFLICT,
          INITIAL_MISMATCH,
          SENT,
          WAITING,
          RELEASED,
          DELIVERED,
          HANDED_OVER,
          CONFIGURED ->
          Optional.empty();
    };
  }

  private Occurrence moved(Movement movement, Trigger trigger, List<String> fields, String reason) {
    return moved(
        movement,
        new Cause(trigger, movement.getEntity(), fields, List.of(movement.getSystem()), reason));
  }

  private Occurrence moved(Movement movement, Cause cause) {
    return new Occurrence(
        cause,
        Optional.of(record(movement.getEntity(), movement.getKey())),
        Values.instant(movement.getAt()));
  }

  private Occurrence rejected(Quarantined quarantined) {
    Optional<RecordKey> record = Optional.ofNullable(quarantined.getRecord()).map(RecordKey::parse);
    return new Occurrence(
        new Cause(
            Trigger.REJECTED_ROWS,
            record.map(RecordKey::entity).orElse(""),
            Optional.ofNullable(quarantined.getColumn()).stream().toList(),
            List.of(quarantined.getSystem()),
            quarantined.getCode()),
        record.map(pseudonyms),
        Values.instant(quarantined.getAt()));
  }

  private static Occurrence outage(OutageState outage) {
    Optional<Instant> ended = Optional.ofNullable(outage.getEndedAt()).map(Values::instant);
    Trigger trigger = ended.isPresent() ? Trigger.RECOVERIES : Trigger.OUTAGES;
    return new Occurrence(
        new Cause(trigger, "", List.of(), List.of(outage.getSystem()), outage.getCode()),
        Optional.empty(),
        ended.orElseGet(() -> Values.instant(outage.getBeganAt())),
        Optional.of(detail(outage, ended.isPresent())));
  }

  private static String detail(OutageState outage, boolean over) {
    return over
        ? "since " + Values.instant(outage.getBeganAt()).truncatedTo(ChronoUnit.SECONDS)
        : outage.getMessage() + "; " + outage.getRemedy();
  }

  private static Optional<Occurrence> batch(BatchReport report) {
    return switch (report.getStatus()) {
      case STARTED, ACCEPTED, DROPPED -> Optional.empty();
      case FAILED, HELD ->
          Optional.of(
              new Occurrence(
                  new Cause(
                      Trigger.FAILED_BATCHES,
                      "",
                      List.of(),
                      List.of(report.getSystem()),
                      Optional.ofNullable(report.getCode()).orElse(report.getStatus().name())),
                  Optional.empty(),
                  Values.instant(
                      Optional.ofNullable(report.getEndedAt()).orElse(report.getStartedAt()))));
    };
  }

  private String record(String entity, String key) {
    return pseudonyms.apply(RecordKey.parse(entity + "/" + key));
  }
}
