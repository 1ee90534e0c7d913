package homeroom.audit;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.refused;
import static homeroom.audit.Samples.sent;
import static homeroom.audit.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.audit.FreshnessQueries.Complete;
import homeroom.audit.FreshnessQueries.Owed;
import homeroom.audit.FreshnessQueries.Refused;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How old what systems hold is, in every database. */
abstract class FreshnessQueriesTest extends StoreFixture {

  FreshnessQueriesTest(TestDatabase database) {
    super(database);
  }

  private void pass(String batch, int partition, long minute) {
    write(
        new LogEntry.Passed(
            Samples.boundary("sis", batch, partition, 2, minutes(minute)), minutes(minute + 1)));
  }

  private void passBoth(String batch, long minute) {
    pass(batch, 0, minute);
    pass(batch, 1, minute);
  }

  private Optional<String> newest() {
    return store.freshness().newest("sis").flatMap(Complete::batch);
  }

  /** Up to which batch the LMS is in step. */
  private Optional<String> reached() {
    Optional<Instant> oldest = owed().oldest();
    return oldest.isEmpty()
        ? newest()
        : store.freshness().before("sis", oldest.get()).flatMap(Complete::batch);
  }

  private Owed owed() {
    return store.freshness().owed("lms", List.of("student", "class"));
  }

  private static Movement changed(long version, long minute, homeroom.schema.Sent... sent) {
    Movement movement = accepted("student", "1", minutes(minute), sent);
    movement.setVersion(version);
    return movement;
  }

  private static Movement confirmed(
      String delivery, long version, long minute, homeroom.schema.Sent... next) {
    Movement movement = delivered("lms", "student", "1", delivery, "UPDATED", minutes(minute));
    movement.setVersion(version);
    movement.setSent(List.of(next));
    return movement;
  }

  @Test
  void shouldCountABoundaryOnceEveryPartOfTheRouterHasPassedIt() {
    passBoth("b1", 1);
    pass("b2", 0, 2);
    assertThat(newest()).contains("b1");

    pass("b2", 1, 3);

    assertThat(store.freshness().newest("sis"))
        .contains(
            new Complete(
                Optional.of("b2"),
                minutes(-2),
                Optional.of(minutes(-2)),
                minutes(2),
                minutes(3),
                minutes(4)));
    assertThat(store.freshness().newest("lms")).isEmpty();
  }

  @Test
  void shouldNotCountABoundaryWhileSomethingFromBeforeItIsUnderWay() {
    passBoth("b1", 1);
    write(changed(1, 2, sent("lms", "d1")));
    passBoth("b2", 3);
    assertThat(reached()).contains("b1");
    assertThat(owed()).isEqualTo(new Owed(1, Optional.of(minutes(2)), 0));

    write(confirmed("d1", 1, 9));

    assertThat(reached()).contains("b2");
  }

  @Test
  void shouldNotCountABoundaryWhileSomethingFromBeforeItWaits() {
    passBoth("b1", 1);
    write(
        accepted("org", "1", minutes(2), sent("lms", "d1")),
        accepted("class", "7", minutes(2), waiting("lms", "org/1")),
        accepted("student", "2", minutes(1), waiting("idp", "org/1")));
    passBoth("b2", 3);

    assertThat(reached()).contains("b1");
    assertThat(owed()).isEqualTo(new Owed(1, Optional.of(minutes(2)), 0));
  }

  @Test
  void shouldCountApartWhatWaitsForWhatNobodyTold() {
    passBoth("b1", 1);
    write(
        accepted("class", "7", minutes(2), waiting("lms", "org/1")),
        accepted("student", "2", minutes(2), waiting("lms", "class/7", "after:idp")));
    passBoth("b2", 3);
    assertThat(reached()).contains("b2");
    assertThat(owed()).isEqualTo(new Owed(0, Optional.empty(), 2));

    write(accepted("org", "1", minutes(4), sent("lms", "d1")));

    assertThat(owed()).isEqualTo(new Owed(2, Optional.of(minutes(2)), 0));
  }

  /** It may be there already, and the router is about to find that out. */
  @Test
  void shouldCountWhatWaitsForWhatTheSystemItselfMayHaveToldOf() {
    passBoth("b1", 1);
    write(
        accepted("org", "1", minutes(2)),
        accepted("class", "7", minutes(2), waiting("lms", "org/1")));
    passBoth("b2", 3);

    assertThat(reached()).contains("b1");
    assertThat(owed()).isEqualTo(new Owed(1, Optional.of(minutes(2)), 0));
  }

