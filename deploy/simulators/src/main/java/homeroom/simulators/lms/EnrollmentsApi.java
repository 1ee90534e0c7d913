package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.Course;
import homeroom.simulators.lms.Row.Enrollment;
import homeroom.simulators.lms.Row.Section;
import homeroom.simulators.lms.Row.User;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Enrollments: who is in which section, as what. */
final class EnrollmentsApi {

  private static final Set<String> TYPES =
      Set.of(
          "StudentEnrollment",
          "TeacherEnrollment",
          "TaEnrollment",
          "DesignerEnrollment",
          "ObserverEnrollment");
  private static final Set<String> STATES = Set.of("active", "invited", "inactive");
  private static final TreeSet<Long> NONE = new TreeSet<>();

  private final Store store;

  EnrollmentsApi(Store store) {
    this.store = store;
  }

  /** Canvas shows deleted ones here. */
  Answer show(Ask ask) {
    store.accounts.find(ask.at(1));
    return Answer.of(json(store.enrollments.get(id(ask.at(3)))));
  }

  Answer listOfSection(Ask ask) {
    return list(ask, ofSection(store.sections.find(ask.at(1)).id()));
  }

  Answer listOfCourse(Ask ask) {
    TreeSet<Long> ids = new TreeSet<>();
    long course = store.courses.find(ask.at(1)).id();
    store
        .sectionsByCourse
        .getOrDefault(course, NONE)
        .forEach(section -> ids.addAll(ofSection(section)));
    return list(ask, ids);
  }

  Answer listOfUser(Ask ask) {
    return list(ask, ofUser(store.users.find(ask.at(1)).id()));
  }

  private Answer list(Ask ask, TreeSet<Long> ids) {
    EnrollmentFilter filter = EnrollmentFilter.of(ask, store);
    return Answer.page(
        ask,
        after -> {
          // A person has few enrollments; a list of a big section need not be walked for one.
          TreeSet<Long> few = filter.user() == 0 ? ids : ofUser(filter.user());
          return few.tailSet(after, false).stream()
              .filter(ids::contains)
              .map(store.enrollments::get)
              .filter(filter::matches);
        },
        this::json);
  }

  Answer enrollInSection(Ask ask) {
    Section section = store.sections.find(ask.at(1));
    return enroll(ask, section);
  }

  Answer enrollInCourse(Ask ask) {
    Course course = store.courses.find(ask.at(1));
    String wanted = ask.params("enrollment").text("course_section_id", null);
    Section section = wanted == null ? defaultSection(course) : store.sections.find(wanted);
    if (section.courseId() != course.id()) {
      throw Refusal.notFound();
    }
    return enroll(ask, section);
  }

  /**
   * Enrolls, or changes an enrollment of the same person, type and section: its dates are replaced,
   * and its state if it was not active.
   */
  private Answer enroll(Ask ask, Section section) {
    Params params = ask.params("enrollment");
    if (params.isEmpty()) {
      throw Refusal.because("No parameters given");
    }
    String type = params.choice("type", "StudentEnrollment", TYPES, "Invalid type");
    String user = params.text("user_id", null);
    if (user == null) {
      throw Refusal.because(
          "Can't create an enrollment without a user. Include enrollment[user_id]");
    }
    String state = params.choice("enrollment_state", "invited", STATES, "Invalid enrollment_state");
    User person = user.equals("self") ? self(ask) : store.users.find(user);
    if (store.courses.find(Long.toString(section.courseId())).state().equals("completed")) {
      throw Refusal.because("Can't add an enrollment to a concluded course.");
    }
    String role = params.text("role", type) == null ? type : params.text("role", type);
    Optional<Enrollment> held = held(person, section, type, String.valueOf(role));
    Enrollment after =
        held.map(before -> with(before, again(before, state), params))
            .orElseGet(() -> created(person, section, type, String.valueOf(role), state, params));
    if (held.isPresent() && same(held.get(), after)) {
      store.duplicate();
    } else {
      put(ask, held, after);
    }
    return Answer.of(json(held.isPresent() && same(held.get(), after) ? held.get() : after));
  }

  private static String again(Enrollment before, String wanted) {
    return before.state().equals(Row.ACTIVE) ? before.state() : wanted;
  }

  private User self(Ask ask) {
    return store.users.get(store.usersByLogin.get(Store.login(ask.who().login())));
  }

  private Optional<Enrollment> held(User user, Section section, String type, String role) {
    return ofUser(user.id()).stream()
        .map(store.enrollments::get)
        .filter(held -> held.sectionId() == section.id())
        .filter(held -> held.type().equals(type) && held.role().equals(role))
        .findFirst();
  }

  private Enrollment created(
      User user, Section section, String type, String role, String state, Params params) {
    return new Enrollment(
        store.enrollments.nextId(),
        user.id(),
        section.id(),
        type,
        role,
        params.time("start_at", null),
        params.time("end_at", null),
        store.now(),
        store.now(),
        state);
  }

  /** What is not sent is cleared: Canvas sets both dates on every enrolling. */
  private Enrollment with(Enrollment before, String state, Params params) {
    return copy(before, params.time("start_at", null), params.time("end_at", null), state);
  }

  private Enrollment copy(
      Enrollment before, @Nullable String startAt, @Nullable String endAt, String state) {
    return new Enrollment(
        before.id(),
        before.userId(),
        before.sectionId(),
        before.type(),
        before.role(),
        startAt,
        endAt,
        before.createdAt(),
        store.now(),
        state);
  }

