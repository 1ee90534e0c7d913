package homeroom.adapters.canvas;

import static homeroom.adapters.canvas.Lms.COURSE;
import static homeroom.adapters.canvas.Lms.SCHOOL;
import static homeroom.adapters.canvas.Lms.SECTION;
import static homeroom.adapters.canvas.Lms.TERM;
import static homeroom.adapters.canvas.Lms.USER;
import static homeroom.adapters.canvas.Lms.with;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.RemoteRecord;
import homeroom.api.RemoteRecord.Activity;
import homeroom.api.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanvasDeliveryTest {

  private final Lms lms = new Lms();

  @BeforeEach
  void furnish() {
    lms.furnish();
  }

  @AfterEach
  void stop() {
    lms.close();
  }

  private record Case(String target, Map<String, Value> payload, String sisId, String name) {
    Map<String, Value> another() {
      return with(payload, sisId, Value.text("another"));
    }

    @Override
    public String toString() {
      return target;
    }
  }

  private static Stream<Case> targets() {
    Map<String, Value> user =
        with(USER, "pseudonym.unique_id", Value.text("another@cedar.example"));
    return Stream.of(
        new Case("accounts", SCHOOL, "account.sis_account_id", "account.name"),
        new Case("terms", TERM, "enrollment_term.sis_term_id", "enrollment_term.name"),
        new Case("courses", COURSE, "course.sis_course_id", "course.name"),
        new Case("sections", SECTION, "course_section.sis_section_id", "course_section.name"),
        new Case("users", user, "pseudonym.sis_user_id", "user.name"));
  }

  static Effect effect(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).effect();
  }

  static Failure failure(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).failure();
  }

  static Optional<String> id(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Applied.class);
    return ((Applied) outcome).remoteId();
  }

  private Map<String, Value> held(Case thing, Optional<String> id) throws Exception {
    try (Stream<RemoteRecord> records =
        lms.snapshots().read(thing.target(), thing.payload().keySet())) {
      return records
          .filter(one -> one.remoteId().equals(id.orElseThrow()))
          .findFirst()
          .map(RemoteRecord::fields)
          .orElse(Map.of());
    }
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldCreateWithTwoRequestsAndHoldEverythingAfterwards(Case thing) throws Exception {
    long before = lms.simulator.stats().requests();

    Outcome outcome = lms.create(thing.target(), thing.another());

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(lms.simulator.stats().requests() - before).isLessThanOrEqualTo(2);
    assertThat(held(thing, id(outcome))).isEqualTo(thing.another());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldChangeNothingWhenTheSameCreateComesAgain(Case thing) {
    Outcome first = lms.create(thing.target(), thing.another());

    Outcome second = lms.create(thing.target(), thing.another());

    assertThat(effect(second)).isEqualTo(Effect.UNCHANGED);
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(lms.simulator.duplicates()).isZero();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldWriteOnlyWhatChangedWithOneRequest(Case thing) throws Exception {
    Optional<String> id = id(lms.create(thing.target(), thing.another()));
    Map<String, Value> lies = with(thing.another(), thing.name(), Value.text("Renamed"));
    long before = lms.simulator.stats().requests();

    Outcome outcome = lms.update(thing.target(), id, lies, thing.name());

    assertThat(effect(outcome)).isEqualTo(Effect.UPDATED);
    assertThat(lms.simulator.stats().requests() - before).isEqualTo(1);
    assertThat(held(thing, id)).isEqualTo(lies);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldFindByTheSisIdWhatItHasNoIdFor(Case thing) {
    Optional<String> id = id(lms.create(thing.target(), thing.another()));
    Map<String, Value> renamed = with(thing.another(), thing.name(), Value.text("Renamed"));

    Outcome outcome = lms.update(thing.target(), Optional.empty(), renamed, thing.name());

    assertThat(effect(outcome)).isEqualTo(Effect.UPDATED);
    assertThat(id(outcome)).isEqualTo(id);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldCreateAnewWhatTheKnownIdNoLongerFinds(Case thing) throws Exception {
    Outcome outcome =
        lms.update(thing.target(), Optional.of("999999"), thing.another(), thing.name());

    assertThat(effect(outcome)).isEqualTo(Effect.CREATED);
    assertThat(held(thing, id(outcome))).isEqualTo(thing.another());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldTakeAwayAndBringBack(Case thing) throws Exception {
    Optional<String> id = id(lms.create(thing.target(), thing.another()));

    assertThat(effect(lms.delete(thing.target(), id, thing.another()))).isEqualTo(Effect.DELETED);
    assertThat(effect(lms.delete(thing.target(), id, thing.another()))).isEqualTo(Effect.DELETED);
    Outcome back = lms.create(thing.target(), thing.another());

    assertThat(effect(back)).isIn(Effect.CREATED, Effect.UPDATED);
    assertThat(held(thing, id(back))).isEqualTo(thing.another());
    assertThat(effect(lms.create(thing.target(), thing.another()))).isEqualTo(Effect.UNCHANGED);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void shouldCallItDeletedWhenItNeverWasThere(Case thing) {
    Outcome outcome =
        lms.delete(
            thing.target(),
            Optional.empty(),
            with(thing.payload(), thing.sisId(), Value.text("nobody")));

    assertThat(outcome).isEqualTo(new Applied(Effect.DELETED, Optional.empty()));
  }

  @Test
  void shouldNameAnUnknownParentAsContent() {
    Outcome course =
        lms.create(
            "courses",
            with(
                with(COURSE, "course.sis_course_id", Value.text("c-2")),
                "course.term",
                Value.text("none")));
    Outcome section =
        lms.create(
            "sections",
            with(
                with(SECTION, "course_section.sis_section_id", Value.text("s-2")),
                "course_section.course",
                Value.text("none")));

    for (Outcome outcome : List.of(course, section)) {
      assertThat(failure(outcome).kind()).isEqualTo(Kind.CONTENT);
      assertThat(failure(outcome).code()).isEqualTo("CANVAS_UNKNOWN_PARENT");
    }
  }

  @Test
  void shouldTellAnUnknownParentFromALostRecordOnUpdate() {
    Optional<String> id = id(lms.create("courses", COURSE));
    Map<String, Value> moved = with(COURSE, "course.term", Value.text("none"));

    Outcome outcome = lms.update("courses", id, moved, "course.term");

    assertThat(failure(outcome).code()).isEqualTo("CANVAS_UNKNOWN_PARENT");
    assertThat(lms.simulator.stats().courses()).isEqualTo(1);
  }

  @Test
  void shouldSayWhichIdIsAnothersWithoutTheValue() {
    Outcome outcome = lms.create("users", with(USER, "pseudonym.sis_user_id", Value.text("u-2")));

    assertThat(failure(outcome).kind()).isEqualTo(Kind.CONTENT);
    assertThat(failure(outcome).code()).isEqualTo("CANVAS_TAKEN");
    assertThat(failure(outcome).message()).contains("unique_id").doesNotContain("ana");
  }

  @Test
  void shouldSayWhichFieldIsRefusedWithoutTheValue() {
    Outcome outcome =
        lms.create(
            "courses",
            with(
                with(COURSE, "course.sis_course_id", Value.text("c-2")),
                "course.name",
                Value.NULL));

    assertThat(failure(outcome).code()).isEqualTo("CANVAS_REFUSED");
    assertThat(failure(outcome).message()).contains("name blank");
  }

  @Test
  void shouldChangeLoginAndSisIdOfAUser() throws Exception {
    Optional<String> id = id(lms.create("users", USER));
    Map<String, Value> renamed =
        with(
            with(USER, "pseudonym.unique_id", Value.text("ana.lopez")),
            "pseudonym.sis_user_id",
            Value.text("u-77"));

    Outcome outcome =
        lms.update("users", id, renamed, "pseudonym.unique_id", "pseudonym.sis_user_id");

    assertThat(effect(outcome)).isEqualTo(Effect.UPDATED);
    assertThat(lms.as("hub-token", "GET", "users/sis_user_id:u-77", "")).contains("ana.lopez");
  }

  @Test
  void shouldChangeAndClearAnAddress() throws Exception {
    Optional<String> id = id(lms.create("users", USER));
    String name = "communication_channel.address";
    Map<String, Value> moved = with(USER, name, Value.text("new@cedar.example"));

    assertThat(effect(lms.update("users", id, moved, name))).isEqualTo(Effect.UPDATED);
    assertThat(lms.as("hub-token", "GET", "users/" + id.get(), "")).contains("new@cedar.example");

    Map<String, Value> cleared = with(USER, name, Value.NULL);
    assertThat(effect(lms.update("users", id, cleared, name))).isEqualTo(Effect.UPDATED);
    assertThat(lms.as("hub-token", "GET", "users/" + id.get(), "")).contains("\"email\":null");
    assertThat(effect(lms.update("users", id, cleared, name))).isEqualTo(Effect.UPDATED);
  }

  @Test
  void shouldFallBackToTheNameWhenTheShortNameIsCleared() throws Exception {
    Map<String, Value> cleared = with(USER, "user.short_name", Value.NULL);

    assertThat(effect(lms.create("users", cleared))).isEqualTo(Effect.UPDATED);
    assertThat(effect(lms.create("users", cleared))).isEqualTo(Effect.UNCHANGED);
    assertThat(lms.as("hub-token", "GET", "users/sis_user_id:u-1", ""))
        .contains("\"short_name\":\"Ana Lopez\"");
  }

  @ParameterizedTest
  @MethodSource("withClearedIds")
  void shouldFindByItsOwnIdWhatLostItsSisId(Case thing, String group, String parameter)
      throws Exception {
    Optional<String> id = id(lms.create(thing.target(), thing.another()));
    lms.as(
        "hub-token",
        "PUT",
        thing.target() + "/" + id.orElseThrow(),
        "{\"" + group + "\": {\"" + parameter + "\": null}}");
    assertThat(held(thing, id)).isEmpty();

    Outcome again = lms.createAgain(thing.target(), id, thing.another());

    assertThat(again).isEqualTo(new Applied(Effect.UPDATED, id));
    assertThat(held(thing, id)).isEqualTo(thing.another());
  }

  private static Stream<Arguments> withClearedIds() {
    return targets()
        .filter(it -> it.target().equals("courses") || it.target().equals("sections"))
        .map(
            it -> {
              String[] name = it.sisId().split("\\.");
              return Arguments.of(it, name[0], name[1]);
            });
  }

  @Test
  void shouldNotTakeBackWhatIsAnotherRecordsByNow() throws Exception {
    Optional<String> id =
        id(lms.create("courses", with(COURSE, "course.sis_course_id", Value.text("c-2"))));
    lms.as(
        "hub-token",
        "PUT",
        "courses/" + id.orElseThrow(),
        "{\"course\": {\"sis_course_id\": \"c-3\"}}");

    Outcome again =
        lms.createAgain("courses", id, with(COURSE, "course.sis_course_id", Value.text("c-2")));

    assertThat(effect(again)).isEqualTo(Effect.CREATED);
    assertThat(id(again)).isNotEqualTo(id);
  }

  @ParameterizedTest
  @MethodSource("sleeping")
  void shouldShowInASnapshotWhatSleeps(String target, Map<String, Value> payload) throws Exception {
    lms.create("enrollments", Lms.ENROLLMENT);
    Optional<String> id = id(lms.create(target, payload));
    lms.delete(target, id, payload);

    try (Stream<RemoteRecord> records = lms.snapshots().read(target, payload.keySet())) {
      assertThat(records.filter(it -> it.remoteId().equals(id.orElseThrow())))
          .extracting(RemoteRecord::activity)
          .containsExactly(Activity.INACTIVE);
    }
  }

  private static Stream<Arguments> sleeping() {
    return Stream.of(
        Arguments.of("users", USER),
        Arguments.of("courses", COURSE),
        Arguments.of("sections", SECTION),
        Arguments.of("enrollments", Lms.ENROLLMENT));
  }

  @Test
  void shouldSuspendADeletedUserAndUnsuspendOneThatComesBack() throws Exception {
    Optional<String> id = id(lms.create("users", USER));

    lms.delete("users", id, USER);
    String suspended = lms.as("hub-token", "GET", "users/" + id.get() + "/logins", "");
    lms.create("users", USER);
    String active = lms.as("hub-token", "GET", "users/" + id.get() + "/logins", "");

    assertThat(suspended).contains("suspended");
    assertThat(active).contains("\"workflow_state\":\"active\"");
  }

  @Test
  void shouldMoveThingsBelowOtherParents() throws Exception {
    lms.create(
        "accounts",
        Lms.payload(
            "account.sis_account_id", "org-2", "account.name", "South", "account.parent", "org-1"));
    lms.create("courses", with(COURSE, "course.sis_course_id", Value.text("c-2")));
    Map<String, Value> course = with(COURSE, "course.account", Value.text("org-2"));
    Map<String, Value> section = with(SECTION, "course_section.course", Value.text("c-2"));
    Map<String, Value> top =
        Lms.payload(
            "account.sis_account_id", "org-2",
            "account.name", "South",
            "account.parent", Value.NULL);

    assertThat(effect(lms.create("courses", course))).isEqualTo(Effect.UPDATED);
    assertThat(effect(lms.create("courses", course))).isEqualTo(Effect.UNCHANGED);
    assertThat(effect(lms.create("sections", section))).isEqualTo(Effect.UPDATED);
    assertThat(effect(lms.create("sections", section))).isEqualTo(Effect.UNCHANGED);
    assertThat(effect(lms.create("accounts", top))).isEqualTo(Effect.UPDATED);
    assertThat(effect(lms.create("accounts", top))).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void shouldCloseASectionThatCanvasDoesNotDelete() throws Exception {
    lms.create("enrollments", Lms.ENROLLMENT);
    Optional<String> id = id(lms.create("sections", SECTION));

    assertThat(effect(lms.delete("sections", id, SECTION))).isEqualTo(Effect.DELETED);
    String closed = lms.as("hub-token", "GET", "sections/" + id.get(), "");
    assertThat(effect(lms.create("sections", SECTION))).isEqualTo(Effect.UPDATED);
    String open = lms.as("hub-token", "GET", "sections/" + id.get(), "");

    assertThat(closed).contains("\"end_at\":\"" + Lms.NOW + "\"");
    assertThat(open).contains("\"end_at\":null");
  }

  @Test
  void shouldCompareTimesToTheSecondAsCanvasKeepsThem() {
    Map<String, Value> exact =
        with(
            TERM,
            "enrollment_term.end_at",
            Value.moment(Instant.parse("2026-12-18T15:30:10.123456Z")));

    assertThat(effect(lms.create("terms", exact))).isEqualTo(Effect.UPDATED);
    assertThat(effect(lms.create("terms", exact))).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void shouldRefuseFieldsAndTargetsThatItDoesNotKnow() {
    assertThat(failure(lms.create("users", with(USER, "user.nickname", Value.text("x")))).kind())
        .isEqualTo(Kind.CONFIGURATION);
    assertThat(failure(lms.create("grades", USER)).code()).isEqualTo("CANVAS_UNKNOWN_TARGET");
    assertThat(failure(lms.create("users", Lms.payload("user.name", "x"))).code())
        .isEqualTo("CANVAS_FIELD_MISSING");
  }
}
