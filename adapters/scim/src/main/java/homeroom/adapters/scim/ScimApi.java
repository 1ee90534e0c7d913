package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.http.Address;
import homeroom.support.http.Call;
import homeroom.support.http.Call.Verb;
import homeroom.support.http.HttpCaller;
import homeroom.support.http.Reply;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The calls of SCIM that the adapter makes. Thread-safe. */
final class ScimApi implements AutoCloseable {

  static final String USERS = "Users";

  /** Somebody changed the account since it was read. */
  static final int PRECONDITION_FAILED = 412;

  /** RFC 9865 section 2.3. */
  private static final Set<String> CURSOR_TROUBLE = Set.of("invalidCursor", "expiredCursor");

  private final HttpCaller caller;

  /** Whether the provider can write on a condition; empty until it was asked. */
  private volatile Optional<Boolean> versions = Optional.empty();

  ScimApi(HttpCaller caller) {
    this.caller = caller;
  }

  /** The same over the same connections, for reading much; close either, not both. */
  ScimApi patient() {
    return new ScimApi(caller.patient());
  }

  /** The account with an id; empty if there is none. */
  Optional<Account> read(String id) throws AdapterFailure {
    return found(caller.get(user(id)));
  }

  /** Of the account with an id, what is asked for by name, and what is always shown. */
  Optional<Account> read(String id, Set<String> attributes) throws AdapterFailure {
    return found(caller.get(user(id).with("attributes", String.join(",", attributes))));
  }

  private static Optional<Account> found(Reply reply) throws AdapterFailure {
    return reply.status() == 404 ? Optional.empty() : Account.in(reply.orFail().json());
  }

  /** The accounts that a filter {@code attribute eq "value"} finds. */
  List<Account> find(String attribute, String value) throws AdapterFailure {
    String quoted = JsonNodeFactory.instance.textNode(value).toString();
    Address address = Address.of(USERS).with("filter", attribute + " eq " + quoted);
    Reply reply = caller.get(address);
    if (reply.status() == 400) {
      throw new AdapterFailure(
          Failure.of(
              Kind.CONFIGURATION,
              "SCIM_NO_FILTER",
              "Looking for an account by " + attribute + ": the provider cannot filter by it",
              "Map an attribute that the provider finds accounts by, or make it filterable"
                  + " there."));
    }
    return list(reply).accounts();
  }

  /** A page of the accounts. */
  ScimList page(Address address) throws AdapterFailure {
    return list(caller.get(address));
  }

  /** The first page of what a filter finds; empty if the provider does not know such a filter. */
  Optional<ScimList> filtered(Address address) throws AdapterFailure {
    Reply reply = caller.get(address);
    return reply.ok() ? Optional.of(list(reply)) : Optional.empty();
  }

  /** What the provider says it can do; empty if it says nothing. */
  Optional<JsonNode> providerConfig() throws AdapterFailure {
    Reply reply = caller.get(Address.of("ServiceProviderConfig"));
    return reply.ok() ? Optional.of(reply.jsonOrMissing()) : Optional.empty();
  }

  Reply create(JsonNode account) throws AdapterFailure {
    return send(Verb.POST, Address.of(USERS), account);
  }

  /** Changes an account, if it is as it was read. */
  Reply write(Verb verb, Account account, JsonNode body) throws AdapterFailure {
    return caller.send(unchanged(account, call(verb, user(account.id()), body)));
  }

  /** RFC 7644 section 3.14: only for a provider that says it can tell versions apart. */
  private Call unchanged(Account account, Call call) throws AdapterFailure {
    Optional<String> version = account.version();
    return version.isPresent() && knowsVersions() ? call.header("If-Match", version.get()) : call;
  }

  private boolean knowsVersions() throws AdapterFailure {
    Optional<Boolean> known = versions;
    if (known.isEmpty()) {
      known =
          Optional.of(
              providerConfig()
                  .map(config -> config.at("/etag/supported").asBoolean())
                  .orElse(false));
      versions = known;
    }
    return known.get();
  }

  /** Many writes at once; whether any was done is unknown if no answer comes. */
  Reply bulk(JsonNode operations) throws AdapterFailure {
    return send(Verb.POST, Address.of("Bulk"), operations);
  }

  /** As {@link HttpCaller#checked}. */
  Reply checked(Reply part) throws AdapterFailure {
    return caller.checked(part);
  }

  private Reply send(Verb verb, Address address, JsonNode body) throws AdapterFailure {
    return caller.send(call(verb, address, body));
  }

  private static Call call(Verb verb, Address address, JsonNode body) {
    return Call.of(verb, address).json(body).header("Content-Type", "application/scim+json");
  }

  static Address user(String id) {
    return Address.of(USERS).id(id);
  }

  /** An id as a segment of a path. */
  static String segment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The id of the account that a location leads to; empty if it leads to none. */
  static Optional<String> idOf(String location) {
    int users = location.lastIndexOf("/" + USERS + "/");
    if (users < 0) {
      return Optional.empty();
    }
    String segment = location.substring(users + USERS.length() + 2);
    return segment.isEmpty() || segment.contains("/") || segment.contains("?")
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static ScimList list(Reply reply) throws AdapterFailure {
    JsonNode body = reply.ok() ? reply.json() : reply.jsonOrMissing();
    // One large provider writes the name of the list in lower case.
    JsonNode resources = body.path(body.has("Resources") ? "Resources" : "resources");
    if (CURSOR_TROUBLE.contains(body.path("scimType").asText())) {
      throw cursorGone();
    }
    if (!reply.ok() || !(resources.isArray() || body.path("totalResults").isInt())) {
      throw noUsers(reply);
    }
    List<JsonNode> all = new ArrayList<>();
    resources.forEach(all::add);
    JsonNode total = body.path("totalResults");
    return new ScimList(
        all,
        total.isInt() ? OptionalInt.of(total.intValue()) : OptionalInt.empty(),
        Optional.of(body.path("nextCursor").asText("")).filter(cursor -> !cursor.isEmpty()));
  }

  private static AdapterFailure cursorGone() {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "SCIM_CURSOR_GONE",
            "Reading Users: the provider forgot how far it was read",
            "Nothing to do; the hub reads from the beginning."));
  }

  private static AdapterFailure noUsers(Reply reply) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "SCIM_NO_USERS",
            "Reading Users: answered " + reply.status() + " and no list of accounts",
            "Write the url below which the provider has /Users, as in https://…/scim/v2."));
  }

  @Override
  public void close() {
    caller.close();
  }
}
