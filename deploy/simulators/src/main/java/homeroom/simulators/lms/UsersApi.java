package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** People, each with one login. */
final class UsersApi {

  /** Logins have ids of their own, so that nobody takes one for a user's. */
  private static final long LOGIN_IDS = 70_000_000;

  private final Store store;
  private final EnrollmentsApi enrollments;

  UsersApi(Store store, EnrollmentsApi enrollments) {
    this.store = store;
    this.enrollments = enrollments;
  }

  /** Someone who was there before the first request. */
  void seed(Person person) {
    long id = store.users.nextId();
    Names names = Names.of(person.name());
    put(
        new User(
            id,
            null,
            null,
            person.login(),
            person.name(),
            names.shortName(),
            names.sortableName(),
            null,
            false,
            store.now(),
            Row.ACTIVE));
  }

  Answer show(Ask ask) {
    return Answer.of(json(find(ask), true));
  }

  Answer list(Ask ask) {
    store.accounts.find(ask.at(1));
    boolean email = ask.includes("email");
    return Answer.page(
        ask, after -> store.users.after(after, user -> !user.deleted()), user -> json(user, email));
  }

  Answer create(Ask ask) {
    ask.needsAdmin();
    store.accounts.find(ask.at(1));
    Params pseudonym = ask.params("pseudonym");
    String sisId = pseudonym.text("sis_user_id", null);
    String login = login(pseudonym, null);
    Optional<User> held = Optional.ofNullable(sisId).flatMap(store.users::bySisId);
    boolean reactivates = ask.parameter("enable_sis_reactivation", "false").equals("true");
    if (held.isPresent() && !(held.get().deleted() && reactivates)) {
      store.duplicate();
      throw Refusal.invalidLogin("sis_user_id", "taken", "SIS ID is already in use");
    }
    if (loginTaken(login, held.map(User::id).orElse(0L))) {
      store.duplicate();
      throw loginInUse();
    }
    String integrationId = pseudonym.text("integration_id", null);
    User user =
        created(
            ask, held.map(User::id).orElseGet(store.users::nextId), sisId, integrationId, login);
    store.changed(ask, "user_created", () -> event(user));
    return Answer.of(json(user, true));
  }

  private User created(
      Ask ask, long id, @Nullable String sisId, @Nullable String integrationId, String login) {
    Params params = ask.params("user");
    String name = params.required("name", null);
    Names names =
        Names.of(name, params.text("short_name", null), params.text("sortable_name", null));
    String email = ask.params("communication_channel").text("address", null);
    return put(
        ask,
        null,
        new User(
            id,
            sisId,
            integrationId,
            login,
            name,
            names.shortName(),
            names.sortableName(),
            email,
            false,
            store.now(),
            Row.ACTIVE));
  }

  Answer update(Ask ask) {
    User before = find(ask);
    Params params = ask.params("user");
    String name = params.required("name", before.name());
    Names names = Names.of(before).renamed(name, params);
    String email = params.text("email", null);
    User after =
        before
            .as(names)
            .reachedAt(email == null ? before.email() : email)
            .in(before.state(), suspended(ask, params, before));
    changed(ask, before, after);
    return Answer.of(json(put(ask, before, after), true));
  }

  private static boolean suspended(Ask ask, Params params, User before) {
    String event = params.text("event", null);
    if (event == null) {
      return before.suspended();
    }
    ask.needsAdmin();
    return switch (event) {
      case "suspend" -> true;
      case "unsuspend" -> false;
      default -> throw Refusal.because("invalid event");
    };
  }

  /** Deletes softly, with the enrollments; the SIS id stays taken until reactivated. */
  Answer delete(Ask ask) {
    ask.needsAdmin();
    store.accounts.find(ask.at(1));
    User before = store.users.find(ask.at(3));
    User after = put(before.in(Row.DELETED, before.suspended()));
    store.usersByLogin.remove(Store.login(before.login()));
    new TreeSet<>(enrollments.ofUser(before.id())).forEach(id -> enrollments.drop(ask, id));
    changed(ask, before, after);
    return Answer.of(new JsonObject().put("user", json(after, true)));
  }

  Answer logins(Ask ask) {
    User user = find(ask);
    return new Answer(200, new JsonArray().add(loginJson(user)), "");
  }

