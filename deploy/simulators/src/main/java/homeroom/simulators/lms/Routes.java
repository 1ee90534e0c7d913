package homeroom.simulators.lms;

/** Finds what answers a request. */
final class Routes {

  private final AccountsApi accounts;
  private final CoursesApi courses;
  private final SectionsApi sections;
  private final EnrollmentsApi enrollments;
  private final UsersApi users;

  Routes(Store store) {
    accounts = new AccountsApi(store);
    courses = new CoursesApi(store);
    sections = new SectionsApi(store);
    enrollments = new EnrollmentsApi(store);
    users = new UsersApi(store, enrollments);
  }

  void seed(Person person) {
    users.seed(person);
  }

  Answer answer(Ask ask) {
    return switch (ask.at(0)) {
      case "accounts" -> below(ask);
      case "courses" -> course(ask);
      case "sections" -> section(ask);
      case "users" -> user(ask);
      default -> throw Refusal.notFound();
    };
  }

  private Answer below(Ask ask) {
    if (ask.path().size() == 2) {
      return account(ask);
    }
    return switch (ask.path().size() < 2 ? "" : ask.at(2)) {
      case "sub_accounts" -> subAccounts(ask);
      case "terms" -> terms(ask);
      case "courses" -> accountCourses(ask);
      case "users" -> accountUsers(ask);
      case "logins" -> accountLogins(ask);
      case "enrollments" -> accountEnrollments(ask);
      default -> throw Refusal.notFound();
    };
  }

  private Answer account(Ask ask) {
    return switch (ask.method()) {
      case "GET" -> accounts.show(ask);
      case "PUT" -> accounts.update(ask);
      default -> throw Refusal.notFound();
    };
  }

  private Answer subAccounts(Ask ask) {
    if (ask.is("GET", "accounts", "*", "sub_accounts")) {
      return accounts.list(ask);
    }
    if (ask.is("POST", "accounts", "*", "sub_accounts")) {
      return accounts.create(ask);
    }
    if (ask.is("DELETE", "accounts", "*", "sub_accounts", "*")) {
      return accounts.delete(ask);
    }
    throw Refusal.notFound();
  }

  private Answer terms(Ask ask) {
    boolean one = ask.path().size() == 4;
    if (ask.path().size() > 4) {
      throw Refusal.notFound();
    }
    return switch (ask.method() + (one ? " one" : "")) {
      case "GET" -> accounts.listTerms(ask);
      case "POST" -> accounts.createTerm(ask);
      case "GET one" -> accounts.showTerm(ask);
      case "PUT one" -> accounts.updateTerm(ask);
      case "DELETE one" -> accounts.deleteTerm(ask);
      default -> throw Refusal.notFound();
    };
  }

  private Answer accountCourses(Ask ask) {
    if (ask.is("GET", "accounts", "*", "courses")) {
      return courses.list(ask);
    }
    if (ask.is("POST", "accounts", "*", "courses")) {
      return courses.create(ask);
    }
    throw Refusal.notFound();
  }

  private Answer accountUsers(Ask ask) {
    if (ask.is("GET", "accounts", "*", "users")) {
      return users.list(ask);
    }
    if (ask.is("POST", "accounts", "*", "users")) {
      return users.create(ask);
    }
    if (ask.is("DELETE", "accounts", "*", "users", "*")) {
      return users.delete(ask);
    }
    throw Refusal.notFound();
  }

  private Answer accountLogins(Ask ask) {
    if (ask.is("PUT", "accounts", "*", "logins", "*")) {
      return users.updateLogin(ask);
    }
    throw Refusal.notFound();
  }

  private Answer accountEnrollments(Ask ask) {
    if (ask.is("GET", "accounts", "*", "enrollments", "*")) {
      return enrollments.show(ask);
    }
    throw Refusal.notFound();
  }

  private Answer course(Ask ask) {
    if (ask.is("GET", "courses", "*")) {
      return courses.show(ask);
    }
    if (ask.is("PUT", "courses", "*")) {
      return courses.update(ask);
    }
    if (ask.is("DELETE", "courses", "*")) {
      return courses.delete(ask);
    }
    if (ask.is("GET", "courses", "*", "sections")) {
      return sections.list(ask);
    }
    if (ask.is("POST", "courses", "*", "sections")) {
      return sections.create(ask);
    }
    return courseEnrollments(ask);
  }

  private Answer courseEnrollments(Ask ask) {
    if (ask.is("GET", "courses", "*", "enrollments")) {
      return enrollments.listOfCourse(ask);
    }
    if (ask.is("POST", "courses", "*", "enrollments")) {
      return enrollments.enrollInCourse(ask);
    }
    if (ask.is("DELETE", "courses", "*", "enrollments", "*")) {
      return enrollments.end(ask);
    }
    if (ask.is("PUT", "courses", "*", "enrollments", "*", "reactivate")) {
      return enrollments.reactivate(ask);
    }
    throw Refusal.notFound();
  }

  private Answer section(Ask ask) {
    if (ask.is("GET", "sections", "*", "enrollments")) {
      return enrollments.listOfSection(ask);
    }
    if (ask.is("POST", "sections", "*", "enrollments")) {
      return enrollments.enrollInSection(ask);
    }
    if (ask.is("GET", "sections", "*")) {
      return sections.show(ask);
    }
    if (ask.is("PUT", "sections", "*")) {
      return sections.update(ask);
    }
    if (ask.is("DELETE", "sections", "*")) {
      return sections.delete(ask);
    }
    if (ask.is("POST", "sections", "*", "crosslist", "*")) {
      return sections.crosslist(ask);
    }
    throw Refusal.notFound();
  }

  private Answer user(Ask ask) {
    if (ask.is("GET", "users", "*")) {
      return users.show(ask);
    }
    if (ask.is("PUT", "users", "*")) {
      return users.update(ask);
    }
    if (ask.is("GET", "users", "*", "logins")) {
      return users.logins(ask);
    }
    if (ask.is("GET", "users", "*", "enrollments")) {
      return enrollments.listOfUser(ask);
    }
    if (ask.is("DELETE", "users", "*", "communication_channels", "email", "*")) {
      return users.deleteChannel(ask);
    }
    throw Refusal.notFound();
  }
}