  private static boolean same(Enrollment before, Enrollment after) {
    return before.state().equals(after.state())
        && String.valueOf(before.startAt()).equals(String.valueOf(after.startAt()))
        && String.valueOf(before.endAt()).equals(String.valueOf(after.endAt()));
  }

  /** Concludes, deactivates or deletes; concluding is what happens if nothing is said. */
  Answer end(Ask ask) {
    Enrollment before = current(ask);
    String state =
        switch (ask.parameter("task", "conclude")) {
          case "delete" -> Row.DELETED;
          case "deactivate", "inactivate" -> "inactive";
          default -> "completed";
        };
    return Answer.of(json(move(ask, before, state)));
  }

  Answer reactivate(Ask ask) {
    Enrollment before = current(ask);
    if (!before.state().equals("inactive")) {
      throw Refusal.because("enrollment not inactive");
    }
    return Answer.of(json(move(ask, before, Row.ACTIVE)));
  }

  /** Goes with a deleted person. */
  void drop(Ask ask, long id) {
    move(ask, store.enrollments.get(id), Row.DELETED);
  }

  private Enrollment move(Ask ask, Enrollment before, String state) {
    Enrollment after = copy(before, before.startAt(), before.endAt(), state);
    if (!same(before, after)) {
      put(ask, Optional.of(before), after);
    }
    return after;
  }

  private Enrollment current(Ask ask) {
    Course course = store.courses.find(ask.at(1));
    Enrollment found = store.enrollments.get(id(ask.at(3)));
    if (found.deleted() || store.sections.get(found.sectionId()).courseId() != course.id()) {
      throw Refusal.notFound();
    }
    return found;
  }

  private void put(Ask ask, Optional<Enrollment> before, Enrollment after) {
    store.enrollments.put(after);
    note(ask, before, after);
    ofSection(after.sectionId()).add(after.id());
    ofUser(after.userId()).add(after.id());
    String event = before.isPresent() ? "enrollment_updated" : "enrollment_created";
    store.changed(ask, event, () -> event(after));
    if (before.isPresent() && !before.get().state().equals(after.state())) {
      store.changed(ask, "enrollment_state_updated", () -> stateEvent(after));
    }
  }

  private void note(Ask ask, Optional<Enrollment> before, Enrollment after) {
    String section = store.sections.get(after.sectionId()).sisId();
    String user = store.users.get(after.userId()).sisId();
    if (ask.who().role() == Person.Role.ADMIN && section != null && user != null) {
      store.history.note(
          "enrollments",
          section + ":" + user + ":" + after.type(),
          before.map(EnrollmentsApi::dates).orElse(Map.of()),
          dates(after));
    }
  }

  private static Map<String, String> dates(Enrollment enrollment) {
    String start = enrollment.startAt();
    String end = enrollment.endAt();
    return Map.of(
        "enrollment.start_at", start == null ? "" : start,
        "enrollment.end_at", end == null ? "" : end);
  }

  private TreeSet<Long> ofSection(long section) {
    return store.enrollmentsBySection.computeIfAbsent(section, id -> new TreeSet<>());
  }

  TreeSet<Long> ofUser(long user) {
    return store.enrollmentsByUser.computeIfAbsent(user, id -> new TreeSet<>());
  }

  private Section defaultSection(Course course) {
    TreeSet<Long> ids = store.sectionsByCourse.computeIfAbsent(course.id(), id -> new TreeSet<>());
    return ids.stream()
        .map(store.sections::get)
        .filter(section -> section.sisId() == null && !section.deleted())
        .findFirst()
        .orElseGet(
            () -> {
              long id = store.sections.nextId();
              ids.add(id);
              return store.sections.put(
                  new Section(
                      id, null, course.name(), course.id(), null, null, null, false, Row.ACTIVE));
            });
  }

  private static long id(String segment) {
    if (!segment.matches("\\d{1,12}")) {
      throw Refusal.notFound();
    }
    return Long.parseLong(segment);
  }

  private JsonObject json(Enrollment enrollment) {
    Section section = store.sections.get(enrollment.sectionId());
    User user = store.users.get(enrollment.userId());
    return new JsonObject()
        .put("id", enrollment.id())
        .put("user_id", user.id())
        .put("course_id", section.courseId())
        .put("course_section_id", section.id())
        .put("root_account_id", Store.ROOT)
        .put("type", enrollment.type())
        .put("role", enrollment.role())
        .put("enrollment_state", enrollment.state())
        .put("start_at", enrollment.startAt())
        .put("end_at", enrollment.endAt())
        .put("created_at", enrollment.createdAt())
        .put("updated_at", enrollment.updatedAt())
        .put("sis_user_id", user.sisId())
        .put("sis_section_id", section.sisId())
        .put("sis_course_id", store.courses.get(section.courseId()).sisId());
  }

  private JsonObject event(Enrollment enrollment) {
    Section section = store.sections.get(enrollment.sectionId());
    return new JsonObject()
        .put("enrollment_id", Store.global(enrollment.id()))
        .put("course_id", Store.global(section.courseId()))
        .put("course_section_id", Store.global(section.id()))
        .put("user_id", Store.global(enrollment.userId()))
        .put("user_name", store.users.get(enrollment.userId()).name())
        .put("type", enrollment.type())
        .put("created_at", enrollment.createdAt())
        .put("updated_at", enrollment.updatedAt())
        .put("workflow_state", enrollment.state());
  }

  private static JsonObject stateEvent(Enrollment enrollment) {
    return new JsonObject()
        .put("enrollment_id", Store.global(enrollment.id()))
        .put("state", enrollment.state())
        .put("state_started_at", enrollment.updatedAt())
        .put("state_is_current", true)
        .put("access_is_current", true);
  }
}
