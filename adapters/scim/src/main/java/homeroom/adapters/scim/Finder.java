package homeroom.adapters.scim;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for the account of a record by what it is known by: externalId first, then userName. */
final class Finder {

  static final String EXTERNAL_ID = "externalId";
  static final String USER_NAME = "userName";

  private final ScimApi api;

  Finder(ScimApi api) {
    this.api = api;
  }

  /** What was found. */
  sealed interface Finding {
    /** It is there; one without an externalId was made by somebody else and becomes ours. */
    record Found(Account account) implements Finding {}

    /** There is none. */
    record Absent() implements Finding {}

    /** The userName belongs to an account with another externalId. */
    record Taken() implements Finding {}

    /** More than one has the externalId. */
    record Ambiguous() implements Finding {}
  }

  /**
   * The account of a delivery's record.
   *
   * @throws AdapterFailure if the provider could not be asked, or there is nothing to ask by
   */
  Finding find(Delivery delivery) throws AdapterFailure {
    Optional<String> externalId = text(delivery, EXTERNAL_ID);
    Optional<String> userName = text(delivery, USER_NAME);
    if (externalId.isEmpty() && userName.isEmpty()) {
      throw new AdapterFailure(nothingToFindBy(delivery));
    }
    Finding finding =
        externalId.isPresent() ? byExternalId(externalId.get()) : new Finding.Absent();
    if (finding instanceof Finding.Absent && delivery.formerKey().isPresent()) {
      finding = byExternalId(delivery.formerKey().get());
    }
    return finding instanceof Finding.Absent && userName.isPresent()
        ? byUserName(userName.get(), externalId)
        : finding;
  }

  private Finding byExternalId(String externalId) throws AdapterFailure {
    // Some providers ignore a filter they do not know and answer with everybody.
    List<Account> found =
        api.find(EXTERNAL_ID, externalId).stream()
            .filter(account -> account.text(EXTERNAL_ID).equals(Optional.of(externalId)))
            .toList();
    return switch (found.size()) {
      case 0 -> new Finding.Absent();
      case 1 -> new Finding.Found(found.getFirst());
      default -> new Finding.Ambiguous();
    };
  }

  private Finding byUserName(String userName, Optional<String> externalId) throws AdapterFailure {
    Optional<Account> found =
        api.find(USER_NAME, userName).stream()
            .filter(
                account -> account.text(USER_NAME).filter(userName::equalsIgnoreCase).isPresent())
            .findFirst();
    if (found.isEmpty()) {
      return new Finding.Absent();
    }
    Optional<String> theirs = found.get().text(EXTERNAL_ID);
    return externalId.isEmpty() || theirs.isEmpty() || theirs.equals(externalId)
        ? new Finding.Found(found.get())
        : new Finding.Taken();
  }

  private static Optional<String> text(Delivery delivery, String name) {
    Value value = delivery.payload().getOrDefault(name, Value.NULL);
    return value.isNull() || value.toString().isEmpty()
        ? Optional.empty()
        : Optional.of(value.toString());
  }

  /** A payload that could not be mapped is empty; that is one record's trouble. */
  private static Failure nothingToFindBy(Delivery delivery) {
    Set<String> names = delivery.payload().keySet();
    boolean mapped = names.isEmpty() || names.contains(USER_NAME) || names.contains(EXTERNAL_ID);
    return Failure.of(
        mapped ? Kind.CONTENT : Kind.CONFIGURATION,
        "SCIM_NOTHING_TO_FIND_BY",
        "Looking for an account: "
            + (mapped ? "the record has neither" : "the mapping has neither")
            + " userName nor externalId",
        mapped
            ? "Give the record what its userName is made of, then retry it."
            : "Map externalId to the record's key, and userName.");
  }
}
