package homeroom.adapters.scim;

import homeroom.api.Evidence;
import homeroom.api.Evidence.Category;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.http.Reply;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the provider refused, in our words. Its own text is never repeated: providers quote values
 * in it.
 */
final class Refusals {

  /** The types of RFC 7644 section 3.12 that a write can meet. */
  private static final Map<String, String> CODES =
      Map.of(
          "uniqueness", "SCIM_UNIQUENESS",
          "invalidValue", "SCIM_INVALID_VALUE",
          "invalidSyntax", "SCIM_INVALID_SYNTAX",
          "invalidPath", "SCIM_INVALID_PATH",
          "noTarget", "SCIM_NO_TARGET",
          "mutability", "SCIM_MUTABILITY",
          "tooMany", "SCIM_TOO_MANY");

  private Refusals() {}

  static Failure of(Reply reply, String doing, Collection<ScimPath> written) {
    String type = reply.jsonOrMissing().path("scimType").asText("");
    String code =
        CODES.getOrDefault(
            type, reply.status() == 409 ? "SCIM_UNIQUENESS" : "SCIM_REFUSED_" + reply.status());
    String reason = CODES.containsKey(type) ? " (" + type + ")" : "";
    boolean twice = code.equals("SCIM_UNIQUENESS");
    Evidence said = reply.evidence();
    return Failure.of(
            Kind.CONTENT,
            code,
            doing + ": refused with status " + reply.status() + reason + "; sent " + names(written),
            twice
                ? "Find out who has the value that must be there only once, then retry the record."
                : "Compare the attributes named here with what the provider accepts, then retry.")
        .with(twice ? said.withCategory(Category.CONFLICT) : said);
  }

  static Failure taken() {
    return Failure.of(
            Kind.CONTENT,
            "SCIM_USER_NAME_TAKEN",
            "Looking for an account: the userName belongs to one with another externalId",
            "Find out which of the two shall have the userName, change the other, then retry.")
        .with(Evidence.of(Category.CONFLICT));
  }

  static Failure ambiguous() {
    return Failure.of(
            Kind.CONTENT,
            "SCIM_AMBIGUOUS",
            "Looking for an account: more than one has the externalId",
            "Remove the ones that are too many at the provider, then retry the record.")
        .with(Evidence.of(Category.CONFLICT));
  }

  /** Found a moment ago, not there now. */
  static Failure gone() {
    return Failure.of(
        Kind.TRANSIENT,
        "SCIM_ACCOUNT_GONE",
        "Changing an account: it went away in between",
        "Nothing to do; the hub looks for it again.");
  }

  /** It was as expected when it was read, and somebody changed it before it was written. */
  static Failure overtaken() {
    return Failure.of(
        Kind.TRANSIENT,
        "SCIM_CHANGED_MEANWHILE",
        "Changing an account: somebody else changed it in between",
        "Nothing to do; the hub looks again.");
  }

  static Failure notKept(Collection<ScimPath> dropped) {
    return Failure.of(
        Kind.CONFIGURATION,
        "SCIM_NOT_KEPT",
        "Reading back an account: the provider answered success and did not keep " + names(dropped),
        "Make the provider store these attributes, or take them out of the mapping.");
  }

  static Failure notCleared(Collection<ScimPath> kept) {
    return Failure.of(
        Kind.CONTENT,
        "SCIM_NOT_CLEARED",
        "Reading back an account: the provider answered success and still has " + names(kept),
        "Clear it at the provider, then retry; where updates are put, patch may do better.");
  }

  static Failure notReadBack(Failure cause) {
    return new Failure(
        Kind.UNKNOWN,
        "SCIM_NOT_READ_BACK",
        "Reading back an account that was written: " + cause.code(),
        "Nothing to do; the hub looks at the account again.",
        cause.retryAfter(),
        cause.evidence());
  }

  private static String names(Collection<ScimPath> paths) {
    return paths.stream().map(ScimPath::name).sorted().collect(Collectors.joining(", "));
  }
}
