package homeroom.audit;

import static homeroom.audit.Samples.NOON;
import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.contact;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.dropped;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.refused;
import static homeroom.audit.Samples.sent;
import static homeroom.audit.Samples.waiting;
import static homeroom.authority.FieldRules.EXISTS;
import static homeroom.schema.MovementOutcome.INITIAL_MISMATCH;
import static homeroom.schema.MovementOutcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import homeroom.api.RecordKey;
import homeroom.schema.AlertStatus;
import homeroom.schema.BatchStatus;
import homeroom.schema.Day;
import homeroom.schema.Decimal;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database must give back; the subclasses say which one. */
abstract class StoreTest extends StoreFixture {

  StoreTest(TestDatabase database) {
    super(database);
  }

  @Test
  void shouldGiveAMovementBackAsItWas() {
    write(
        accepted(
            "student", "123", NOON, sent("idp", "d1"), waiting("lms", "class/9", "after:idp")));

    MovementEntry movement =
        store.movements().find(MovementFilter.ALL, Optional.empty(), 10).items().getFirst();

    assertThat(movement.subject())
        .isEqualTo(new Subject(pseudonym("student/123"), "student", Optional.of("123")));
    assertThat(movement.outcome()).isEqualTo("ACCEPTED");
    assertThat(movement.fields()).containsExactly("email", "givenName");
    assertThat(movement.batch()).contains("b1");
    assertThat(movement.delivery()).isEmpty();
    assertThat(movement.at()).isEqualTo(NOON);
    assertThat(movement.sent())
        .containsExactly(
            new MovementEntry.Due("idp", Optional.of("d1"), List.of()),
            new MovementEntry.Due(
                "lms", Optional.empty(), List.of("class~" + pseudonym("class/9"), "after:idp")));
  }

  @Test
  void shouldFindMovementsByEachFilter() {
    write(
        accepted("student", "1", minutes(0), sent("lms", "d1")),
        delivered("lms", "student", "1", "d1", "CREATED", minutes(1)),
        accepted("class", "9", minutes(2), sent("lms", "d2")),
        refused("lms", "class", "9", "d2", "NO_TERM", minutes(3)));

    assertThat(outcomes(MovementFilter.ALL))
        .containsExactly("REFUSED lms", "ACCEPTED sis", "DELIVERED lms", "ACCEPTED sis");
    assertThat(outcomes(MovementFilter.of(pseudonym("student/1"))))
        .containsExactly("DELIVERED lms", "ACCEPTED sis");
    assertThat(outcomes(filter("class", "lms", null))).containsExactly("REFUSED lms");
    assertThat(outcomes(filter(null, null, MovementOutcome.DELIVERED)))
        .containsExactly("DELIVERED lms");
    assertThat(
            outcomes(
                new MovementFilter(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(minutes(1)),
                    Optional.of(minutes(3)))))
        .containsExactly("ACCEPTED sis", "DELIVERED lms");
  }

