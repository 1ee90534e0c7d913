package homeroom.delivery;

import homeroom.api.Outcome;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns how deliveries ended into receipts. */
final class ReceiptWriter {

  private final Topics topics;
  private final String system;
  private final InstantSource clock;

  ReceiptWriter(Topics topics, String system, InstantSource clock) {
    this.topics = topics;
    this.system = system;
    this.clock = clock;
  }

  ProducerRecord<byte[], byte[]> receipt(Attempt attempt) {
    DeliveryOrder order = attempt.order();
    String key = order.getEntity() + "/" + order.getKey();
    return new ProducerRecord<>(
        topics.receipts(system),
        key.getBytes(StandardCharsets.UTF_8),
        WireFormat.encode(message(attempt)));
  }

  private DeliveryReceipt message(Attempt attempt) {
    DeliveryOrder order = attempt.order();
    DeliveryReceipt.Builder receipt =
        DeliveryReceipt.newBuilder()
            .setDeliveryId(order.getDeliveryId())
            .setSystem(system)
            .setEntity(order.getEntity())
            .setKey(order.getKey())
            .setVersion(order.getVersion())
            .setAttempts(attempt.attempts())
            .setAt(Values.micros(clock.instant()))
            .setEpoch(order.getEpoch());
    switch (attempt.outcome()) {
      case Outcome.Applied(var effect, var remoteId) ->
          receipt
              .setOutcome(ReceiptOutcome.valueOf(effect.name()))
              .setRemoteId(remoteId.orElse(null));
      case Outcome.HandedOver(var reference) ->
          receipt.setOutcome(ReceiptOutcome.HANDED_OVER).setReference(reference);
      case Outcome.Failed(var failure) ->
          receipt
              .setOutcome(ReceiptOutcome.REFUSED)
              .setCode(failure.code())
              .setMessage(failure.message() + "; " + failure.remedy());
    }
    return receipt.build();
  }
}
