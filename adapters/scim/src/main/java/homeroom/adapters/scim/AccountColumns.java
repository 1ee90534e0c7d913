package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An account as a row. Its columns are attribute paths, as a consumer's fields are.
 *
 * <p>An attribute without a value is not shown (RFC 7643 section 2.5). So the columns that are
 * always there are null where an account lacks them; of others nothing is known.
 */
final class AccountColumns {

  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";

  private static final List<String> ALWAYS =
      Stream.of(
              Stream.of("id", "externalId", "userName"),
              parts("name.", "formatted familyName givenName middleName"),
              parts("name.", "honorificPrefix honorificSuffix"),
              parts("", "displayName nickName profileUrl title userType preferredLanguage"),
              parts("", "locale timezone"),
              parts("emails.", "work home other"),
              parts("phoneNumbers.", "work home mobile fax pager other"),
              addresses("work"),
              addresses("home"),
              parts("", "emails phoneNumbers roles entitlements"),
              parts(ENTERPRISE, "employeeNumber costCenter organization division department"),
              Stream.of(ENTERPRISE + "manager.value"))
          .flatMap(paths -> paths)
          .toList();

  private final List<ScimPath> paths;

  private AccountColumns(List<ScimPath> paths) {
    this.paths = paths;
  }

  /**
   * The columns that are always there, and others.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if one of the others is no attribute path
   */
  static AccountColumns with(List<String> others) throws AdapterFailure {
    ScimPaths known = new ScimPaths();
    List<ScimPath> paths = new ArrayList<>();
    for (String name : Stream.concat(ALWAYS.stream(), others.stream()).distinct().toList()) {
      paths.add(known.path(name));
    }
    return new AccountColumns(paths);
  }

  Map<String, Value> of(Account account) {
    Map<String, Value> columns = new LinkedHashMap<>();
    for (ScimPath path : paths) {
      columns.put(path.name(), path.read(account.json()));
    }
    columns.put("active", Value.flag(account.active()));
    extras(account.json(), columns);
    return columns;
  }

  /** Single values that only this account is known to have. */
  private static void extras(ObjectNode account, Map<String, Value> columns) {
    for (Map.Entry<String, JsonNode> attribute : account.properties()) {
      String name = attribute.getKey();
      extra(name, attribute.getValue(), columns);
      String before = name + (name.startsWith("urn:") ? ":" : ".");
      for (Map.Entry<String, JsonNode> part : attribute.getValue().properties()) {
        extra(before + part.getKey(), part.getValue(), columns);
      }
    }
  }

  private static void extra(String name, JsonNode value, Map<String, Value> columns) {
    if (value.isValueNode() && !value.isNull()) {
      columns.putIfAbsent(name, ScimValues.read(value));
    }
  }

  private static Stream<String> addresses(String type) {
    return parts(
        "addresses." + type + ".", "formatted streetAddress locality region postalCode country");
  }

  private static Stream<String> parts(String before, String names) {
    return Stream.of(names.split(" ")).map(name -> before + name);
  }
}
