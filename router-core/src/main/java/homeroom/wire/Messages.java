package homeroom.wire;

import homeroom.api.Delivery;
import homeroom.api.Evidence;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.Choice;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.schema.Command;
import homeroom.schema.Conflict;
import homeroom.schema.DataEvent;
import homeroom.schema.DeliveryOperation;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.EventOperation;
import homeroom.schema.FieldValue;
import homeroom.schema.ReceiptOutcome;
import homeroom.schema.Side;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Translates between what stands in topics and what decisions are made of. */
public final class Messages {

  private Messages() {}

  /** What a source said, as an input of a decision. */
  public static Input.Told told(DataEvent event) {
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean exists = event.getOperation() == EventOperation.UPSERT;
    if (exists) {
      fields.putAll(Values.values(event.getFields()));
    }
    fields.put(FieldRules.EXISTS, Value.flag(exists));
    Long sequence = event.getSequence();
    return new Input.Told(
        new Event(
            event.getEventId(),
            event.getSystem(),
            fields,
            Values.instant(event.getOccurredAt()),
            Values.instant(event.getObservedAt()),
            event.getEcho(),
            Optional.ofNullable(event.getDelivery()),
            sequence == null ? OptionalLong.empty() : OptionalLong.of(sequence)),
        Optional.ofNullable(event.getBatch()),
        Optional.ofNullable(event.getOwnId()),
        Optional.ofNullable(event.getFormerly()).map(key -> event.getEntity() + "/" + key));
  }

  /** How a delivery ended, as an input of a decision. */
  public static Input.Answered answered(DeliveryReceipt receipt) {
    return new Input.Answered(
        receipt.getDeliveryId(),
        receipt.getSystem(),
        Input.Answered.Result.valueOf(receipt.getOutcome().name()),
        Optional.ofNullable(receipt.getRemoteId()),
        Optional.ofNullable(receipt.getCode()),
        Optional.ofNullable(receipt.getMessage()),
        receipt.getAttempts(),
        evidence(receipt),
        seen(receipt));
  }

  /** What was found when a delivery was to be made, as the event that it is decided as. */
  public static DataEvent found(DeliveryReceipt receipt) {
    return DataEvent.newBuilder()
        .setEventId(receipt.getDeliveryId())
        .setSystem(receipt.getSystem())
        .setEntity(receipt.getEntity())
        .setKey(receipt.getKey())
        .setOperation(EventOperation.UPSERT)
        .setFields(receipt.getFound())
        .setOccurredAt(receipt.getAt())
        .setObservedAt(receipt.getAt())
        .build();
  }

  private static Optional<Input.Answered.Found> seen(DeliveryReceipt receipt) {
    if (receipt.getOutcome() != ReceiptOutcome.CHANGED_MEANWHILE) {
      return Optional.empty();
    }
    Map<String, Value> fields = Values.values(receipt.getFound());
    if (!fields.isEmpty()) {
      fields.put(FieldRules.EXISTS, Value.flag(true));
    }
    return Optional.of(
        new Input.Answered.Found(
            fields, Values.values(receipt.getShown()), Values.instant(receipt.getAt())));
  }

  private static Evidence evidence(DeliveryReceipt receipt) {
    return new Evidence(
        Optional.ofNullable(receipt.getCategory()).flatMap(Messages::category),
        Optional.ofNullable(receipt.getStatus()),
        Optional.ofNullable(receipt.getRequestId()));
  }

  /** A newer hub may know more of them. */
  private static Optional<Evidence.Category> category(String name) {
    return Arrays.stream(Evidence.Category.values())
        .filter(category -> category.name().equals(name))
        .findFirst();
  }

  /**
   * What a person, or the time, decided, as an input of a decision.
   *
   * @throws WireFormatException if the command does not say which conflict it means
   */
  public static Input.Resolved resolved(Command command) {
    if (command.getField() == null || command.getConflict() == null) {
      throw new WireFormatException("WIRE_CORRUPT", "a decision without a field or a conflict");
    }
    Choice choice = new Choice.ByRule();
    if (command.getTake() != null) {
      choice = new Choice.Take(command.getTake());
    } else if (command.getValue() != null) {
      choice = new Choice.Give(Values.value(command.getValue()));
    }
    return new Input.Resolved(
        command.getCommandId(),
        command.getField(),
        command.getConflict(),
        choice,
        Optional.ofNullable(command.getPerson()),
        Values.instant(command.getAt()));
  }

  /** An order, as the adapter gets it. */
  public static Delivery delivery(DeliveryOrder order) {
    return new Delivery(
        order.getDeliveryId(),
        new RecordKey(order.getEntity(), order.getKey()),
        order.getTarget(),
        order.getOperation() == DeliveryOperation.UPSERT ? Operation.UPSERT : Operation.DELETE,
        Values.values(order.getPayload()),
        new LinkedHashSet<>(order.getChanged()),
        order.getCreates(),
        Optional.ofNullable(order.getRemoteId()),
        order.getVersion(),
        Optional.ofNullable(order.getFormerKey()),
        Values.instant(order.getValidFrom()),
        order.getExpected().stream()
            .collect(
                Collectors.groupingBy(
                    FieldValue::getName, Collectors.mapping(Values::value, Collectors.toSet()))));
  }

  /**
   * @param at the broker's time of the event that was decided
   */
  public static Conflict conflict(
      RecordKey record, Effect.Conflict conflict, String configuration, Instant at) {
    var ruling = conflict.ruling();
    var held = ruling.held().provenance();
    return new Conflict(
        conflict.conflictId(),
        record.entity(),
        record.key(),
        Values.field(ruling.field(), ruling.base()),
        ruling.baseVersion(),
        new Side(
            held.system(),
            Values.field(ruling.field(), ruling.held().value()),
            held.eventId(),
            Values.micros(held.occurredAt())),
        new Side(
            conflict.system(),
            Values.field(ruling.field(), ruling.arrived()),
            conflict.eventId(),
            Values.micros(ruling.arrivedAt())),
        ruling.rivals(),
        ruling.rule(),
        configuration,
        conflict.winner(),
        conflict.action(),
        Values.micros(at),
        conflict.settled());
  }
}
