package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.Account;
import homeroom.simulators.lms.Row.Course;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Courses. */
final class CoursesApi {

  private static final Set<String> EVENTS =
      Set.of("claim", "offer", "conclude", "delete", "undelete");

  private final Store store;

  CoursesApi(Store store) {
    this.store = store;
  }

  Answer show(Ask ask) {
    return Answer.of(json(ask, store.courses.find(ask.at(1))));
  }

  Answer list(Ask ask) {
    long account = store.accounts.find(ask.at(1)).id();
    return Answer.page(
        ask,
        after ->
            store.courses.after(
                after, course -> !course.deleted() && within(course.accountId(), account)),
        course -> json(ask, course));
  }

  Answer create(Ask ask) {
    ask.needsAdmin();
    Account account = store.accounts.find(ask.at(1));
    Params params = ask.params("course");
    String sisId = params.text("sis_course_id", null);
    Course held = sisId == null ? null : store.courses.bySisId(sisId).orElse(null);
    if (held != null && !reactivates(ask, held)) {
      store.duplicate();
      throw taken();
    }
    long id = held == null ? store.courses.nextId() : held.id();
    Course blank = new Course(id, sisId, "", "", account.id(), 1, null, null, "unpublished");
    Course course = with(params, blank);
    boolean offer = ask.parameter("offer", "false").equals("true");
    return Answer.of(json(ask, store.courses.put(offer ? in(course, "available") : course)));
  }

  private static boolean reactivates(Ask ask, Course held) {
    return held.deleted() && ask.parameter("enable_sis_reactivation", "false").equals("true");
  }

  Answer update(Ask ask) {
    ask.needsAdmin();
    Course before = store.courses.find(ask.at(1));
    Params params = ask.params("course");
    String sisId = params.text("sis_course_id", before.sisId());
    if (sisId != null
        && store.courses.bySisId(sisId).filter(other -> other.id() != before.id()).isPresent()) {
      throw taken();
    }
    Course after = with(params, before);
    return Answer.of(json(ask, store.courses.put(after)));
  }

  /** Deletes softly: the SIS id stays taken until the course is reactivated. */
  Answer delete(Ask ask) {
    ask.needsAdmin();
    Course before = store.courses.find(ask.at(1));
    String event = ask.parameter("event", "");
    if (!event.equals("delete") && !event.equals("conclude")) {
      throw Refusal.because("Must specify a valid event to perform");
    }
    store.courses.put(in(before, event.equals("delete") ? Row.DELETED : "completed"));
    return Answer.of(new JsonObject().put(event, true));
  }

  private Course with(Params params, Course before) {
    String event = params.text("event", null);
    if (event != null && !EVENTS.contains(event)) {
      throw Refusal.because("invalid event");
    }
    String name = params.required("name", before.name());
    Course after =
        new Course(
            before.id(),
            params.text("sis_course_id", before.sisId()),
            name,
            params.required("course_code", before.code().isEmpty() ? name : before.code()),
            reference(params, "account_id", store.accounts, before.accountId(), Store.ROOT),
            reference(params, "term_id", store.terms, before.termId(), 1),
            params.time("start_at", before.startAt()),
            params.time("end_at", before.endAt()),
            before.state());
    return event == null ? after : in(after, stateAfter(event));
  }

  private static <T extends Row> long reference(
      Params params, String key, Table<T> table, long before, long whenBlank) {
    if (!params.has(key)) {
      return before;
    }
    String segment = params.text(key, null);
    return segment == null ? whenBlank : table.find(segment).id();
  }

  private static String stateAfter(String event) {
    return switch (event) {
      case "offer" -> "available";
      case "conclude" -> "completed";
      case "delete" -> Row.DELETED;
      default -> "unpublished";
    };
  }

  private static Course in(Course course, String state) {
    return new Course(
        course.id(),
        course.sisId(),
        course.name(),
        course.code(),
        course.accountId(),
        course.termId(),
        course.startAt(),
        course.endAt(),
        state);
  }

  private boolean within(long account, long wanted) {
    long at = account;
    while (at != 0 && at != wanted) {
      at = store.accounts.get(at).parentId();
    }
    return at == wanted;
  }

  private static Refusal taken() {
    return Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
  }

  private JsonObject json(Ask ask, Course course) {
    JsonObject json =
        new JsonObject()
            .put("id", course.id())
            .put("name", course.name())
            .put("course_code", course.code())
            .put("account_id", course.accountId())
            .put("root_account_id", Store.ROOT)
            .put("enrollment_term_id", course.termId())
            .put("start_at", course.startAt())
            .put("end_at", course.endAt())
            .put("workflow_state", course.state())
            .put("sis_course_id", course.sisId());
    include(json, "term", ask, AccountsApi.json(store.terms.get(course.termId())));
    include(json, "account", ask, AccountsApi.json(store.accounts.get(course.accountId())));
    return json;
  }

  private static void include(JsonObject json, String name, Ask ask, @Nullable JsonObject part) {
    if (ask.includes(name)) {
      json.put(name, part);
    }
  }
}
