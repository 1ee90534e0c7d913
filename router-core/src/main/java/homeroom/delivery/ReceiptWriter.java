package homeroom.delivery;

import homeroom.api.Evidence.Category;
import homeroom.api.Failure;
import homeroom.api.LateReceipt;
import homeroom.api.Outcome;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.authority.Digests;
import homeroom.delivery.flow.Ended;
import homeroom.delivery.flow.Order;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.Quarantined;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns how deliveries ended into receipts. */
final class ReceiptWriter {

  private static final String CHANGED_MEANWHILE = "CHANGED_MEANWHILE";
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptWriter.class);

  private final Topics topics;
  private final String system;
  private final List<SourceMapping> mappings;
  private final InstantSource clock;

  /**
   * @param mappings how rows of the system are understood, if it is a source as well
   */
  ReceiptWriter(Topics topics, String system, List<SourceMapping> mappings, InstantSource clock) {
    this.topics = topics;
    this.system = system;
    this.mappings = mappings;
    this.clock = clock;
  }

  ProducerRecord<byte[], byte[]> receipt(Ended ended) {
    try {
      DeliveryOrder order = Calls.read(ended.order());
      return ended
          .outcome()
          .map(outcome -> receipt(order, outcome, ended.attempts()))
          .orElseThrow(() -> new IllegalStateException("an order that can be read has an outcome"));
    } catch (WireFormatException noOrder) {
      return unreadable(ended.order(), noOrder);
    }
  }

  /** What became of a delivery after it was handed over. */
  ProducerRecord<byte[], byte[]> receipt(LateReceipt late) {
    DeliveryReceipt.Builder receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(late.deliveryId())
            .setEntity(late.record().entity())
            .setKey(late.record().key())
            .setVersion(late.version());
    return written(late.record().toString(), receipt, late.record().entity(), late.outcome());
  }

  private ProducerRecord<byte[], byte[]> receipt(
      DeliveryOrder order, Outcome outcome, int attempts) {
    DeliveryReceipt.Builder receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setEntity(order.getEntity())
            .setKey(order.getKey())
            .setVersion(order.getVersion())
            .setAttempts(attempts)
            .setEpoch(order.getEpoch());
    String key = order.getEntity() + "/" + order.getKey();
    return written(key, receipt, order.getEntity(), outcome);
  }

  private ProducerRecord<byte[], byte[]> written(
      String key, DeliveryReceipt.Builder receipt, String entity, Outcome outcome) {
    receipt.setSystem(system).setAt(Values.micros(clock.instant()));
    return new ProducerRecord<>(
        topics.receipts(system),
        key.getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(message(receipt, entity, outcome)));
  }

  /** What to write of a message that is no order; it holds up nothing that comes after it. */
  private ProducerRecord<byte[], byte[]> unreadable(Order message, WireFormatException why) {
    String place = topics.deliveries(system) + ":" + message.partition() + ":" + message.offset();
    LOG.warn("order quarantined system={} code={} place={}", system, why.code(), place);
    Quarantined quarantined =
        Quarantined.newBuilder()
            .setQuarantineId(Digests.name(place))
            .setSystem(system)
            .setPlace(place)
            .setCode(why.code())
            .setMessage(String.valueOf(why.getMessage()))
            .setRemedy("look at what wrote it; the message itself stays in its topic")
            .setAt(Values.micros(clock.instant()))
            .build();
    return new ProducerRecord<>(
        topics.quarantine(),
        place.getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(quarantined));
  }

  private DeliveryReceipt message(DeliveryReceipt.Builder receipt, String entity, Outcome outcome) {
    switch (outcome) {
      case Outcome.Applied(var effect, var remoteId) ->
          receipt
              .setOutcome(ReceiptOutcome.valueOf(effect.name()))
              .setRemoteId(remoteId.orElse(null));
      case Outcome.ChangedMeanwhile(var found, var shown, var remoteId) ->
          receipt
              .setOutcome(ReceiptOutcome.CHANGED_MEANWHILE)
              .setCode(CHANGED_MEANWHILE)
              .setRemoteId(remoteId.orElse(null))
              .setFound(Values.fields(understood(entity, found)))
              .setShown(Values.fields(shown));
      case Outcome.HandedOver(var reference) ->
          receipt.setOutcome(ReceiptOutcome.HANDED_OVER).setReference(reference);
      case Outcome.Failed(var failure) ->
          receipt
              .setOutcome(ReceiptOutcome.REFUSED)
              .setCode(failure.code())
              .setMessage(failure.message() + "; " + failure.remedy())
              .setCategory(category(failure).map(Category::name).orElse(null))
              .setStatus(failure.evidence().status().orElse(null))
              .setRequestId(failure.evidence().requestId().orElse(null));
    }
    return receipt.build();
  }

  /**
   * What the system's own mapping makes of a row; nothing where that does not take it. Of whom it
   * is, is known: the adapter found it for the order's record.
   */
  private Map<String, Value> understood(String entity, SourceItem.Row row) {
    for (SourceMapping mapping : mappings) {
      if (mapping.entity().equals(entity) && mapping.collection().equals(row.collection())) {
        try {
          Optional<SourceMapping.Assertion> assertion = mapping.assertion(row);
          if (assertion.isPresent()) {
            return assertion.get().fields();
          }
        } catch (MappingFailure unusable) {
          LOG.warn(
              "what was found cannot be used system={} entity={} code={}",
              system,
              entity,
              unusable.code());
        }
      }
    }
    return Map.of();
  }

  /** An adapter that says no more than that it is about the record means what it holds. */
  private static Optional<Category> category(Failure failure) {
    return failure
        .evidence()
        .category()
        .or(
            () ->
                switch (failure.kind()) {
                  case CONTENT -> Optional.of(Category.VALIDATION);
                  case DEFECT -> Optional.of(Category.DEFECT);
                  case TRANSIENT, UNKNOWN, THROTTLED, CREDENTIAL, CONFIGURATION -> Optional.empty();
                });
  }
}
