package homeroom.planning;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Operation;
import homeroom.authority.RecordState;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import homeroom.planning.Input.Answered.Result;
import homeroom.wire.States;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A warehouse is told every version of a record, and not only the newest that is owed. */
class HistoryTest {

  private static final int ACTIONS = 12;

  private static District district() {
    Subscription plain =
        District.subscription("warehouse", List.of(), "familyName", "preferredName");
    return new District(
        new Subscription(
            "warehouse",
            "student",
            plain.target(),
            plain.mapping(),
            List.of(),
            List.of(),
            true,
            true));
  }

  private static List<Long> versions(District district) {
    return district.sends().stream().map(Effect.Send::version).toList();
  }

  @Example
  void shouldSendTheNextVersionWhileOneIsOnItsWay() {
    District district = district().says("sis", Map.of("familyName", "A"));
    assertThat(versions(district)).containsExactly(1L);

    assertThat(versions(district.says("sis", Map.of("familyName", "B")))).containsExactly(2L);
    assertThat(versions(district.saysGone("sis"))).containsExactly(3L);
    assertThat(district.sends().getFirst().operation()).isEqualTo(Operation.DELETE);
  }

  @Example
  void shouldSendAValueThatCameBackWhileTheOtherIsOnItsWay() {
    District district = district().says("sis", Map.of("familyName", "A")).settle();
    district.says("sis", Map.of("familyName", "B"));

    assertThat(versions(district.says("sis", Map.of("familyName", "A")))).containsExactly(3L);
    assertThat(district.sends().getFirst().changed())
        .containsExactlyElementsOf(district.sends().getFirst().payload().names());
  }

  @Example
  void shouldSendNothingForAVersionThatSaysTheSameThere() {
    District district = district().says("sis", Map.of("familyName", "A"));

    assertThat(versions(district.says("sis", Map.of("school", "S1")))).isEmpty();
  }

  @Example
  void shouldWriteDownThatAnEarlierVersionArrived() {
    District district = district().says("sis", Map.of("familyName", "A"));
    String first = district.openFor("warehouse");
    district.says("sis", Map.of("familyName", "B"));

    district.answers("warehouse", first, Result.CREATED);

    assertThat(district.only(Moved.class))
        .singleElement()
        .satisfies(
            moved -> {
              assertThat(moved.outcome()).isEqualTo(Outcome.DELIVERED);
              assertThat(moved.version()).isEqualTo(1);
            });
    assertThat(district.sends()).isEmpty();
  }

  @Example
  void shouldSendOnlyTheCurrentStateWhenAReplayAsks() {
    District district = district().says("sis", Map.of("familyName", "A")).settle();
    district.says("sis", Map.of("familyName", "B")).settle();

    assertThat(district.replays("warehouse").sends()).isEmpty();
    assertThat(versions(district.voids("warehouse", 1, true).replays("warehouse")))
        .containsExactly(2L);
  }

  @Example
  void shouldNotGrowWhileTheWarehouseIsDown() {
    District district = district().says("sis", Map.of("familyName", "F0"));
    List<Integer> sizes = new ArrayList<>();
    for (int edit = 1; edit <= 200; edit++) {
      district.says("sis", Map.of("familyName", "F" + edit));
      sizes.add(States.encode(district.state()).length);
    }

    assertThat(sizes.getLast()).isLessThan(sizes.get(20) + 16);
  }

  /** The warehouse's table: what was inserted, by what makes an entry the same. */
  private static final class Table {
    final Map<String, Effect.Send> rows = new LinkedHashMap<>();

    void insert(Effect.Send send) {
      rows.putIfAbsent(
          send.version() + " " + send.operation() + " " + send.payload().fingerprint(), send);
    }
  }

  @Property(seed = "1", tries = 2000)
  void shouldHoldEveryVersionOnceAndInOrder(@ForAll("choices") List<Integer> choices) {
    District district = district();
    Table table = new Table();
    List<Effect.Send> log = new ArrayList<>();
    Deque<Effect.Send> receipts = new ArrayDeque<>();
    List<String> accepted = new ArrayList<>();
    int next = 0;
    int committed = 0;
    for (int choice : choices) {
      switch (choice % ACTIONS) {
        case 0, 1, 2, 3 -> {
          district.says("sis", Map.of("familyName", "F" + choice / ACTIONS % 3));
          told(district, log, accepted);
        }
        case 4 -> {
          district.saysGone("sis");
          told(district, log, accepted);
        }
        case 5, 6, 7 -> {
          if (next < log.size()) {
            table.insert(log.get(next++));
          }
        }
        case 8, 9 -> {
          // What ended is written down, all at once, and with the receipts.
          for (; committed < next; committed++) {
            receipts.add(log.get(committed));
          }
        }
        case 10 -> next = committed; // It was killed, and begins behind what was written down.
        default -> answer(district, receipts, log);
      }
    }
    for (; next < log.size() || committed < next || !receipts.isEmpty(); ) {
      for (; next < log.size(); next++) {
        table.insert(log.get(next));
      }
      for (; committed < next; committed++) {
        receipts.add(log.get(committed));
      }
      answer(district, receipts, log);
    }
    assertThat(table.rows.values().stream().map(HistoryTest::said))
        .containsExactlyElementsOf(accepted);
    RecordState state = district.state();
    assertThat(state.system("warehouse").flatMap(it -> it.open())).isEmpty();
  }

  private static String said(Effect.Send send) {
    return send.operation() == Operation.DELETE
        ? send.version() + " gone"
        : send.version() + " " + send.payload().get("user.familyName");
  }

  private static void told(District district, List<Effect.Send> log, List<String> accepted) {
    log.addAll(district.sends());
    RecordState state = district.state();
    boolean neverThere = accepted.isEmpty() && !state.exists();
    if (!district.only(Effect.Changed.class).isEmpty() && !neverThere) {
      accepted.add(
          state.version() + (state.exists() ? " " + state.values().get("familyName") : " gone"));
    }
  }

  private static void answer(
      District district, Deque<Effect.Send> receipts, List<Effect.Send> log) {
    if (receipts.isEmpty()) {
      return;
    }
    Effect.Send ended = receipts.remove();
    district.answers(
        "warehouse",
        ended.deliveryId(),
        ended.operation() == Operation.DELETE ? Result.DELETED : Result.UPDATED);
    log.addAll(district.sends());
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, ACTIONS * 9).list().ofMinSize(1).ofMaxSize(60);
  }
}
