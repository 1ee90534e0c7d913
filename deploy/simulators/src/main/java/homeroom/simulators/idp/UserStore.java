package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts. Thread-safe; what it hands out is never changed afterwards. */
final class UserStore {

  private final Map<String, JsonObject> accounts = new LinkedHashMap<>();
  private final Map<String, String> byUserName = new HashMap<>();
  private final Map<String, Set<String>> byExternalId = new HashMap<>();
  private long duplicates;
  private long versions;

  /** Some accounts in the order in which they were created, and how many there are. */
  record Page(List<JsonObject> accounts, int total) {}

  /**
   * Creates an account. A {@code userName} that is taken is refused; an {@code externalId} may be
   * there many times (RFC 7643 section 3.1), which is why creating twice does harm.
   */
  synchronized JsonObject create(JsonObject content) {
    boolean userNameTaken = byUserName.containsKey(userName(content));
    if (userNameTaken || byExternalId.containsKey(externalId(content))) {
      duplicates++;
    }
    if (userNameTaken) {
      throw ScimProblem.taken("userName");
    }
    return store(UUID.randomUUID().toString(), Instant.now().toString(), content);
  }

  synchronized JsonObject read(String id) {
    JsonObject account = accounts.get(id);
    if (account == null) {
      throw ScimProblem.status(404, "no such account");
    }
    return account;
  }

  /** Changes an account; the change gets and returns its content without id and meta. */
  synchronized JsonObject change(String id, UnaryOperator<JsonObject> change) {
    return change(id, Optional.empty(), change);
  }

  /**
   * The same, if the account is as it was.
   *
   * @param as the version of it that is to be changed; any if empty
   */
  synchronized JsonObject change(String id, Optional<String> as, UnaryOperator<JsonObject> change) {
    JsonObject before = read(id);
    if (as.isPresent() && !as.get().equals(before.getJsonObject("meta").getString("version"))) {
      throw ScimProblem.status(412, "the account was changed since");
    }
    JsonObject after = change.apply(content(before));
    String holder = byUserName.get(userName(after));
    if (holder != null && !holder.equals(id)) {
      throw ScimProblem.taken("userName");
    }
    if (after.equals(content(before))) {
      return before;
    }
    unindex(before);
    return store(id, before.getJsonObject("meta").getString("created"), after);
  }

  synchronized void delete(String id) {
    unindex(read(id));
    accounts.remove(id);
  }

  synchronized Optional<JsonObject> named(String userName) {
    return Optional.ofNullable(byUserName.get(userName.toLowerCase(Locale.ROOT)))
        .map(accounts::get);
  }

  synchronized List<JsonObject> all() {
    return List.copyOf(accounts.values());
  }

  synchronized Page find(Optional<Filter> filter, int startIndex, int count) {
    Collection<JsonObject> found = filter.isPresent() ? matching(filter.get()) : accounts.values();
    return new Page(found.stream().skip(startIndex - 1L).limit(count).toList(), found.size());
  }

  synchronized int size() {
    return accounts.size();
  }

  synchronized long duplicates() {
    return duplicates;
  }

  private List<JsonObject> matching(Filter filter) {
    return candidates(filter).filter(filter::matches).toList();
  }

  private Stream<JsonObject> candidates(Filter filter) {
    Optional<String> userName = filter.wanted("userName");
    if (userName.isPresent()) {
      return named(userName.get()).stream();
    }
    Optional<String> externalId = filter.wanted("externalId");
    if (externalId.isPresent()) {
      return byExternalId.getOrDefault(externalId.get(), Set.of()).stream().map(accounts::get);
    }
    Optional<String> id = filter.wanted("id");
    return id.isPresent()
        ? Optional.ofNullable(accounts.get(id.get())).stream()
        : accounts.values().stream();
  }

  private JsonObject store(String id, String created, JsonObject content) {
    JsonArray schemas = new JsonArray().add(UserSchema.CORE);
    if (content.containsKey(UserSchema.ENTERPRISE)) {
      schemas.add(UserSchema.ENTERPRISE);
    }
    JsonObject account = new JsonObject().put("schemas", schemas).put("id", id);
    account.mergeIn(content);
    account.put(
        "meta",
        new JsonObject()
            .put("resourceType", "User")
            .put("created", created)
            .put("lastModified", Instant.now().toString())
            .put("version", "W/\"" + ++versions + "\""));
    accounts.put(id, account);
    byUserName.put(userName(account), id);
    String externalId = externalId(account);
    if (externalId != null) {
      byExternalId.computeIfAbsent(externalId, ignored -> new HashSet<>()).add(id);
    }
    return account;
  }

  private void unindex(JsonObject account) {
    byUserName.remove(userName(account));
    String externalId = externalId(account);
    if (externalId != null) {
      byExternalId.computeIfPresent(
          externalId,
          (ignored, ids) -> {
            ids.remove(account.getString("id"));
            return ids.isEmpty() ? null : ids;
          });
    }
  }

  private static JsonObject content(JsonObject account) {
    JsonObject content = account.copy();
    List.of("schemas", "id", "meta").forEach(content::remove);
    return content;
  }

  private static String userName(JsonObject account) {
    return account.getString("userName").toLowerCase(Locale.ROOT);
  }

  private static @Nullable String externalId(JsonObject account) {
    return account.getString("externalId");
  }
}
