package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.Course;
import homeroom.simulators.lms.Row.Section;
import io.vertx.core.json.JsonObject;
import java.util.TreeSet;

/** Sections. */
final class SectionsApi {

  private final Store store;

  SectionsApi(Store store) {
    this.store = store;
  }

  Answer show(Ask ask) {
    return Answer.of(json(active(ask.at(1))));
  }

  Answer list(Ask ask) {
    TreeSet<Long> ids = ofCourse(store.courses.find(ask.at(1)).id());
    return Answer.page(
        ask,
        after ->
            ids.tailSet(after, false).stream()
                .map(store.sections::get)
                .filter(section -> !section.deleted()),
        this::json);
  }

  Answer create(Ask ask) {
    ask.needsAdmin();
    Course course = store.courses.find(ask.at(1));
    Params params = ask.params("course_section");
    String sisId = params.text("sis_section_id", null);
    Section held = sisId == null ? null : store.sections.bySisId(sisId).orElse(null);
    boolean reactivates = ask.parameter("enable_sis_reactivation", "false").equals("true");
    if (held != null && !(held.deleted() && reactivates)) {
      store.duplicate();
      throw taken();
    }
    long id = held == null ? store.sections.nextId() : held.id();
    Section blank =
        new Section(id, sisId, course.name(), course.id(), null, null, null, false, Row.ACTIVE);
    ofCourse(course.id()).add(id);
    return Answer.of(json(store.sections.put(with(params, blank))));
  }

  Answer update(Ask ask) {
    ask.needsAdmin();
    Section before = active(ask.at(1));
    Params params = ask.params("course_section");
    String sisId = params.text("sis_section_id", before.sisId());
    if (sisId != null
        && store.sections.bySisId(sisId).filter(other -> other.id() != before.id()).isPresent()) {
      throw taken();
    }
    return Answer.of(json(store.sections.put(with(params, before))));
  }

  /** Moves a section to another course. */
  Answer crosslist(Ask ask) {
    ask.needsAdmin();
    Section before = active(ask.at(1));
    Course course = store.courses.find(ask.at(3));
    ofCourse(before.courseId()).remove(before.id());
    ofCourse(course.id()).add(before.id());
    return Answer.of(json(store.sections.put(before.movedTo(course.id()))));
  }

  /** One that anybody is or was in cannot be deleted. */
  Answer delete(Ask ask) {
    ask.needsAdmin();
    Section before = active(ask.at(1));
    boolean used =
        store.enrollmentsBySection.getOrDefault(before.id(), new TreeSet<>()).stream()
            .map(store.enrollments::get)
            .anyMatch(enrollment -> !enrollment.deleted());
    if (used) {
      throw Refusal.because("You can't delete a section that has enrollments");
    }
    return Answer.of(json(store.sections.put(before.in(Row.DELETED))));
  }

  private static Section with(Params params, Section before) {
    return new Section(
        before.id(),
        params.text("sis_section_id", before.sisId()),
        params.required("name", before.name()),
        before.courseId(),
        before.originalCourseId(),
        params.time("start_at", before.startAt()),
        params.time("end_at", before.endAt()),
        params.flag("restrict_enrollments_to_section_dates", before.restricted()),
        before.state());
  }

  /** A section of a deleted course is as good as gone. */
  private Section active(String segment) {
    Section section = store.sections.find(segment);
    store.courses.find(Long.toString(section.courseId()));
    return section;
  }

  private TreeSet<Long> ofCourse(long course) {
    return store.sectionsByCourse.computeIfAbsent(course, id -> new TreeSet<>());
  }

  private static Refusal taken() {
    return Refusal.invalid("sis_source_id", "taken", "SIS ID is already in use");
  }

  private JsonObject json(Section section) {
    return new JsonObject()
        .put("id", section.id())
        .put("name", section.name())
        .put("course_id", section.courseId())
        .put("sis_course_id", store.courses.get(section.courseId()).sisId())
        .put("sis_section_id", section.sisId())
        .put("nonxlist_course_id", section.originalCourseId())
        .put("restrict_enrollments_to_section_dates", section.restricted())
        .put("start_at", section.startAt())
        .put("end_at", section.endAt())
        .put("workflow_state", section.state());
  }
}
