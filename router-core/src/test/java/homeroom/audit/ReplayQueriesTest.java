package homeroom.audit;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.dropped;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.refused;
import static homeroom.audit.Samples.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import homeroom.api.RecordKey;
import homeroom.schema.MovementOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which records a replay is about, and what became of it, in every database. */
abstract class ReplayQueriesTest extends StoreFixture {

  ReplayQueriesTest(TestDatabase database) {
    super(database);
  }

  private ReplayQueries.Filter toLms(boolean refused, boolean confirmed) {
    return new ReplayQueries.Filter(
        "lms",
        Optional.of(new ReplayQueries.Window(minutes(10), minutes(20))),
        Optional.empty(),
        List.of(),
        refused,
        Optional.empty(),
        confirmed);
  }

  private List<String> found(ReplayQueries.Filter filter) {
    List<String> found = new ArrayList<>();
    Optional<RecordKey> last = Optional.empty();
    // One at a time, so that the place is what it goes on from.
    while (true) {
      List<ReplayQueries.Found> next = store.replays().after(filter, last, 1);
      if (next.isEmpty()) {
        assertThat(store.replays().count(filter)).isEqualTo(found.size());
        return found;
      }
      Subject subject = next.getFirst().subject();
      last = Optional.of(new RecordKey(subject.entity(), subject.key().orElseThrow()));
      found.add(subject.key().orElseThrow());
    }
  }

  @Test
  void shouldFindWhatHadToDoWithASystemInAWindow() {
    write(
        accepted("student", "early", minutes(9), sent("lms", "d1")),
        accepted("student", "due", minutes(10), sent("idp", "d2"), sent("lms", "d3")),
        accepted("student", "elsewhere", minutes(11), sent("idp", "d4"), sent("old-lms", "d5")),
        refused("lms", "student", "refused", "d6", "NO", minutes(12)),
        delivered("lms", "student", "there", "d7", "CREATED", minutes(13)),
        delivered("lms", "student", "late", "d8", "CREATED", minutes(20)),
        Samples.movement(MovementOutcome.ACCEPTED, "lms", "student", "said", minutes(14)).build());

    assertThat(store.replays().oldest()).contains(minutes(9));
    assertThat(found(toLms(false, false))).containsExactlyInAnyOrder("due", "refused", "there");
    assertThat(found(toLms(true, false))).containsExactly("refused");
    assertThat(found(toLms(false, true))).containsExactly("there");
    assertThat(store.replays().after(toLms(false, true), Optional.empty(), 9).getFirst().created())
        .contains(minutes(13));
    assertThat(store.replays().counts(toLms(false, false)))
        .extracting(ReplayQueries.Count::standing, ReplayQueries.Count::records)
        .containsExactlyInAnyOrder(
            tuple(Optional.of(HoldingState.IN_STEP), 1L),
            tuple(Optional.of(HoldingState.REFUSED), 1L),
            tuple(Optional.of(HoldingState.SENT), 1L));
  }

  /** A hub that takes a replay over has pseudonyms of its own, and must go on at the same place. */
  @Test
  void shouldGoThroughRecordsInAnOrderThatEveryHubHas() {
    write(
        accepted("student", "9", minutes(11), sent("lms", "d1")),
        accepted("class", "8", minutes(11), sent("lms", "d2")),
        accepted("student", "10", minutes(11), sent("lms", "d3")),
        accepted("student", "a/b", minutes(11), sent("lms", "d4")),
        accepted("enrollment", "7", minutes(11), sent("lms", "d5")),
        accepted("student", "a", minutes(11), sent("lms", "d6")),
        accepted("org", "6", minutes(11), sent("lms", "d7")));

    assertThat(found(toLms(false, false))).containsExactly("8", "7", "6", "10", "9", "a", "a/b");
  }

  private static MovementFilter followingFrom(String cause) {
    return new MovementFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(cause),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void shouldLeaveWhatWasDroppedOutOfAReplayThatDoesNotAskForIt() {
    write(
        refused("lms", "student", "1", "d1", "NO_TERM", minutes(11)),
        refused("lms", "student", "2", "d2", "NO_TERM", minutes(11)),
        dropped("1", "d1", minutes(12)));
    ReplayQueries.Filter one =
        new ReplayQueries.Filter(
            "lms",
            Optional.of(new ReplayQueries.Window(minutes(10), minutes(20))),
            Optional.empty(),
            List.of(pseudonym("student/1")),
            false,
            Optional.empty(),
            false);

    assertThat(found(toLms(false, false))).containsExactly("2");
    assertThat(found(toLms(true, false))).containsExactlyInAnyOrder("1", "2");
    assertThat(found(one)).containsExactly("1");
  }

  @Test
  void shouldCountWhatBecameOfAReplay() {
    write(
        Samples.movement(MovementOutcome.WAITING, "lms", "student", "1", minutes(1))
            .setCauseId("replay-1")
            .setCode("CONFIRMATION_VOID")
            .build(),
        Samples.movement(MovementOutcome.WAITING, "lms", "student", "2", minutes(1))
            .setCauseId("replay-1")
            .setCode("CONFIRMATION_VOID")
            .build());
    assertThat(store.deliveries().counts())
        .extracting(DeliveryQueries.Count::state, DeliveryQueries.Count::records)
        .containsExactly(tuple(HoldingState.WAITING, 2L));
    write(
        Samples.movement(MovementOutcome.SENT, "lms", "student", "1", minutes(2))
            .setCauseId("replay-1")
            .setCode("REPLAY_SENT")
            .setDeliveryId("d1")
            .build(),
        delivered("lms", "student", "1", "d1", "CREATED", minutes(3)),
        Samples.movement(MovementOutcome.UNCHANGED, "lms", "student", "2", minutes(2))
            .setCauseId("replay-1")
            .setCode("REPLAY_NOTHING_OWED")
            .build());

    assertThat(store.replays().decided("replay-1"))
        .isEqualTo(Map.of("CONFIRMATION_VOID", 2L, "REPLAY_SENT", 1L, "REPLAY_NOTHING_OWED", 1L));
    assertThat(store.replays().ended("replay-1")).isEqualTo(Map.of("DELIVERED", 1L));
    assertThat(outcomes(followingFrom("replay-1")))
        .containsExactlyInAnyOrder("WAITING lms", "WAITING lms", "SENT lms", "UNCHANGED lms");
    assertThat(store.deliveries().counts())
        .extracting(DeliveryQueries.Count::state, DeliveryQueries.Count::records)
        .containsExactly(tuple(HoldingState.IN_STEP, 2L));
  }
}
