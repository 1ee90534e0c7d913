package homeroom.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.planning.Rules;
import homeroom.reconcile.Reconciliation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Comparisons one after the other, and what may be repaired of them. */
class ReconciliationsTest {

  private static final Repair.Wish PLAIN = new Repair.Wish(false, false);

  private final HubRecords hub = new HubRecords();
  private final HeldThere lms = new HeldThere();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-09-01T08:00:00Z"));
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Rules rules = SomeRules.rules();
  private Optional<Reconciliations> opened = Optional.empty();

  @AfterEach
  void close() {
    goOn.countDown();
    opened.ifPresent(Reconciliations::close);
  }

  private Reconciliations all() {
    if (opened.isEmpty()) {
      opened =
          Optional.of(
              new Reconciliations(
                  new Reconciliations.Parts(
                      rules,
                      Map.of("lms", lms),
                      Map.of(),
                      hub,
                      (source, batch, reader) -> {
                        throw new IllegalStateException("no batches");
                      },
                      now::get)));
    }
    return opened.get();
  }

  private String begun() throws AdapterFailure {
    return begun(Optional.empty());
  }

  private String begun(Optional<String> entity) throws AdapterFailure {
    return all().start(new Question("lms", Optional.empty(), entity, false)).id();
  }

  private String done() throws AdapterFailure {
    return done(Optional.empty());
  }

  private String done(Optional<String> entity) throws AdapterFailure {
    String id = begun(entity);
    await().until(() -> all().find(id).orElseThrow().outcome().isPresent());
    return id;
  }

  private Repair repaired(String id) throws Exception {
    return all().repairs().begin(id, PLAIN);
  }

  private static void assertRefused(String code, ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOfSatisfying(
            AdapterFailure.class, it -> assertThat(it.failure().code()).isEqualTo(code));
  }

  private void assertFailed(String code, String id) {
    await()
        .untilAsserted(
            () ->
                assertThat(all().find(id).orElseThrow().outcome())
                    .hasValueSatisfying(
                        outcome ->
                            assertThat(((Outcome.Failed) outcome).failure().code())
                                .isEqualTo(code)));
  }

  private static List<String> keys(List<homeroom.api.RecordKey> records) {
    return records.stream().map(Object::toString).sorted().toList();
  }

  private void holds(int students) {
    for (int i = 0; i < students; i++) {
      lms.holding("users", "u" + i, "id", "there" + i, "name", "Ada");
      hub.holding("student/there" + i, "name", "Ada");
    }
  }