  private static MovementFilter filter(String entity, String system, MovementOutcome outcome) {
    return new MovementFilter(
        Optional.empty(),
        Optional.ofNullable(entity),
        Optional.ofNullable(system),
        Optional.ofNullable(outcome),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void shouldPageThroughMovementsOfOneMomentWithoutGapOrRepetition() {
    Movement[] movements = new Movement[25];
    for (int i = 0; i < movements.length; i++) {
      movements[i] = accepted("student", "s" + i, minutes(i / 10));
    }
    write(movements);

    List<Long> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<MovementEntry> page = store.movements().find(MovementFilter.ALL, cursor, 7);
      page.items().forEach(movement -> seen.add(movement.seq()));
      cursor = page.cursor();
    } while (cursor.isPresent());

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void shouldRefuseACursorThatItDidNotMake() {
    assertThatThrownBy(
            () -> store.movements().find(MovementFilter.ALL, Optional.of("nonsense!"), 10))
        .isInstanceOfSatisfying(
            StoreFailure.class,
            failure -> assertThat(failure.failure().code()).isEqualTo("CURSOR_INVALID"));
  }

  @Test
  void shouldFollowARecordThroughItsDeliveries() {
    write(accepted("student", "1", minutes(0), waiting("lms", "class/9")));
    assertThat(holding("student/1").state()).isEqualTo(HoldingState.WAITING);
    assertThat(holding("student/1").reason()).contains("class");

    write(
        Samples.movement(MovementOutcome.RELEASED, "lms", "student", "1", minutes(1))
            .setDeliveryId("d1")
            .setSent(List.of(sent("lms", "d1")))
            .build());
    assertThat(holding("student/1").state()).isEqualTo(HoldingState.SENT);
    assertThat(holding("student/1").due()).contains(minutes(0));

    write(delivered("lms", "student", "1", "d1", "CREATED", minutes(2)));
    assertThat(holding("student/1").state()).isEqualTo(HoldingState.IN_STEP);
    assertThat(holding("student/1").due()).isEmpty();

    write(
        accepted("student", "1", minutes(3), sent("lms", "d2")),
        refused("lms", "student", "1", "d2", "NO_TERM", minutes(4)));
    Holding refused = holding("student/1");
    assertThat(refused.state()).isEqualTo(HoldingState.REFUSED);
    assertThat(refused.code()).contains("NO_TERM");
    assertThat(refused.since()).isEqualTo(minutes(4));
    assertThat(refused.due()).contains(minutes(3));
    assertThat(refused.created()).contains(minutes(2));
  }

  private Holding holding(String record) {
    return store.records().holdings(pseudonym(record)).getFirst();
  }

  @Test
  void shouldSendWhatIsOwedAfterAReceipt() {
    write(
        accepted("student", "1", minutes(0), sent("lms", "d1")),
        Samples.movement(MovementOutcome.DELIVERED, "lms", "student", "1", minutes(1))
            .setDeliveryId("d1")
            .setEffect("CREATED")
            .setSent(List.of(sent("lms", "d2")))
            .build());

    assertThat(holding("student/1").state()).isEqualTo(HoldingState.SENT);
    assertThat(holding("student/1").delivery()).contains("d2");
    assertThat(holding("student/1").due()).contains(minutes(1));
  }

  @Test
  void shouldSayWhenARecordFirstGotThere() {
    write(
        accepted("enrollment", "e1", minutes(0), sent("lms", "d1")),
        delivered("lms", "enrollment", "e1", "d1", "CREATED", minutes(5)),
        accepted("enrollment", "e1", minutes(6), sent("lms", "d2")),
        delivered("lms", "enrollment", "e1", "d2", "DELETED", minutes(7)),
        accepted("enrollment", "e1", minutes(8), sent("lms", "d3")),
        delivered("lms", "enrollment", "e1", "d3", "CREATED", minutes(9)));

    assertThat(store.deliveries().firstDelivered(pseudonym("enrollment/e1"), "lms"))
        .contains(
            new DeliveryQueries.FirstDelivered(Optional.of(minutes(5)), Optional.of(minutes(5))));
    assertThat(store.deliveries().firstDelivered(pseudonym("enrollment/e1"), "idp")).isEmpty();
  }

  @Test
  void shouldCountRecordsByState() {
    write(
        accepted("student", "1", minutes(0), sent("lms", "d1")),
        accepted("student", "2", minutes(0), sent("lms", "d2")),
        accepted("student", "3", minutes(0), waiting("lms", "after:idp")));
    write(delivered("lms", "student", "1", "d1", "CREATED", minutes(1)));

    assertThat(store.deliveries().counts())
        .containsExactly(
            new DeliveryQueries.Count("lms", "student", HoldingState.IN_STEP, 1),
            new DeliveryQueries.Count("lms", "student", HoldingState.SENT, 1),
            new DeliveryQueries.Count("lms", "student", HoldingState.WAITING, 1));
  }

  @Test
  void shouldGroupWhatWasNotDeliveredByCause() {
    write(
        accepted("student", "1", minutes(-600), sent("lms", "d1")),
        refused("lms", "student", "1", "d1", "NO_TERM", minutes(1)),
        accepted("student", "2", minutes(2), sent("lms", "d2")),
        refused("lms", "student", "2", "d2", "NO_TERM", minutes(3)),
        accepted("student", "3", minutes(4), waiting("lms", "class/9")),
        accepted("student", "4", minutes(4), sent("lms", "d4")),
        refused("lms", "student", "4", "d4", "NO_TERM", minutes(5)),
        accepted("student", "4", minutes(6), sent("lms", "d5")),
        delivered("lms", "student", "4", "d5", "UPDATED", minutes(7)),
        accepted("student", "5", minutes(4), sent("idp", "d6")));
    write(new LogEntry.Held(Samples.quarantined("q1", "student/8", minutes(3))));

    Undelivered undelivered = store.deliveries().undelivered("lms", minutes(0), minutes(60));

    assertThat(undelivered.causes())
        .extracting(
            Undelivered.Cause::state,
            Undelivered.Cause::reason,
            Undelivered.Cause::records,
            Undelivered.Cause::before,
            Undelivered.Cause::oldest)
        .containsExactly(
            tuple(HoldingState.REFUSED, Optional.of("NO_TERM"), 2L, 1L, minutes(-600)),
            tuple(HoldingState.WAITING, Optional.of("class"), 1L, 0L, minutes(4)));
    assertThat(undelivered.causes().getFirst().examples())
        .extracting(example -> example.subject().key().orElseThrow())
        .containsExactly("1", "2");
    assertThat(undelivered.causes().getLast().examples().getFirst().waitsFor())
        .containsExactly("class~" + pseudonym("class/9"));
    assertThat(undelivered.recovered()).isEqualTo(1);
    assertThat(undelivered.kept())
        .extracting(Undelivered.Kept::code, Undelivered.Kept::entries)
        .containsExactly(tuple("ROW_BAD_CELL", 1L));
  }

  private Undelivered undelivered() {
    return store.deliveries().undelivered("lms", minutes(0), minutes(60));
  }

  @Test
  void shouldNotOweWhatWasDroppedUntilTheRecordChanges() {
    write(
        refused("lms", "student", "1", "d1", "NO_TERM", minutes(1)),
        refused("lms", "student", "2", "d2", "NO_TERM", minutes(1)),
        dropped("1", "d1", minutes(2)));

    assertThat(undelivered().causes()).extracting(Undelivered.Cause::records).containsExactly(1L);
    assertThat(undelivered().causes().getFirst().examples())
        .extracting(example -> example.subject().key().orElseThrow())
        .containsExactly("2");
    assertThat(undelivered().dropped()).isEqualTo(1);
    assertThat(store.deliveries().dropped()).isEqualTo(Map.of("lms", 1L));

    write(accepted("student", "1", minutes(3), sent("lms", "d3")));
    assertThat(undelivered().causes())
        .extracting(Undelivered.Cause::state)
        .containsExactlyInAnyOrder(HoldingState.REFUSED, HoldingState.SENT);
    assertThat(undelivered().dropped()).isZero();

    write(refused("lms", "student", "1", "d3", "NO_TERM", minutes(4)));
    assertThat(undelivered().causes()).extracting(Undelivered.Cause::records).containsExactly(2L);
    assertThat(store.deliveries().dropped()).isEmpty();
  }

  @Test
  void shouldOweNothingForARecordThatWasDeletedBeforeItGotThere() {
    write(accepted("student", "1", minutes(0), waiting("lms", "class/9")));
    write(new LogEntry.Became(Samples.golden("student", "1", 2, false, Map.of()), minutes(1)));

    assertThat(store.deliveries().undelivered("lms", minutes(0), minutes(9)).causes()).isEmpty();
  }

  @Test
  void shouldKeepTheNewestStateOfAnAlertUntilItIsForgotten() {
    write(
        new LogEntry.Alerted(Samples.alert("a1", AlertStatus.SENDING, minutes(0))),
        new LogEntry.Alerted(Samples.alert("a2", AlertStatus.GATHERING, minutes(1))));
    write(
        new LogEntry.Alerted(Samples.alert("a1", AlertStatus.SENT, minutes(0))),
        new LogEntry.Alerted(Samples.alert("a3", AlertStatus.SENT, minutes(2))));

    assertThat(store.alerts().find(Optional.empty(), Optional.empty(), 10))
        .extracting(AlertEntry::id, AlertEntry::status)
        .containsExactly(tuple("a3", "SENT"), tuple("a2", "GATHERING"), tuple("a1", "SENT"));
    assertThat(store.alerts().find(Optional.of("data-team"), Optional.of("SENT"), 10))
        .extracting(AlertEntry::id)
        .containsExactly("a3", "a1");
    assertThat(store.alerts().find(Optional.of("another"), Optional.empty(), 10)).isEmpty();

    write(new LogEntry.Unalerted("a3"), new LogEntry.Unalerted("a2"));
    assertThat(store.alerts().find(Optional.empty(), Optional.empty(), 10))
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.fields()).containsExactly("email");
              assertThat(alert.systems()).containsExactly("lms", "sis");
              assertThat(alert.examples()).containsExactly("pseudonym-1", "pseudonym-2");
              assertThat(alert.endedAt()).contains(minutes(0).plusSeconds(70));
              assertThat(alert.nextAttemptAt()).isEmpty();
            });
  }

  @Test
  void shouldKeepEveryKindOfValueApart() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", "Zoë \"Z\" \0");
    values.put("active", true);
    values.put("grade", 7L);
    values.put("gpa", new Decimal("3.25"));
    values.put("born", new Day(15_000));
    values.put("tags", List.of("a", "b"));
    values.put("nickname", "<null>");
    write(new LogEntry.Became(Samples.golden("student", "1", 4, true, values), NOON));

    RecordEntry record = store.records().find(pseudonym("student/1")).orElseThrow();

    assertThat(record.fields())
        .extracting(field -> field.name() + ":" + field.type() + "=" + field.value())
        .containsExactly(
            "name:text=\"Zoë \\\"Z\\\" \\u0000\"",
            "active:flag=true",
            "grade:whole=7",
            "gpa:decimal=3.25",
            "born:day=\"2011-01-26\"",
            "tags:items=[\"a\",\"b\"]",
            "nickname:null=null");
    assertThat(record.fields().getFirst().rule()).isEqualTo("authority: sis");
    assertThat(record.fields().getFirst().occurredAt()).isEqualTo(NOON);
  }

  @Test
  void shouldListRecordsOfAnEntityOnceEach() {
    for (int i = 0; i < 10; i++) {
      write(
          new LogEntry.Became(Samples.golden("student", "s" + i, 1, true, Map.of()), NOON),
          new LogEntry.Became(Samples.golden("class", "c" + i, 1, true, Map.of()), NOON),
          new LogEntry.Became(Samples.golden("student", "s" + i, 2, true, Map.of()), NOON));
    }

    List<String> keys = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<RecordEntry> page = store.records().list(Optional.of("student"), cursor, 3);
      page.items().forEach(record -> keys.add(record.subject().key().orElseThrow()));
      assertThat(page.items()).allMatch(record -> record.version() == 2);
      cursor = page.cursor();
    } while (cursor.isPresent());

    assertThat(keys)
        .containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9");
  }

  @Test
  void shouldForgetARecordAndKeepItsMovementsUnderANameThatLeadsNowhere() {
    write(
        new LogEntry.Moved(accepted("student", "1", NOON, sent("lms", "d1"))),
        new LogEntry.Became(Samples.golden("student", "1", 1, true, Map.of("a", "b")), NOON),
        new LogEntry.Conflicted(Samples.conflict("k1", "1", NOON)));

    write(new LogEntry.Forgotten(new RecordKey("student", "1")));

    String record = pseudonym("student/1");
    assertThat(store.records().find(record)).isEmpty();
    assertThat(store.records().subject(record)).isEmpty();
    assertThat(store.records().holdings(record)).isEmpty();
    assertThat(store.deliveries().counts()).isEmpty();
    assertThat(conflicts()).isEmpty();
    assertThat(store.movements().find(MovementFilter.of(record), Optional.empty(), 9).items())
        .singleElement()
        .satisfies(movement -> assertThat(movement.subject().key()).isEmpty());
  }

  @Test
  void shouldKnowAForgottenRecordAgainWhenItComesAgain() {
    write(accepted("student", "1", NOON));
    write(new LogEntry.Forgotten(new RecordKey("student", "1")));
    assertThat(store.records().subject(pseudonym("student/1"))).isEmpty();

    write(accepted("student", "1", minutes(1)));

    assertThat(store.records().subject(pseudonym("student/1")).flatMap(Subject::key)).contains("1");
    assertThat(outcomes(MovementFilter.of(pseudonym("student/1")))).hasSize(2);
  }

  private List<ConflictEntry> conflicts() {
    return store
        .conflicts()
        .find(
            new ConflictQueries.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.of("lms"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty()),
            10);
  }

  @Test
  void shouldListAConflictOnceHoweverOftenItIsWritten() {
    write(
        new LogEntry.Conflicted(Samples.conflict("k1", "1", NOON)),
        new LogEntry.Conflicted(Samples.conflict("k1", "1", NOON)));
    write(new LogEntry.Conflicted(Samples.conflict("k1", "1", NOON)));

    assertThat(conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.field()).isEqualTo("email");
              assertThat(conflict.winner()).isEqualTo("sis");
              assertThat(conflict.sides()).contains("held-value", "arrived-value", "base-value");
              assertThat(conflict.toString()).doesNotContain("-value");
            });
  }

  @Test
  void shouldTellAllOfABatch() {
    write(new LogEntry.Reported(Samples.batch("sis", "b1", BatchStatus.ACCEPTED, NOON)));
    write(
        accepted("student", "1", minutes(0)),
        accepted("student", "2", minutes(1)),
        accepted("class", "9", minutes(1)),
        accepted("student", "3", minutes(60)));

    BatchDetail detail =
        store.batches().detail(store.batches().named("b", Optional.empty(), 2).getFirst());

    assertThat(detail.configuration()).contains("c1");
    assertThat(detail.eventSchema()).contains(1_000_000_000L);
    assertThat(detail.exportedAt()).contains(minutes(-10));
    assertThat(detail.arrivedAt()).contains(NOON);
    assertThat(detail.events()).contains(95L);
    assertThat(detail.entities())
        .containsExactly(new BatchDetail.Entity("users.csv", "student", 90, 4, 3, 1, 2, 0));
    assertThat(detail.causes())
        .extracting(BatchDetail.Cause::code, BatchDetail.Cause::field, BatchDetail.Cause::number)
        .containsExactly(
            tuple("ROW_KEY_BLANK", Optional.of("key"), 1L),
            tuple("SOURCE_DOUBLE_KEY", Optional.empty(), 1L));
    assertThat(detail.decisions())
        .as("what came long after it is of another one with the same content")
        .containsExactly(
            new BatchDetail.Decision(
                "class", "ACCEPTED", Optional.empty(), 1, minutes(1), minutes(1)),
            new BatchDetail.Decision(
                "student", "ACCEPTED", Optional.empty(), 2, minutes(0), minutes(1)));
  }

  @Test
  void shouldPageThroughWhatWasDecidedAboutABatch() {
    write(new LogEntry.Reported(Samples.batch("sis", "b1", BatchStatus.ACCEPTED, NOON)));
    Movement[] movements = new Movement[25];
    for (int i = 0; i < movements.length; i++) {
      movements[i] = accepted(i % 5 == 4 ? "class" : "student", "s" + i, minutes(i / 10));
    }
    write(movements);
    BatchEntry batch = store.batches().named("b1", Optional.of("sis"), 1).getFirst();
    List<String> keys = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<MovementEntry> page = store.batches().decided(batch, List.of("student"), cursor, 3);
      page.items().forEach(it -> keys.add(it.subject().key().orElseThrow()));
      cursor = page.cursor();
    } while (cursor.isPresent());

    assertThat(keys).hasSize(20).doesNotHaveDuplicates().startsWith("s0", "s1").endsWith("s23");
    assertThat(store.batches().decided(batch, List.of(), Optional.empty(), 3).items()).isEmpty();
  }

  @Test
  void shouldFindABatchByTheBeginningOfItsIdOrByWhatIsHeldOfIt() {
    var held = Samples.batch("sis", "abc", BatchStatus.HELD, NOON);
    held.setHeld("3kq0");
    write(
        new LogEntry.Reported(held),
        new LogEntry.Reported(Samples.batch("lms", "abd", BatchStatus.ACCEPTED, minutes(1))));

    assertThat(named("ab", null)).containsExactly("abd", "abc");
    assertThat(named("ab", "sis")).containsExactly("abc");
    assertThat(named("3kq0", null)).containsExactly("abc");
    assertThat(named("a%", null)).isEmpty();
  }

  private List<String> named(String name, String system) {
    return store.batches().named(name, Optional.ofNullable(system), 9).stream()
        .map(BatchEntry::batch)
        .toList();
  }

  @Test
  void shouldReplaceABatchByItsLaterReport() {
    write(new LogEntry.Reported(Samples.batch("sis", "b1", BatchStatus.STARTED, NOON)));
    write(
        new LogEntry.Reported(Samples.batch("sis", "b1", BatchStatus.ACCEPTED, NOON)),
        new LogEntry.Reported(Samples.batch("sis", "b2", BatchStatus.FAILED, minutes(9))));

    assertThat(store.intake().batches(Optional.of("sis"), 10))
        .extracting(BatchEntry::batch, BatchEntry::status)
        .containsExactly(tuple("b2", "FAILED"), tuple("b1", "ACCEPTED"));
    assertThat(store.intake().latest().get("sis").batch()).isEqualTo("b2");
    assertThat(store.intake().batches(Optional.empty(), 10).getLast())
        .isEqualTo(BatchEntry.of(Samples.batch("sis", "b1", BatchStatus.ACCEPTED, NOON)));

    write(new LogEntry.Unreported("sis", "b2"));
    assertThat(store.intake().batches(Optional.empty(), 10)).hasSize(1);
  }

  @Test
  void shouldHoldWhatIsInQuarantineUntilItIsLetGo() {
    write(
        new LogEntry.Held(Samples.quarantined("q1", "student/8", minutes(1))),
        new LogEntry.Held(Samples.quarantined("q2", null, minutes(2))));

    assertThat(store.quarantine().entries(QuarantineQueries.Filter.WAITING, 10))
        .extracting(entry -> entry.subject().flatMap(Subject::key))
        .containsExactly(Optional.of("8"), Optional.empty());
    assertThat(store.quarantine().waiting()).isEqualTo(Map.of("sis", 2L));

    write(new LogEntry.Let("q1"));
    assertThat(store.quarantine().waiting()).isEqualTo(Map.of("sis", 1L));
  }

  @Test
  void shouldKeepWhatIsTrueWhenOldMovementsAreForgotten() {
    write(
        accepted("student", "1", minutes(0), sent("lms", "d1")),
        delivered("lms", "student", "1", "d1", "CREATED", minutes(1)),
        accepted("student", "1", minutes(100), sent("lms", "d2")));

    assertThat(store.prune(minutes(50))).isEqualTo(2);

    assertThat(outcomes(MovementFilter.ALL)).containsExactly("ACCEPTED sis");
    assertThat(store.replays().oldest()).contains(minutes(100));
    assertThat(
            store
                .deliveries()
                .firstDelivered(pseudonym("student/1"), "lms")
                .orElseThrow()
                .created())
        .contains(minutes(1));
  }

  private void report(String system, String batch, BatchStatus status, long minutes) {
    write(new LogEntry.Reported(Samples.batch(system, batch, status, minutes(minutes))));
  }

  private List<String> reported() {
    return store.intake().batches(Optional.empty(), 20).stream().map(BatchEntry::batch).toList();
  }

  private long rows(String table) {
    return store
        .writer()
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(Long.class).one());
  }

  @Test
  void shouldForgetOldBatchesThatALaterOneFollows() {
    report("sis", "b1", BatchStatus.ACCEPTED, 0);
    report("sis", "b2", BatchStatus.FAILED, 1);
    report("sis", "b3", BatchStatus.ACCEPTED, 2);
    report("sis", "b4", BatchStatus.ACCEPTED, 100);

    store.prune(minutes(50));

    assertThat(reported()).containsExactly("b4");
    for (String part : BatchTable.PARTS) {
      assertThat(rows(part)).as(part).isEqualTo(part.equals("batch_causes") ? 2 : 1);
    }
  }

  /** A source may be asked once a year, and status shows its latest batch. */
  @Test
  void shouldKeepTheNewestBatchesHoweverOldTheyAre() {
    report("sis", "accepted", BatchStatus.ACCEPTED, 0);
    report("sis", "held", BatchStatus.HELD, 1);
    report("sis", "failed before", BatchStatus.FAILED, 2);
    report("sis", "failed", BatchStatus.FAILED, 3);
    report("lms", "failed alone", BatchStatus.FAILED, 4);

    store.prune(minutes(50));

    assertThat(reported()).containsExactly("failed alone", "failed", "held", "accepted");
    assertThat(store.intake().came()).containsOnly(Map.entry("sis", minutes(1)));
  }

  @Test
  void shouldNotOpenWhatIsResolvedInTheQuarantineWhenBatchesAreForgotten() {
    write(new LogEntry.Held(Samples.quarantined("q1", null, minutes(1))));
    store.writer().useHandle(it -> it.execute("update quarantine set collection = 'users.csv'"));
    report("sis", "complete", BatchStatus.ACCEPTED, 2);
    report("sis", "a look", BatchStatus.ACCEPTED, 3);
    store
        .writer()
        .useHandle(
            it ->
                it.execute("update batch_collections set complete = 0 where batch_id = 'a look'"));
    assertThat(store.quarantine().waiting()).isEmpty();

    store.prune(minutes(50));

    assertThat(store.quarantine().waiting()).isEmpty();
    assertThat(reported()).containsExactly("a look", "complete");
  }

  @Test
  void shouldKeepWhatWaitsForAPersonOrForAnId() {
    var waits = Samples.conflict("c2", "2", minutes(0));
    waits.setWinner("");
    write(
        new LogEntry.Conflicted(Samples.conflict("c1", "1", minutes(0))),
        new LogEntry.Conflicted(waits));
    write(
        contact(UNCHANGED, "OWN_ID_UNKNOWN", "7", minutes(1)),
        contact(UNCHANGED, "OWN_ID_UNKNOWN", "8", minutes(2)),
        contact(UNCHANGED, "OWN_ID_KNOWN", "8", minutes(3)));

    assertThat(store.prune(minutes(50))).isEqualTo(2);

    assertThat(rows("conflicts")).isEqualTo(1);
    assertThat(store.conflicts().find("c2")).isPresent();
    assertThat(store.keys().unresolved(Optional.empty(), 9))
        .extracting(waiting -> waiting.own().key())
        .containsExactly(Optional.of("7"));
    assertThat(store.replays().oldest()).isEmpty();
  }

  @Test
  void shouldForgetMoreThanOnePortionAtOnce() {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < 4_500; i++) {
      entries.add(new LogEntry.Moved(accepted("student", "" + i % 40, minutes(i))));
    }
    write(entries.toArray(LogEntry[]::new));

    assertThat(store.prune(minutes(4_400))).isEqualTo(4_400);

    assertThat(rows("movements")).isEqualTo(100);
  }

  @Test
  void shouldEndBehindAPortionWhenItIsInterrupted() {
    write(accepted("student", "1", minutes(0)));

    Thread.currentThread().interrupt();
    try {
      assertThat(store.prune(minutes(50))).isZero();
    } catch (StoreFailure unusable) {
      // So it is where the thread is interrupted while it waits for the database.
      assertThat(unusable.failure().code()).isEqualTo("QUERY_STORE_UNAVAILABLE");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(rows("movements")).isEqualTo(1);
  }

  @Test
  void shouldForgetWhatWasLeftOfPrunedMovementsWithTheirRecord() {
    write(
        accepted("student", "1", minutes(0), sent("lms", "d1")),
        refused("lms", "student", "1", "d1", "TAKEN", minutes(1)));
    store.prune(minutes(50));
    assertThat(rows("pruned_holdings")).isEqualTo(1);
    assertThat(rows("pruned_refusals")).isEqualTo(1);

    write(new LogEntry.Forgotten(new RecordKey("student", "1")));

    assertThat(rows("pruned_holdings")).isZero();
    assertThat(rows("pruned_refusals")).isZero();
  }

  @Test
  void shouldRefuseAStoreThatWasFilledUnderAnotherKey(@TempDir Path elsewhere) {
    assertThatThrownBy(
            () -> QueryStore.open(database.location(data), Pseudonyms.open(elsewhere, "cedar")))
        .isInstanceOfSatisfying(
            StoreFailure.class,
            failure -> assertThat(failure.failure().code()).isEqualTo("PSEUDONYM_KEY_CHANGED"));
  }

  @Test
  void shouldFindEverythingAfterReopening() {
    write(accepted("student", "1", minutes(0), sent("lms", "d1")));
    store.close();
    open();

    write(delivered("lms", "student", "1", "d1", "CREATED", minutes(1)));

    assertThat(outcomes(MovementFilter.ALL)).containsExactly("DELIVERED lms", "ACCEPTED sis");
    assertThat(holding("student/1").state()).isEqualTo(HoldingState.IN_STEP);
  }

  @Test
  void shouldAddUpFirstContactsOverPortions() {
    for (int i = 1; i <= 8; i++) {
      write(
          contact(
              UNCHANGED, "FIRST_CONTACT_EQUAL", Integer.toString(i), minutes(i), EXISTS, "email"));
    }
    write(contact(INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "9", minutes(9), "email"));

    assertThat(
            store
                .firstContacts()
                .find("lms", Optional.empty(), Optional.empty(), Optional.empty(), 3))
        .extracting(
            FirstContactEntry::field,
            FirstContactEntry::kind,
            FirstContactEntry::records,
            FirstContactEntry::first,
            FirstContactEntry::last,
            entry -> entry.examples().size())
        .containsExactly(
            tuple(Optional.empty(), ContactKind.EQUAL, 8L, minutes(1), minutes(8), 3),
            tuple(Optional.of("email"), ContactKind.EQUAL, 8L, minutes(1), minutes(8), 3),
            tuple(Optional.of("email"), ContactKind.LOST, 1L, minutes(9), minutes(9), 1));
  }
}
