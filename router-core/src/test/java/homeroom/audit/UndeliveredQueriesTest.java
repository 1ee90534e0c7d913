package homeroom.audit;

import static homeroom.audit.Samples.accepted;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.audit.Samples.refused;
import static homeroom.audit.Samples.sent;
import static homeroom.audit.Samples.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.schema.Movement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds records back, told apart by what they wait for, in every database. */
abstract class UndeliveredQueriesTest extends StoreFixture {

  UndeliveredQueriesTest(TestDatabase database) {
    super(database);
  }

  private List<Undelivered.Cause> causes() {
    return store.deliveries().undelivered("lms", minutes(0), minutes(60)).causes();
  }

  /** {@code records, because of what, how many of it}. */
  private List<String> shown() {
    return causes().stream()
        .map(
            cause ->
                cause.records()
                    + " "
                    + cause.parent().map(UndeliveredQueriesTest::name).or(cause::reason).orElse("")
                    + " "
                    + cause.parents())
        .toList();
  }

  private static String name(Subject subject) {
    return subject.entity() + "/" + subject.key().orElse("?");
  }

  private static List<String> names(Undelivered.Cause cause) {
    return cause.examples().stream().map(example -> name(example.subject())).toList();
  }

  private static Movement seat(String key, long minute, String... waitsFor) {
    return accepted("enrollment", key, minutes(minute), waiting("lms", waitsFor));
  }

  private void write(List<Movement> movements) {
    write(movements.toArray(Movement[]::new));
  }

  @Test
  void shouldCountWhatASystemIsBelievedToHoldOrWasHanded() {
    write(
        List.of(
            accepted("student", "1", minutes(0), sent("lms", "d1")),
            delivered("lms", "student", "1", "d1", "CREATED", minutes(1)),
            accepted("student", "2", minutes(0), sent("lms", "d2")),
            Samples.handedOver("lms", "student", "2", "d2", minutes(1)),
            accepted("student", "3", minutes(0), sent("lms", "d3")),
            delivered("lms", "student", "3", "d3", "DELETED", minutes(1)),
            accepted("student", "4", minutes(0), sent("lms", "d4")),
            refused("lms", "student", "4", "d4", "NO", minutes(1)),
            accepted("student", "5", minutes(0), waiting("lms", "org/south"))));

    assertThat(store.deliveries().believed("lms")).isEqualTo(2);
    assertThat(store.deliveries().believed("idp")).isZero();
  }

  @Test
  void shouldTakeALateAnswerForWhatWasHandedOver() {
    write(
        List.of(
            accepted("student", "1", minutes(0), sent("lms", "d1")),
            Samples.handedOver("lms", "student", "1", "d1", minutes(1)),
            refused("lms", "student", "1", "d1", "ANSWER_REJECTED", minutes(9))));
    assertThat(shown()).containsExactly("1 ANSWER_REJECTED 0");

    write(List.of(delivered("lms", "student", "1", "d1", "CREATED", minutes(20))));
    assertThat(shown()).isEmpty();
  }

  @Test
  void shouldShowAMissingRecordWithAllThatWaitsForItAsOneCause() {
    List<Movement> movements = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      movements.add(seat("a" + i, i % 50, "org/south"));
    }
    movements.add(seat("b1", -2, "org/east"));
    movements.add(seat("b2", -1, "org/east"));
    movements.add(accepted("enrollment", "c", minutes(1), waiting("idp", "org/south")));
    write(movements);