  @Test
  void shouldCountWhatWaitsForWhatIsThereThoughItsLastChangeWasRefused() {
    write(
        accepted("org", "1", minutes(1), sent("lms", "d1")),
        delivered("lms", "org", "1", "d1", "CREATED", minutes(1)));
    passBoth("b1", 2);
    write(
        accepted("org", "1", minutes(3), sent("lms", "d2")),
        accepted("class", "7", minutes(3), waiting("lms", "org/1")),
        refused("lms", "org", "1", "d2", "TAKEN", minutes(4)));
    passBoth("b2", 5);

    assertThat(reached()).contains("b1");
    assertThat(owed().records()).isEqualTo(1);
  }

  @Test
  void shouldCountApartWhatWaitsForWhatWasRefused() {
    passBoth("b1", 1);
    write(
        accepted("org", "1", minutes(2), sent("lms", "d1")),
        accepted("class", "7", minutes(2), waiting("lms", "org/1")),
        refused("lms", "org", "1", "d1", "TAKEN", minutes(3)));
    passBoth("b2", 4);

    assertThat(reached()).contains("b2");
    assertThat(owed()).isEqualTo(new Owed(0, Optional.empty(), 1));
  }

  @Test
  void shouldCountABoundaryWhileSomethingFromBehindItIsUnderWay() {
    passBoth("b1", 1);
    write(changed(1, 2, sent("lms", "d1")));

    assertThat(reached()).contains("b1");
  }

  /** What changed while a delivery was under way left only after the boundary. */
  @Test
  void shouldNotCountABoundaryBeforeWhatWasOwedBehindADeliveryIsThere() {
    passBoth("b1", 1);
    write(changed(1, 2, sent("lms", "d1")), changed(2, 3));
    passBoth("b2", 4);
    write(confirmed("d1", 1, 5, sent("lms", "d2")));
    assertThat(owed().oldest()).contains(minutes(3));
    assertThat(reached()).contains("b1");

    write(confirmed("d2", 2, 6));

    assertThat(owed().records()).isZero();
    assertThat(reached()).contains("b2");
  }

  @Test
  void shouldForgetWhatMightHaveBeenOwedWhenNothingWas() {
    write(changed(1, 2, sent("lms", "d1")), changed(2, 3), confirmed("d1", 1, 5));
    passBoth("b2", 6);
    write(changed(3, 7, sent("lms", "d2")));

    assertThat(owed().oldest()).contains(minutes(7));
    assertThat(reached()).contains("b2");
  }

  @Test
  void shouldCountApartWhatWasRefused() {
    write(
        accepted("student", "1", minutes(2), sent("lms", "d1")),
        refused("lms", "student", "1", "d1", "TAKEN", minutes(3)));
    passBoth("b1", 4);

    assertThat(reached()).contains("b1");
    assertThat(store.freshness().refused("lms")).containsExactly(new Refused("TAKEN", 1));
  }

  @Test
  void shouldNotWaitForWhatWasDeletedBeforeItGotThere() {
    write(accepted("student", "1", minutes(2), waiting("lms", "org/1")));
    write(new LogEntry.Became(Samples.golden("student", "1", 2, false, Map.of()), minutes(3)));
    passBoth("b1", 4);

    assertThat(reached()).contains("b1");
  }

  @Test
  void shouldSayWhenASourceLastSaidSomething() {
    write(
        accepted("student", "1", minutes(2), sent("lms", "d1")),
        Samples.movement(MovementOutcome.UNCHANGED, "sis", "student", "1", minutes(5)).build(),
        delivered("lms", "student", "1", "d1", "CREATED", minutes(6)));

    assertThat(store.freshness().lastEvent("sis")).contains(minutes(5));
    assertThat(store.freshness().lastEvent("lms")).isEmpty();
  }

  @Test
  void shouldKeepTheNewestBoundaryHoweverOldItIs() {
    passBoth("b1", 1);
    passBoth("b2", 2);

    store.prune(minutes(60));

    assertThat(newest()).contains("b2");
    assertThat(store.freshness().before("sis", minutes(2))).isEmpty();
  }

  /** Its parts came into the log one after another. */
  @Test
  void shouldKeepAllPartsOfTheNewestBoundary() {
    pass("b1", 0, 1);
    pass("b1", 1, 2);

    store.prune(minutes(60));

    assertThat(newest()).contains("b1");
  }

  @Test
  void shouldKeepTheNewestThatCountsBehindOneThatDoesNotYet() {
    passBoth("b1", 1);
    pass("b2", 0, 2);

    store.prune(minutes(60));
    assertThat(newest()).contains("b1");

    pass("b2", 1, 3);
    store.prune(minutes(60));
    assertThat(newest()).contains("b2");
  }

  @Test
  void shouldFindABoundaryBeforeATimeThatLiesBetweenThePartsOfAnother() {
    passBoth("b1", 1);
    pass("b2", 0, 2);
    pass("b2", 1, 4);

    assertThat(store.freshness().before("sis", minutes(3)).flatMap(Complete::batch)).contains("b1");
  }
}
