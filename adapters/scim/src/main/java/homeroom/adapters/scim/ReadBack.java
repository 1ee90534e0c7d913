package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Value;
import homeroom.support.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks whether the provider kept what it said it took: some answer success and drop attributes
 * that they have no place for, others clear nothing. A value that was rewritten counts as kept.
 */
final class ReadBack {

  /** Never shown by any provider (RFC 7643 section 4.1.1). */
  private static final String PASSWORD = "password";

  private final ScimApi api;

  ReadBack(ScimApi api) {
    this.api = api;
  }

  /** Why the account is not as it was written, if so. An answer without a body is believed. */
  Optional<Failure> check(String id, Reply reply, Map<ScimPath, Value> written)
      throws AdapterFailure {
    JsonNode shown = reply.jsonOrMissing();
    List<ScimPath> missing = shown.isObject() ? dropped(shown, written) : List.of();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    // Some attributes are shown only when they are asked for by name.
    Set<String> roots = missing.stream().map(ScimPath::root).collect(Collectors.toSet());
    Map<ScimPath, Value> again =
        missing.stream().collect(Collectors.toMap(path -> path, written::get));
    List<ScimPath> still =
        read(id, roots).map(account -> dropped(account.json(), again)).orElse(List.of());
    return still.isEmpty() ? Optional.empty() : Optional.of(failure(still, written));
  }

  /** What is dropped is dropped for everybody; what is not cleared is this account's trouble. */
  private static Failure failure(List<ScimPath> paths, Map<ScimPath, Value> written) {
    List<ScimPath> values =
        paths.stream().filter(path -> !blank(written.getOrDefault(path, Value.NULL))).toList();
    return values.isEmpty() ? Refusals.notCleared(paths) : Refusals.notKept(values);
  }

  /** The write was done, so not being able to look afterwards never means that nothing was. */
  private Optional<Account> read(String id, Set<String> roots) throws AdapterFailure {
    try {
      return api.read(id, roots);
    } catch (AdapterFailure failure) {
      throw new AdapterFailure(Refusals.notReadBack(failure.failure()), failure);
    }
  }

  /** What was to be there and is not, or the other way round. */
  private static List<ScimPath> dropped(JsonNode account, Map<ScimPath, Value> written) {
    return written.entrySet().stream()
        .filter(entry -> !entry.getKey().name().equals(PASSWORD))
        .filter(entry -> blank(entry.getValue()) != blank(entry.getKey().read(account)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Many providers hold a text of no characters as none. */
  private static boolean blank(Value value) {
    return ScimValues.json(value) == null || value.toString().isEmpty();
  }
}
