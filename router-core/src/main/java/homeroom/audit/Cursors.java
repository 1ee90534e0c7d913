package homeroom.audit;

import homeroom.api.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list goes on: opaque outside, one or two numbers inside. */
final class Cursors {

  /** The place in a list that is sorted by time and then by number, both descending. */
  record Place(long at, long number) {}

  private Cursors() {}

  static String write(long at, long number) {
    return write(at + "." + number);
  }

  static String write(long number) {
    return write(Long.toString(number));
  }

  private static String write(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }

  static Place place(String cursor) {
    String[] parts = text(cursor).split("\\.");
    try {
      return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw invalid();
    }
  }

  static long number(String cursor) {
    try {
      return Long.parseLong(text(cursor));
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  private static String text(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
  }

  private static StoreFailure invalid() {
    return new StoreFailure(
        Failure.of(
            Failure.Kind.CONTENT,
            "CURSOR_INVALID",
            "Going on in a list: the cursor is not one that an answer of this hub held.",
            "Pass the cursor of the last answer as it is, or leave it out to begin anew."));
  }
}
