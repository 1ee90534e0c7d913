package homeroom.api;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the other side said when it did not do something, in codes alone. Nothing of an answer's
 * body but a code stands in here: the body may hold a record's values.
 *
 * @param category what it is about, so that people know what to do
 * @param status its HTTP status ({@code 422}) or SQL state ({@code 23505})
 * @param requestId by which it finds the request in its own log, where it gives that
 */
public record Evidence(
    Optional<Category> category, Optional<String> status, Optional<String> requestId) {

  /** Nothing was said, or nothing is known of it. */
  public static final Evidence NONE =
      new Evidence(Optional.empty(), Optional.empty(), Optional.empty());

  /** What an id looks like; anything else could be a sentence, and hold values. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

  /** What a refusal is about. */
  public enum Category {
    /** A value is not what the system accepts: mend the source or the mapping. */
    VALIDATION,
    /** Something there has the id or value already: find out which of the two is right. */
    CONFLICT,
    /** It, or what it refers to, is not there: see that the parent is. */
    NOT_FOUND,
    /** It was there and was removed for good: make it anew there, or drop it. */
    GONE,
    /** The system does not allow it: ask for the right, or take it out of the mapping. */
    FORBIDDEN,
    /** It is more than the system takes: shorten it in the mapping. */
    TOO_LARGE,
    /** The hub's own mapping gives nothing for the record: mend it, or the value. */
    MAPPING,
    /** It was tried again and again while others were done: look at the system, then retry. */
    GIVEN_UP,
    /** The adapter is wrong: report it. */
    DEFECT
  }

  public Evidence {
    status = status.filter(text -> CODE.matcher(text).matches());
    requestId = requestId.filter(text -> CODE.matcher(text).matches());
  }

  public static Evidence of(Category category) {
    return new Evidence(Optional.of(category), Optional.empty(), Optional.empty());
  }

  public Evidence withCategory(Category other) {
    return new Evidence(Optional.of(other), status, requestId);
  }
}
