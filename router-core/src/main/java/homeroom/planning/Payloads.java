package homeroom.planning;

import homeroom.api.Value;
import homeroom.authority.Digests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Digests of payloads, by which two can be compared when only one is at hand. */
final class Payloads {

  private Payloads() {}

  /** 64 bits that are the same for the same names and values, in whatever order; never 0. */
  static long digest(Map<String, Value> payload) {
    List<String> parts = new ArrayList<>(payload.size() * 2);
    payload.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              parts.add(entry.getKey());
              parts.add(tagged(entry.getValue()));
            });
    return Digests.of(parts.toArray(String[]::new));
  }

  private static String tagged(Value value) {
    return switch (value) {
      case Value.Null n -> "";
      case Value.Text t -> "t" + t.text();
      case Value.Flag f -> "f" + f.flag();
      case Value.Whole w -> "w" + w.number();
      case Value.Decimal d -> "d" + d;
      case Value.Day d -> "y" + d;
      case Value.Moment m -> "m" + m;
      case Value.Items i -> "i" + String.join("\u0000", i.items());
    };
  }
}
