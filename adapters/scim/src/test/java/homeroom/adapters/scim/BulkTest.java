package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Receipt;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.testkit.wire.Fault;
import homeroom.testkit.wire.FaultyWire;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bulk requests: what goes together, and what each part of an answer means. */
class BulkTest {

  @Test
  void shouldWriteManyWithAsFewRequestsAsTheProviderDeclares() throws Exception {
    try (Provider provider = Provider.inBulk("patch");
        Wired wired = new Wired(provider)) {
      List<Outcome> outcomes = wired.deliver(creations(1, 10));

      assertThat(outcomes)
          .hasSize(10)
          .allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.CREATED));
      assertThat(wired.wire.writes()).isEqualTo(3);
      assertThat(provider.count()).isEqualTo(10);
    }
  }

  @Test
  void shouldStayWithinTheSizeThatTheProviderDeclares() throws Exception {
    try (Provider provider = Provider.inSmallBulk();
        Wired wired = new Wired(provider)) {
      List<Outcome> outcomes = wired.deliver(creations(1, 10));

      // A request that is too large would be refused, and its ten written one by one besides.
      assertThat(outcomes).allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.CREATED));
      assertThat(wired.wire.writes()).isLessThan(10);
    }
  }

  @Test
  void shouldSendNoneToAProviderThatDeclaresNoneAndSayWhatToWrite() throws Exception {
    try (Provider provider = Provider.withoutBulk();
        Wired wired = new Wired(provider)) {
      List<Outcome> outcomes = wired.deliver(creations(1, 3));

      assertThat(outcomes).allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.CREATED));
      assertThat(wired.wire.writes()).isEqualTo(3);
      assertThat(wired.adapter.probe().failure().orElseThrow().code()).isEqualTo("SCIM_NO_BULK");
    }
  }

  @Test
  void shouldSendNoneWhereItIsNotAskedForThoughTheProviderTakesThem() throws Exception {
    try (Provider provider = Provider.patching()) {
      assertThat(provider.adapter().batchSize()).isEqualTo(1);
      assertThat(provider.adapter().probe().ready()).isTrue();
    }
  }

  @Test
  void shouldGiveEachOperationAReceiptOfItsOwn() throws Exception {
    try (Provider provider = Provider.inBulk("patch");
        Wired wired = new Wired(provider)) {
      wired.wire.onWrites(
          Fault.lost(
              Fault.json(
                  200,
                  """
                  {"Operations": [
                    {"method": "POST", "bulkId": "create-3", "status": "429"},
                    {"method": "POST", "bulkId": "create-0", "status": "201",
                     "location": "https://idp.example/scim/v2/Users/a%2F1"},
                    {"method": "POST", "bulkId": "create-1", "status": {"code": "400"},
                     "response": {"scimType": "invalidValue", "detail": "student-2 is no name"}}
                  ]}
                  """)));

      List<Outcome> outcomes = wired.deliver(creations(1, 4));

      assertThat(outcomes.get(0)).isEqualTo(new Applied(Effect.CREATED, Optional.of("a/1")));
      assertThat(kind(outcomes.get(1))).isEqualTo(Kind.CONTENT);
      assertThat(outcomes.get(1).toString())
          .contains("SCIM_INVALID_VALUE")
          .doesNotContain("student-2");
      assertThat(kind(outcomes.get(2))).as("passed over").isEqualTo(Kind.UNKNOWN);
      assertThat(kind(outcomes.get(3))).isEqualTo(Kind.THROTTLED);
    }
  }

  @Test
  void shouldLookForWhatTheAnswerPassesOver() throws Exception {
    try (Provider provider = Provider.inBulk("patch");
        Wired wired = new Wired(provider)) {
      wired.wire.onWrites(Fault.done(Fault.json(200, "{\"Operations\": []}")));

      List<Outcome> outcomes = wired.deliver(creations(1, 4));

      assertThat(outcomes).allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.CREATED));
      assertThat(provider.count()).isEqualTo(4);
      assertThat(provider.idp().stats().duplicates()).isZero();
    }
  }

  @Test
  void shouldWriteOneByOneWhatIsRefusedAsAWhole() throws Exception {
    try (Provider provider = Provider.inBulk("patch");
        Wired wired = new Wired(provider)) {
      wired.deliver(creations(5, 6));
      int before = wired.wire.writes();
      provider.idp().refuseBulk();

      List<Outcome> outcomes = wired.deliver(creations(1, 4));

      assertThat(outcomes).allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.CREATED));
      assertThat(wired.wire.writes() - before).isEqualTo(5);
    }
  }

  @Test
  void shouldDoOneAfterTheOtherWhatConcernsTheSameAccount() throws Exception {
    try (Provider provider = Provider.inBulk("patch");
        Wired wired = new Wired(provider)) {
      wired.deliver(creations(1, 1));
      List<Delivery> both = new ArrayList<>();
      for (String name : List.of("First", "Second")) {
        Map<String, Value> payload = provider.payload(1);
        payload.put("displayName", Value.text(name));
        both.add(delivery(name, 1, payload));
      }

      List<Outcome> outcomes = wired.deliver(both);

      assertThat(outcomes).allSatisfy(one -> assertThat(effect(one)).isEqualTo(Effect.UPDATED));
      assertThat(provider.idp().account("user1@cedar.example").orElseThrow())
          .containsEntry("displayName", "Second");
    }
  }

  /** The provider behind a wire that counts. */
  private static final class Wired implements AutoCloseable {
    private final FaultyWire wire;
    private final ConsumerAdapter adapter;

    Wired(Provider provider) {
      wire = new FaultyWire(URI.create(provider.idp().url()));
      adapter = provider.adapter(wire.url(), Duration.ofSeconds(10));
    }

    /** The outcomes in the order of the deliveries. */
    List<Outcome> deliver(List<Delivery> deliveries) throws AdapterFailure {
      List<Receipt> receipts = adapter.deliver(deliveries);
      return deliveries.stream()
          .map(
              each ->
                  receipts.stream()
                      .filter(one -> one.deliveryId().equals(each.id()))
                      .findFirst()
                      .orElseThrow()
                      .outcome())
          .toList();
    }

    @Override
    public void close() {
      wire.close();
      adapter.close();
    }
  }

  private static List<Delivery> creations(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> delivery("d" + number, number, Provider.student(number)))
        .toList();
  }

  private static Delivery delivery(String id, int number, Map<String, Value> payload) {
    return new Delivery(
        id,
        new RecordKey("student", "key-" + number),
        "Users",
        Operation.UPSERT,
        payload,
        payload.keySet(),
        true,
        Optional.empty(),
        1);
  }

  private static Effect effect(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).effect();
  }

  private static Kind kind(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).failure().kind();
  }
}
