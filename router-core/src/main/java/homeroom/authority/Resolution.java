package homeroom.authority;

import homeroom.api.Value;
import java.time.Duration;
import java.time.Instant;

/**
 * Who wins when a field changed on both sides, among systems that may decide it. Detecting that it
 * did is never a matter of time or rank.
 */
public sealed interface Resolution {

  /** The higher rank wins. */
  record Rank() implements Resolution {}

  /**
   * What became true later wins; what became true at about the same time is left to the rank,
   * because no two clocks agree.
   *
   * @param skew how far the systems' clocks may be apart
   */
  record MostRecent(Duration skew) implements Resolution {}

  /** The higher rank wins, but nothing never wins over something that another system said. */
  record UnlessBlank() implements Resolution {}

  Resolution RANK = new Rank();

  /** Whether a text or list is empty, or there is no value. */
  static boolean isBlank(Value value) {
    return switch (value) {
      case Value.Null n -> true;
      case Value.Text(var text) -> text.isBlank();
      case Value.Items(var items) -> items.isEmpty();
      case Value.Flag f -> false;
      case Value.Whole w -> false;
      case Value.Decimal d -> false;
      case Value.Day d -> false;
      case Value.Moment m -> false;
    };
  }

  /** One of the two sides of a disagreement. */
  record Side(Value value, Instant at, int rank) {}

  /** Whether what arrived wins over a rival. */
  default boolean wins(Side arrived, Side rival) {
    boolean higher = arrived.rank() < rival.rank();
    return switch (this) {
      case Rank r -> higher;
      case MostRecent(var skew) -> {
        Duration later = Duration.between(rival.at(), arrived.at());
        yield later.abs().compareTo(skew) > 0 ? later.isPositive() : higher;
      }
      case UnlessBlank u ->
          isBlank(arrived.value()) == isBlank(rival.value()) ? higher : isBlank(rival.value());
    };
  }
}
