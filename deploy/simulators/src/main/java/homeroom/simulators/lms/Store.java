package homeroom.simulators.lms;

import homeroom.simulators.history.History;
import homeroom.simulators.lms.Row.Account;
import homeroom.simulators.lms.Row.Course;
import homeroom.simulators.lms.Row.Enrollment;
import homeroom.simulators.lms.Row.Section;
import homeroom.simulators.lms.Row.Term;
import homeroom.simulators.lms.Row.User;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * All that the LMS holds. Everything runs under one lock, so that each request is atomic and the
 * change feed has the order of the changes; a request takes microseconds.
 */
final class Store {

  static final long ROOT = 1;

  final Table<Account> accounts = new Table<>("sis_account_id");
  final Table<Term> terms = new Table<>("sis_term_id");
  final Table<Course> courses = new Table<>("sis_course_id");
  final Table<Section> sections = new Table<>("sis_section_id");
  final Table<User> users = new Table<>("sis_user_id");
  final Table<Enrollment> enrollments = new Table<>("sis_enrollment_id");

  final Map<String, Long> usersByLogin = new HashMap<>();
  final Map<Long, TreeSet<Long>> enrollmentsBySection = new HashMap<>();
  final Map<Long, TreeSet<Long>> enrollmentsByUser = new HashMap<>();
  final Map<Long, TreeSet<Long>> sectionsByCourse = new HashMap<>();

  final History history = new History();

  private final AtomicLong duplicates = new AtomicLong();
  private final ChangeFeed feed;

  Store(ChangeFeed feed) {
    this.feed = feed;
    accounts.put(new Account(accounts.nextId(), null, "District", 0, Row.ACTIVE));
    terms.put(new Term(terms.nextId(), null, "Default Term", null, null, Row.ACTIVE));
  }

  /** Does something under the lock. */
  synchronized <T> T locked(Supplier<T> work) {
    return work.get();
  }

  /** The time as Canvas writes it. */
  String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Someone created once more what is already there. */
  void duplicate() {
    duplicates.incrementAndGet();
  }

  long duplicates() {
    return duplicates.get();
  }

  /** Notes a change for the feed; the body is only made if somebody listens. */
  void changed(Ask ask, String event, Supplier<JsonObject> body) {
    long writer = usersByLogin.getOrDefault(login(ask.who().login()), 0L);
    feed.add(event, ask, writer, body);
  }

  /** Logins are compared without case. */
  static String login(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  /** Ids in the feed are global: shard and own id. */
  static String global(long id) {
    return Long.toString(10_000_000_000_000L + id);
  }
}
