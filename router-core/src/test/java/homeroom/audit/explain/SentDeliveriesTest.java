package homeroom.audit.explain;

import static homeroom.audit.explain.ExplainSamples.at;
import static homeroom.audit.explain.ExplainSamples.order;
import static homeroom.audit.explain.ExplainSamples.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import homeroom.audit.Samples;
import homeroom.audit.explain.Explanation.Ended;
import homeroom.schema.DeliveryReceipt;
import homeroom.schema.ReceiptOutcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SentDeliveriesTest extends StudentStory {

  private static DeliveryReceipt handedOver(Instant time) {
    DeliveryReceipt receipt = receipt("d2", ReceiptOutcome.HANDED_OVER, time);
    receipt.setReference("the next file of students");
    return receipt;
  }

  private Ended ended(DeliveryReceipt... answers) {
    orders.add(at(Samples.minutes(2), order("d2", 1, "event-1", Map.of("email", Value.text("a")))));
    for (int i = 0; i < answers.length; i++) {
      this.receipts.add(at(Samples.minutes(3 + i), answers[i]));
    }
    return new SentDeliveries(evidence())
        .all().stream()
            .filter(it -> it.id().equals("d2"))
            .findFirst()
            .flatMap(SentDeliveries.Sent::ended)
            .orElseThrow();
  }

  @Test
  void shouldSayHowADeliveryEndedFirstWhenItWasRepeated() {
    assertThat(
            ended(
                    receipt("d2", ReceiptOutcome.CREATED, Samples.minutes(3)),
                    receipt("d2", ReceiptOutcome.UNCHANGED, Samples.minutes(4)))
                .result())
        .isEqualTo("CREATED");
  }

  @Test
  void shouldSayWhatWasAnsweredLastOfWhatWasHandedOverAndInWhat() {
    Ended ended =
        ended(
            handedOver(Samples.minutes(3)),
            receipt("d2", ReceiptOutcome.REFUSED, Samples.minutes(4)),
            receipt("d2", ReceiptOutcome.CREATED, Samples.minutes(5)));

    assertThat(ended.result()).isEqualTo("CREATED");
    assertThat(ended.reference()).isEqualTo(Optional.of("the next file of students"));
  }
}
