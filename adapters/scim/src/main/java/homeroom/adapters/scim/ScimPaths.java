package homeroom.adapters.scim;

import homeroom.adapters.scim.ScimPath.Listed;
import homeroom.adapters.scim.ScimPath.Single;
import homeroom.adapters.scim.ScimPath.Typed;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Reads payload names as attribute paths. Thread-safe. */
final class ScimPaths {

  static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

  /** The core user's lists (RFC 7643 section 4.1.2). */
  private static final Set<String> LISTS =
      Set.of(
          "emails",
          "phoneNumbers",
          "ims",
          "photos",
          "addresses",
          "x509Certificates",
          "entitlements",
          "roles");

  private static final Pattern NAME = Pattern.compile("[A-Za-z$][\\w$-]*");

  private final Map<String, ScimPath> known = new ConcurrentHashMap<>();

  /**
   * The path that a name stands for.
   *
   * @throws AdapterFailure of kind {@code CONFIGURATION} if it is none
   */
  ScimPath path(String name) throws AdapterFailure {
    ScimPath path = known.get(name);
    if (path == null) {
      path = read(name).orElseThrow(() -> noPath(name));
      known.put(name, path);
    }
    return path;
  }

  private static Optional<ScimPath> read(String name) {
    int colon = name.startsWith("urn:") ? name.lastIndexOf(':') : -1;
    String schema = colon < 0 ? CORE : name.substring(0, colon);
    List<String> parts = List.of(name.substring(colon + 1).split("\\.", -1));
    if (!parts.stream().allMatch(part -> NAME.matcher(part).matches())) {
      return Optional.empty();
    }
    boolean core = schema.equals(CORE);
    return core && LISTS.contains(parts.getFirst())
        ? list(name, parts)
        : single(name, core ? Optional.empty() : Optional.of(schema), parts);
  }

  private static Optional<ScimPath> single(
      String name, Optional<String> schema, List<String> parts) {
    return switch (parts.size()) {
      case 1 -> Optional.of(new Single(name, schema, parts.get(0), Optional.empty()));
      case 2 -> Optional.of(new Single(name, schema, parts.get(0), Optional.of(parts.get(1))));
      default -> Optional.empty();
    };
  }

  private static Optional<ScimPath> list(String name, List<String> parts) {
    boolean address = parts.get(0).equals("addresses");
    return switch (parts.size()) {
      case 1 -> address ? Optional.empty() : Optional.of(new Listed(name, parts.get(0)));
      case 2 ->
          address
              ? Optional.empty()
              : Optional.of(new Typed(name, parts.get(0), parts.get(1), "value"));
      case 3 -> Optional.of(new Typed(name, parts.get(0), parts.get(1), parts.get(2)));
      default -> Optional.empty();
    };
  }

  private static AdapterFailure noPath(String name) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "SCIM_NO_PATH",
            "Reading the mapping: " + name + " is no attribute path",
            "Write an attribute as in userName, name.givenName, emails.work or"
                + " addresses.work.locality."));
  }
}
