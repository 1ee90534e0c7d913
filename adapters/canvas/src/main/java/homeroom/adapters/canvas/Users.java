package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** People with their login; deleting one suspends the login and keeps what belongs to it. */
record Users(Canvas canvas) implements SisKind {

  /** Logins that are looked at side by side for a snapshot. */
  private static final int AT_ONCE = 4;

  private static final String USER = "user";
  private static final String LOGIN = "pseudonym";
  private static final Field NAME = Field.plain(USER, "name");
  private static final Field SHORT_NAME = Field.plain(USER, "short_name");
  private static final Field SORTABLE_NAME = Field.plain(USER, "sortable_name");
  private static final Field SIS_ID = Field.plain(LOGIN, "sis_user_id");
  private static final Field INTEGRATION_ID = Field.plain(LOGIN, "integration_id");
  private static final Field UNIQUE_ID =
      new Field("pseudonym.unique_id", "unique_id", "/login_id", Field.Kind.PLAIN);
  private static final Field EMAIL =
      new Field("communication_channel.address", "address", "/email", Field.Kind.PLAIN);
  static final List<Field> FIELDS =
      List.of(SIS_ID, INTEGRATION_ID, UNIQUE_ID, NAME, SHORT_NAME, SORTABLE_NAME, EMAIL);

  @Override
  public String target() {
    return "users";
  }

  @Override
  public List<Field> fields() {
    return FIELDS;
  }

  @Override
  public Field sisId() {
    return SIS_ID;
  }

  @Override
  public Address one(String id) {
    return Canvas.at("users").id(id);
  }

  @Override
  public JsonNode create(Delivery delivery, Map<Field, Value> values)
      throws AdapterFailure, Refused {
    ObjectNode body = Canvas.object();
    body.set(USER, Payload.parameters(values, USER));
    body.set(LOGIN, Payload.parameters(values, LOGIN).put("send_confirmation", false));
    Payload.text(delivery, EMAIL.name())
        .ifPresent(
            address ->
                body.putObject("communication_channel")
                    .put("type", "email")
                    .put("address", address)
                    .put("skip_confirmation", true));
    // A deleted user keeps the SIS id; without this nobody could ever come back.
    body.put("enable_sis_reactivation", true);
    return canvas.create(canvas.account().then("users"), body);
  }

  @Override
  public void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused {
    ObjectNode parameters = Payload.parameters(values, USER);
    Value email = values.get(EMAIL);
    if (email != null && !email.isNull()) {
      parameters.set("email", EMAIL.json(email));
    }
    if (!parameters.isEmpty()) {
      canvas.put(one(id), Canvas.group(USER, parameters));
    }
    if (email != null && email.isNull()) {
      Canvas.afterwards(() -> clearEmail(id));
    }
    ObjectNode login = Payload.parameters(values, LOGIN);
    if (!login.isEmpty()) {
      Canvas.afterwards(() -> canvas.put(login(id), Canvas.group("login", login)));
    }
  }

  /** Canvas ignores an empty address; the channel itself must go. */
  private void clearEmail(String id) throws AdapterFailure, Refused {
    Value held = canvas.find(one(id)).map(EMAIL::value).orElse(Value.NULL);
    if (!held.isNull()) {
      canvas.delete(one(id).then("communication_channels/email").id(held.toString()));
    }
  }

  /** SIS id and login name belong to a login, which has an id of its own. */
  private Address login(String id) throws AdapterFailure {
    return canvas.account().then("logins").id(firstLogin(id).path("id").asText("0"));
  }

  private JsonNode firstLogin(String id) throws AdapterFailure {
    try (Stream<JsonNode> logins = canvas.all(one(id).then("logins"))) {
      List<JsonNode> all = logins.toList();
      Optional<JsonNode> ours = all.stream().filter(one -> !SIS_ID.value(one).isNull()).findFirst();
      return ours.or(() -> all.stream().findFirst()).orElseGet(Canvas::object);
    }
  }

  /** Without a short name Canvas shows the name, which is then what a cleared one looks like. */
  @Override
  public Map<Field, Value> differing(Map<Field, Value> wanted, JsonNode held) {
    Map<Field, Value> comparable = new LinkedHashMap<>(wanted);
    if (Value.NULL.equals(wanted.get(SHORT_NAME))
        && SHORT_NAME.value(held).equals(NAME.value(held))
        && NAME.holds(held, wanted.getOrDefault(NAME, NAME.value(held)))) {
      comparable.remove(SHORT_NAME);
    }
    return Payload.differing(comparable, held);
  }

  /** With a new name Canvas makes a new sortable name of its own, unless it is given one. */
  @Override
  public Map<Field, Value> written(Map<Field, Value> changed, Map<Field, Value> all) {
    Map<Field, Value> written = new LinkedHashMap<>(changed);
    if (changed.containsKey(NAME) && all.containsKey(SORTABLE_NAME)) {
      written.put(SORTABLE_NAME, all.get(SORTABLE_NAME));
    }
    return written;
  }

  @Override
  public boolean revive(String id, JsonNode held) throws AdapterFailure, Refused {
    if (!suspended(id)) {
      return false;
    }
    canvas.put(one(id), Canvas.group(USER, Canvas.object().put("event", "unsuspend")));
    return true;
  }

  private boolean suspended(String id) throws AdapterFailure {
    return firstLogin(id).path("workflow_state").asText().equals("suspended");
  }

  @Override
  public void delete(String id) throws AdapterFailure, Refused {
    canvas.put(one(id), Canvas.group(USER, Canvas.object().put("event", "suspend")));
  }

  /** Canvas's list does not tell who is suspended; each person's login does. */
  @Override
  public Stream<Shown> all() throws AdapterFailure {
    return canvas
        .all(canvas.account().then("users").with("include[]", "email"))
        .filter(user -> !SIS_ID.value(user).isNull())
        .gather(Gatherers.mapConcurrent(AT_ONCE, this::seen))
        .map(Seen::shown);
  }

  private Seen seen(JsonNode user) {
    try {
      return new Seen(user, suspended(user.path("id").asText()), Optional.empty());
    } catch (AdapterFailure failure) {
      return new Seen(user, false, Optional.of(failure));
    }
  }

  private record Seen(JsonNode user, boolean suspended, Optional<AdapterFailure> failure) {
    Shown shown() {
      if (failure.isPresent()) {
        throw Canvas.later(failure.get());
      }
      return new Shown(user, !suspended);
    }
  }
}
