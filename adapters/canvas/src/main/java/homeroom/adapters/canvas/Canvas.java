package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.support.http.Address;
import homeroom.support.http.HttpCaller;
import homeroom.support.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Canvas's REST API. Thread-safe. */
final class Canvas implements AutoCloseable {

  /** Canvas gives no more than this on a page. */
  private static final int PAGE = 100;

  private final HttpCaller caller;
  private final String account;

  /**
   * @param account the root account: its own id, or {@code sis_account_id:…}
   */
  Canvas(String url, Supplier<String> token, String account, Duration deadline) {
    this(new HttpCaller(URI.create(url), token::get, deadline), account);
  }

  private Canvas(HttpCaller caller, String account) {
    this.caller = caller;
    this.account = account;
  }

  /** The same over the same connections, for reading much; close either, not both. */
  Canvas patient() {
    return new Canvas(caller.patient(), account);
  }

  static Address at(String segments) {
    return Address.of("api/v1/" + segments);
  }

  /** The root account. */
  Address account() {
    return at("accounts").id(account);
  }

  /** What is there, or nothing if it is not. */
  Optional<JsonNode> find(Address address) throws AdapterFailure {
    Reply reply = caller.get(address);
    return reply.status() == 404 ? Optional.empty() : Optional.of(thing(reply.orFail()));
  }

  /** Whatever there is in Canvas has an id; another answer comes from somewhere else. */
  private static JsonNode thing(Reply reply) throws AdapterFailure {
    JsonNode json = reply.json();
    if (json.path("id").asText("").isEmpty()) {
      throw odd(reply, Failure.Kind.CONFIGURATION);
    }
    return json;
  }

  private static AdapterFailure odd(Reply reply, Failure.Kind kind) {
    return new AdapterFailure(
        Failure.of(
            kind,
            "CANVAS_ODD_ANSWER",
            reply + ": the answer is not one of Canvas's",
            "Look whether url is that of Canvas and nothing in between answers for it."));
  }

  JsonNode post(Address address, JsonNode body) throws AdapterFailure, Refused {
    return done(caller.post(address, body));
  }

  /** Makes something; the answer has its id. */
  JsonNode create(Address address, JsonNode body) throws AdapterFailure, Refused {
    Reply reply = caller.post(address, body);
    JsonNode made = done(reply);
    if (made.path("id").asText("").isEmpty()) {
      throw odd(reply, Failure.Kind.UNKNOWN);
    }
    return made;
  }

  JsonNode put(Address address, JsonNode body) throws AdapterFailure, Refused {
    return done(caller.put(address, body));
  }

  JsonNode delete(Address address) throws AdapterFailure, Refused {
    return done(caller.delete(address));
  }

  /** A further step of one change. */
  interface Step {
    void run() throws AdapterFailure, Refused;
  }

  /**
   * Runs a step after another one has already written: if this one does not work, it is no longer
   * true that nothing was applied.
   */
  static void afterwards(Step step) throws AdapterFailure, Refused {
    try {
      step.run();
    } catch (AdapterFailure failure) {
      throw switch (failure.failure().kind()) {
        case TRANSIENT, THROTTLED -> new AdapterFailure(halfDone(failure.failure()), failure);
        case CONFIGURATION, CREDENTIAL, UNKNOWN, CONTENT, DEFECT -> failure;
      };
    }
  }

  private static Failure halfDone(Failure failure) {
    return new Failure(
        Failure.Kind.UNKNOWN,
        failure.code(),
        failure.message() + "; a part of the change was written before",
        failure.remedy(),
        failure.retryAfter());
  }

  private static JsonNode done(Reply reply) throws AdapterFailure, Refused {
    if (!reply.ok()) {
      throw new Refused(reply);
    }
    JsonNode json = reply.json();
    if (!json.isObject() || json.isEmpty()) {
      throw odd(reply, Failure.Kind.UNKNOWN);
    }
    return json;
  }

  /** Every element of a list, page by page; a page that cannot be read fails the stream. */
  Stream<JsonNode> all(Address address) throws AdapterFailure {
    return caller.pages(paged(address)).flatMap(Canvas::elements);
  }

  /** The same, and none where the list would be of something that is not there. */
  List<JsonNode> allOrNone(Address address) throws AdapterFailure {
    Reply reply = caller.get(paged(address));
    if (reply.status() == 404) {
      return List.of();
    }
    List<JsonNode> first = new ArrayList<>();
    list(reply.orFail()).forEach(first::add);
    if (first.size() < PAGE) {
      return first;
    }
    try (Stream<JsonNode> all = all(address)) {
      return all.toList();
    }
  }

  private static Address paged(Address address) {
    return address.with("per_page", Integer.toString(PAGE));
  }

  /** The same where the list is not the first, from within a stream. */
  Stream<JsonNode> within(Address address) {
    try {
      return all(address);
    } catch (AdapterFailure failure) {
      throw later(failure);
    }
  }

  /** How a stream fails that has begun. */
  static UncheckedIOException later(AdapterFailure failure) {
    return new UncheckedIOException(new IOException(failure.getMessage(), failure));
  }

  /** A list is an array, or for terms an array in an object. */
  private static JsonNode list(Reply page) throws AdapterFailure {
    JsonNode json = page.json();
    JsonNode list = json.isObject() ? json.path("enrollment_terms") : json;
    if (!list.isArray()) {
      throw odd(page, Failure.Kind.CONFIGURATION);
    }
    return list;
  }

  private static Stream<JsonNode> elements(Reply page) {
    try {
      return StreamSupport.stream(list(page).spliterator(), false);
    } catch (AdapterFailure failure) {
      throw later(failure);
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** {@code {"course": {…}}}. */
  static ObjectNode group(String name, JsonNode inner) {
    ObjectNode body = object();
    body.set(name, inner);
    return body;
  }

  @Override
  public void close() {
    caller.close();
  }
}