    assertThat(shown()).containsExactly("300 org/south 1", "2 org/east 1");
    Undelivered.Cause east = causes().getLast();
    assertThat(east.state()).isEqualTo(HoldingState.WAITING);
    assertThat(east.reason()).contains("org");
    assertThat(east.parent())
        .contains(new Subject(pseudonym("org/east"), "org", Optional.of("east")));
    assertThat(east.before()).isEqualTo(2);
    assertThat(east.oldest()).isEqualTo(minutes(-2));
    assertThat(names(east)).containsExactly("enrollment/b1", "enrollment/b2");
    assertThat(causes().getFirst().examples()).hasSize(5);
    assertThat(causes().getFirst().before()).isZero();
  }

  @Test
  void shouldNameTheBiggestAndPutTheOthersOfAKindTogether() {
    List<Movement> movements = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      movements.add(seat("s" + i, 10, "student/" + i));
    }
    for (int i = 0; i < 40; i++) {
      movements.add(seat("c" + i, 10, "class/" + i % 20));
    }
    movements.add(seat("o1", 10, "org/1"));
    movements.add(seat("oldest", 5, "student/x"));
    write(movements);

    assertThat(shown()).hasSize(22).endsWith("1 org/1 1", "6001 student 6001");
    assertThat(shown().subList(0, 20)).allMatch(line -> line.matches("2 class/\\d+ 1"));
    Undelivered.Cause others = causes().getLast();
    assertThat(others.oldest()).isEqualTo(minutes(5));
    assertThat(names(others)).hasSize(5).startsWith("enrollment/oldest");
  }

  @Test
  void shouldCountWhatWaitsForSeveralOnceWhereMostWait() {
    write(
        seat("1", 1, "class/1", "org/south", "student/1"),
        seat("2", 2, "class/1", "org/south", "student/2"),
        seat("3", 3, "class/2", "org/south", "student/1"),
        seat("4", 4, "after:idp", "class/3", "student/1"),
        seat("5", 5, "after:idp"),
        seat("6", 6, "after:idp"),
        accepted("class", "1", minutes(7), waiting("lms", "org/south")),
        accepted("org", "north", minutes(8), waiting("lms", "children:class", "children:student")));

    assertThat(shown())
        .containsExactly("4 org/south 1", "2 after:idp 0", "1 children:class 0", "1 student/1 1");
    assertThat(names(causes().getFirst()))
        .containsExactly("enrollment/1", "enrollment/2", "enrollment/3", "class/1");
  }

  @Test
  void shouldNotNameWhatHasArrivedMeanwhile() {
    write(
        seat("1", 1, "class/1", "student/1"),
        seat("2", 2, "class/1", "student/2"),
        accepted("class", "1", minutes(3), sent("lms", "d1")),
        accepted("student", "1", minutes(3), sent("lms", "d2")));
    assertThat(shown()).containsExactlyInAnyOrder("2 class/1 1", "2  0");

    write(
        delivered("lms", "class", "1", "d1", "CREATED", minutes(4)),
        refused("lms", "student", "1", "d2", "TAKEN", minutes(4)));
    assertThat(shown()).containsExactlyInAnyOrder("1 TAKEN 0", "1 student/1 1", "1 student/2 1");

    write(
        accepted("class", "1", minutes(5), sent("lms", "d3")),
        delivered("lms", "class", "1", "d3", "DELETED", minutes(6)));
    assertThat(shown()).containsExactlyInAnyOrder("1 TAKEN 0", "2 class/1 1");
  }

  @Test
  void shouldLeaveOutWhatWasDeletedBeforeItGotThere() {
    write(seat("1", 1, "org/south"), seat("2", 2, "org/south"));
    write(
        new LogEntry.Became(Samples.golden("enrollment", "1", 2, false, Map.of()), minutes(3)),
        new LogEntry.Became(Samples.golden("enrollment", "2", 1, true, Map.of()), minutes(3)));

    assertThat(shown()).containsExactly("1 org/south 1");
    assertThat(names(causes().getFirst())).containsExactly("enrollment/2");
  }

  @Test
  void shouldNameAForgottenParentByItsPseudonymAlone() {
    write(seat("1", 1, "student/1"));
    write(new LogEntry.Forgotten(RecordKey.parse("student/1")));

    assertThat(causes().getFirst().parent())
        .contains(new Subject(pseudonym("student/1"), "student", Optional.empty()));
  }

  /** As a store of the version before has it, with rows from then. */
  @Test
  void shouldShowWhatAStoreHeldBeforeItWasMigrated() {
    write(
        seat("1", 1, "org/south"),
        seat("2", 2, "class/1", "org/south"),
        refused("lms", "student", "1", "d1", "TAKEN", minutes(3)),
        seat("3", 4, "org/east"));
    List<String> before = shown();
    store
        .writer()
        .useHandle(
            handle -> {
              handle.execute("drop index holdings_waiting");
              handle.execute("drop index golden_gone");
              handle.execute("drop index holdings_out_of_step");
              handle.execute(
                  "create index holdings_out_of_step on holdings (system, due)"
                      + " where due is not null");
              // What came after it goes as well, or it would be missed.
              handle.execute("drop index batches_held");
              for (String column : List.of("held", "held_until", "approved_by")) {
                handle.execute("alter table batches drop column " + column);
              }
              handle.execute("alter table batch_collections drop column format");
              for (String column :
                  List.of("configuration", "event_schema", "exported_at", "arrived_at", "events")) {
                handle.execute("alter table batches drop column " + column);
              }
              handle.execute("drop table batch_entities");
              handle.execute("drop table batch_causes");
              handle.execute("drop table boundaries");
              handle.execute("drop table pruned_holdings");
              handle.execute("drop table pruned_refusals");
              handle.execute("drop index batches_by_start");
              handle.execute("alter table holdings drop column owed");
              handle.execute(
                  "delete from schema_history where version in ('7', '8', '9', '11', '13', '14')");
            });
    store.close();

    open();

    assertThat(before).containsExactly("2 org/south 1", "1 TAKEN 0", "1 org/east 1");
    assertThat(shown()).isEqualTo(before);
    List<String> migrations =
        store
            .writer()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select version from schema_history")
                        .mapTo(String.class)
                        .list());
    assertThat(migrations).containsOnlyOnce("7");
  }
}