  Answer updateLogin(Ask ask) {
    ask.needsAdmin();
    store.accounts.find(ask.at(1));
    long id = ask.at(3).matches("\\d{1,12}") ? Long.parseLong(ask.at(3)) - LOGIN_IDS : 0;
    User before = store.users.find(Long.toString(id));
    Params params = ask.params("login");
    String login = login(params, before.login());
    if (loginTaken(login, before.id())) {
      throw loginInUse();
    }
    String sisId = params.text("sis_user_id", before.sisId());
    if (sisId != null
        && store.users.bySisId(sisId).filter(other -> other.id() != before.id()).isPresent()) {
      throw Refusal.invalid("sis_user_id", "taken", "SIS ID is already in use");
    }
    store.usersByLogin.remove(Store.login(before.login()));
    String integrationId = params.text("integration_id", before.integrationId());
    User after = before.withLogin(login, sisId, integrationId);
    changed(ask, before, after);
    return Answer.of(loginJson(put(ask, before, after)));
  }

  /** Takes a person's address away. */
  Answer deleteChannel(Ask ask) {
    User before = find(ask);
    if (!ask.at(4).equalsIgnoreCase(before.email())) {
      throw Refusal.notFound();
    }
    User after = before.reachedAt(null);
    changed(ask, before, put(ask, before, after));
    return Answer.of(new JsonObject().put("type", "email").put("workflow_state", "retired"));
  }

  private User find(Ask ask) {
    return ask.at(1).equals("self")
        ? store.users.get(store.usersByLogin.get(Store.login(ask.who().login())))
        : store.users.find(ask.at(1));
  }

  /** Puts what a request made of someone, and notes it if a program asked. */
  private User put(Ask ask, @Nullable User before, User after) {
    if (ask.who().role() == Person.Role.ADMIN && after.sisId() != null) {
      Map<String, String> held = before == null ? Map.of() : texts(before);
      store.history.note("users", after.sisId(), held, texts(after));
    }
    return put(after);
  }

  private static Map<String, String> texts(User user) {
    Map<String, String> fields = new HashMap<>();
    fields.put("pseudonym.unique_id", user.login());
    fields.put("user.name", user.name());
    fields.put("user.short_name", user.shortName());
    fields.put("user.sortable_name", user.sortableName());
    fields.put("communication_channel.address", user.email() == null ? "" : user.email());
    return fields;
  }

  private User put(User user) {
    if (!user.deleted()) {
      store.usersByLogin.put(Store.login(user.login()), user.id());
    }
    return store.users.put(user);
  }

  private void changed(Ask ask, User before, User after) {
    if (!before.equals(after)) {
      store.changed(ask, "user_updated", () -> event(after));
    }
  }

  private static String login(Params params, @Nullable String before) {
    String login = params.text("unique_id", before);
    if (login == null || login.isBlank()) {
      throw Refusal.invalidLogin("unique_id", "too_short", "is too short (minimum is 1 character)");
    }
    return login;
  }

  private boolean loginTaken(String login, long id) {
    Long holder = store.usersByLogin.get(Store.login(login));
    return holder != null && holder != id;
  }

  private static Refusal loginInUse() {
    return Refusal.invalidLogin(
        "unique_id", "taken", "ID already in use for this account and authentication provider");
  }

  private static JsonObject json(User user, boolean email) {
    JsonObject json =
        new JsonObject()
            .put("id", user.id())
            .put("name", user.name())
            .put("created_at", user.createdAt())
            .put("sortable_name", user.sortableName())
            .put("short_name", user.shortName())
            .put("sis_user_id", user.sisId())
            .put("integration_id", user.integrationId())
            .put("login_id", user.login());
    return email ? json.put("email", user.email()) : json;
  }

  private static JsonObject loginJson(User user) {
    return new JsonObject()
        .put("id", LOGIN_IDS + user.id())
        .put("user_id", user.id())
        .put("account_id", Store.ROOT)
        .put("unique_id", user.login())
        .put("sis_user_id", user.sisId())
        .put("integration_id", user.integrationId())
        .put("workflow_state", user.suspended() ? "suspended" : user.state());
  }

  private JsonObject event(User user) {
    return new JsonObject()
        .put("user_id", Store.global(user.id()))
        .put("name", user.name())
        .put("short_name", user.shortName())
        .put("workflow_state", user.deleted() ? Row.DELETED : "registered")
        .put("created_at", user.createdAt())
        .put("updated_at", store.now())
        .put("user_login", user.login())
        .put("user_sis_id", user.sisId());
  }
}
