package homeroom.planning;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of fields that a system spoke of for the first time, or of a record that it was told of
 * before it ever spoke of it. Stands in a movement as its code, so that what a newly connected
 * system held can be counted without asking anyone again.
 */
public enum FirstContact {
  /** The system holds what is true, and nothing that it said of the record differs. */
  EQUAL,
  /** It holds what is true in these fields; in others of the record it differs. */
  PARTLY_EQUAL,
  /** It held something else, which is true from now on. */
  WON,
  /** It held something else and is told the truth. */
  LOST,
  /** It holds something else and keeps it: it may not decide the field and is not told of it. */
  KEPT,
  /** The hub knew nothing of the record, and took it. */
  NEW,
  /** The hub had no value in these fields, and took the system's. */
  ADDED,
  /** The hub had none, and the system may not give it one. */
  REFUSED,
  /** The system was told of the record before it ever spoke of it. */
  TOLD;

  private static final Map<String, FirstContact> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(FirstContact::code, Function.identity()));

  /** As it stands in a movement. */
  public String code() {
    return "FIRST_CONTACT_" + name();
  }

  /** What a movement's code says of a first contact; empty if it says nothing of one. */
  public static Optional<FirstContact> of(Optional<String> code) {
    return code.map(BY_CODE::get);
  }
}
