package homeroom.authority;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a field is decided.
 *
 * @param name the field's name
 * @param type the type of its values
 * @param refersTo the entity that a reference refers to
 * @param comparison when two values are the same
 * @param authority who may decide, the highest rank first; an entry counts only while it holds
 * @param resolution who wins among those who may, when the field changed on both sides
 * @param refusals what is done about the values of those who may not
 * @param group the fields that are decided as one carry the same name here
 */
public record FieldRules(
    String name,
    FieldType type,
    Optional<String> refersTo,
    Comparison comparison,
    List<Authority> authority,
    Resolution resolution,
    Refusals refusals,
    Optional<String> group) {

  /** The reserved field that says whether a record exists. */
  public static final String EXISTS = "_exists";

  public FieldRules {
    authority = List.copyOf(authority);
  }

  /** Decided by rank; what may not be decided is put right. */
  public FieldRules(
      String name,
      FieldType type,
      Optional<String> refersTo,
      Comparison comparison,
      List<Authority> authority) {
    this(
        name,
        type,
        refersTo,
        comparison,
        authority,
        Resolution.RANK,
        Refusals.REVERT,
        Optional.empty());
  }

  /** Whether a system may decide the field under the circumstances. */
  public boolean mayWrite(String system, Circumstances circumstances) {
    return rank(system, circumstances) < Integer.MAX_VALUE;
  }

  /** The lower the higher in rank; {@link Integer#MAX_VALUE} for a system that may not decide. */
  int rank(String system, Circumstances circumstances) {
    int rank = 0;
    for (Authority entry : authority) {
      if (entry.holds(circumstances)) {
        if (entry.system().equals(system)) {
          return rank;
        }
        rank++;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** Whether anything but the time plays a part in who may decide. */
  boolean isConditional() {
    for (Authority entry : authority) {
      if (entry.when().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The rule as people read it, as it stands under the circumstances: {@code only sis}, {@code lms
   * before sis}, {@code the most recent of lms, sis; within 5m lms before sis}.
   */
  public String ruleAt(Circumstances circumstances) {
    List<String> systems =
        authority.stream()
            .filter(entry -> entry.holds(circumstances))
            .map(Authority::system)
            .distinct()
            .toList();
    return switch (systems.size()) {
      case 0 -> "nobody";
      case 1 -> "only " + systems.getFirst();
      default -> among(systems);
    };
  }

  private String among(List<String> systems) {
    String byRank = systems.stream().collect(Collectors.joining(" before "));
    return switch (resolution) {
      case Resolution.Rank r -> byRank;
      case Resolution.UnlessBlank u -> byRank + ", unless blank";
      case Resolution.MostRecent(var skew) ->
          "the most recent of "
              + String.join(", ", systems)
              + "; within "
              + text(skew)
              + " "
              + byRank;
    };
  }

  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