  private void waiting() {
    lms.thenDoing(
        () -> {
          try {
            goOn.await();
          } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void shouldHaveAFewWaitAndRefuseMore() throws Exception {
    waiting();
    String running = begun();
    await().until(() -> hub.pages() > 0);
    String second = begun();
    String third = begun();

    assertRefused("RECONCILE_BUSY", this::begun);
    assertThat(all().cancel(second).outcome()).isPresent();
    goOn.countDown();
    await().until(() -> all().find(third).orElseThrow().report().isPresent());
    assertThat(all().find(running).orElseThrow().report()).isPresent();
    assertThat(all().find(second).orElseThrow().report()).isEmpty();
  }

  @Test
  void shouldEndAComparisonThatSomebodyCancels() throws Exception {
    hub.holding("student/1", "name", "Ada");
    waiting();
    String id = begun();
    await().until(() -> hub.pages() > 0);
    all().cancel(id);
    assertFailed("RECONCILE_CANCELLED", id);
    goOn.countDown();

    assertThat(all().find(done()).orElseThrow().report()).isPresent();
    assertFailed("RECONCILE_CANCELLED", id);
    assertRefused("RECONCILE_OVER", () -> all().cancel(id));
    assertRefused("RECONCILE_NOT_DONE", () -> repaired(id));
  }

  @Test
  void shouldCallTheStoresFailureOneThatPasses() throws Exception {
    hub.away(true);
    String id = begun();

    assertFailed("RECONCILE_RECORDS_AWAY", id);
  }

  @Test
  void shouldSayThatTheMemoryWasNotEnoughAndGoOnWithTheNext() throws Exception {
    lms.thenDoing(
        () -> {
          throw new OutOfMemoryError("as if");
        });
    assertFailed("RECONCILE_OUT_OF_MEMORY", begun());
    lms.thenDoing(() -> {});

    assertThat(all().find(done()).orElseThrow().report()).isPresent();
  }

  @Test
  void shouldRepairWhatIsMissingAndDifferentOnce() throws Exception {
    holds(3);
    hub.holding("student/1", "name", "Ada").holding("student/2", "name", "Bea");
    lms.holding("users", "u2", "id", "2", "name", "Other");
    String id = done();

    assertThat(all().repairs().preview(id, PLAIN).records()).hasSize(2);
    Repair repair = repaired(id);
    assertThat(keys(repair.missing())).containsExactly("student/1");
    assertThat(keys(repair.again())).containsExactly("student/2");
    assertRefused("RECONCILE_REPAIRED", () -> repaired(id));
    assertRefused("RECONCILE_REPAIRED", () -> all().repairs().preview(id, PLAIN));
    all().repairs().notDone(id);
    assertThat(repaired(id).records()).hasSize(2);
  }

  @Test
  void shouldLookOnceMoreBeforeItRepairs() throws Exception {
    holds(3);
    for (int i = 1; i <= 4; i++) {
      hub.holding("student/" + i, "name", "Ada");
    }
    String id = done();
    hub.delivered("student/1");
    hub.holding(2, "student/2", "name", "Ann");
    hub.owing(
        "student/3", new Records.Known(homeroom.reconcile.compare.Note.OWED, Optional.empty()));

    Repair repair = repaired(id);

    assertThat(keys(repair.records())).containsExactly("student/4");
    assertThat(repair.left()).isEqualTo(3);
  }

  @Test
  void shouldNotRepairByWhatWasSeenMoreThanAnHourAgo() throws Exception {
    holds(3);
    hub.holding("student/1", "name", "Ada");
    String id = done();
    now.set(now.get().plus(Duration.ofMinutes(61)));

    assertRefused("RECONCILE_TOO_OLD", () -> repaired(id));
  }

  @Test
  void shouldRefuseToRepairMoreThanOneReplayTakes() throws Exception {
    holds(1_100);
    for (int i = 0; i < 1_001; i++) {
      hub.holding("student/" + i, "name", "Ada");
    }
    String id = done();

    assertRefused("RECONCILE_TOO_MANY", () -> repaired(id));
  }

  @Test
  void shouldNotBelieveASystemThatShowsNothing() throws Exception {
    hub.holding("student/1", "name", "Ada");
    String id = done();

    assertRefused(
        "RECONCILE_NOTHING_READ", () -> all().repairs().begin(id, new Repair.Wish(false, true)));
  }

  @Test
  void shouldNotRepairMostOfAnEntityUnlessThatIsSaid() throws Exception {
    holds(10);
    for (int i = 0; i < 11; i++) {
      hub.holding("student/" + i, "name", "Ada");
    }
    String id = done();

    assertRefused("RECONCILE_MOST_DIFFERS", () -> repaired(id));
    assertThat(all().repairs().begin(id, new Repair.Wish(false, true)).records()).hasSize(11);
  }

  @Test
  void shouldNotRepairAnEntityWhoseParentsWereNotCompared() throws Exception {
    holds(3);
    hub.holding("student/1", "name", "Ada");
    String students = done(Optional.of("student"));
    assertRefused("RECONCILE_PARENTS_NOT_COMPARED", () -> repaired(students));

    lms.holding("sections", "s9", "id", "9", "title", "Nine");
    hub.holding("class/9", "title", "Nine").holding("class/1", "title", "One");
    assertThat(keys(repaired(done(Optional.of("class"))).missing())).containsExactly("class/1");
  }

  @Test
  void shouldRepairNoChildOfWhatIsNotThere() throws Exception {
    holds(3);
    hub.holding("class/refused", "title", "One").holding("class/missing", "title", "Two");
    hub.owing(
        "class/refused",
        new Records.Known(homeroom.reconcile.compare.Note.REFUSED, Optional.of("NO")));
    hub.holding("student/1", "name", "Ada", "class", "refused");
    hub.holding("student/2", "name", "Bea", "class", "missing");
    hub.holding("student/3", "name", "Cem", "class", "missing");
    lms.holding("users", "u3", "id", "3", "name", "Other");
    hub.holding("seat/1", "class", "refused", "person", "2");
    hub.holding("seat/2", "class", "missing", "person", "1");
    hub.holding("seat/3", "class", "missing", "person", "2");
    String id = done();

    Repair repair = repaired(id);

    // What is told again would not wait for what is created; what is created does.
    assertThat(keys(repair.missing())).containsExactly("class/missing", "seat/3", "student/2");
    assertThat(repair.again()).isEmpty();
    assertThat(repair.left()).isEqualTo(4);
  }

  @Test
  void shouldVoidNothingOfWhatMayBeThereWithOtherContents() throws Exception {
    holds(3);
    hub.holding("note/1", "text", "Late");
    lms.holding("notes", "n1", "text", "Early");
    String id = done();

    Repair repair = repaired(id);

    assertThat(repair.missing()).isEmpty();
    assertThat(keys(repair.again())).containsExactly("note/1");
  }

  @Test
  void shouldWakeWhatSleepsOnlyIfThatIsAskedFor() throws Exception {
    holds(3);
    hub.holding("student/1", "name", "Ada");
    lms.asleep("users", "u1", "id", "1", "name", "Ada");
    String id = done();

    assertThat(repaired(id).isEmpty()).isTrue();
    Repair repair = all().repairs().begin(id, new Repair.Wish(true, false));
    assertThat(keys(repair.missing())).containsExactly("student/1");
  }
}
