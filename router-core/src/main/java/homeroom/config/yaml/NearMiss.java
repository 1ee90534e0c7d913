package homeroom.config.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped name may have been meant to be. */
final class NearMiss {

  private static final int LISTED = 20;

  private NearMiss() {}

  /** {@code Did you mean per-second?}, or what there is to choose from. */
  static String hint(String name, Collection<String> known) {
    return nearest(name, known)
        .map(near -> "Did you mean " + near + "?")
        .orElseGet(() -> choices(known));
  }

  static Optional<String> nearest(String name, Collection<String> known) {
    String plain = plain(name);
    int allowed = Math.max(1, plain.length() / 3);
    return known.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= allowed)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String choices(Collection<String> known) {
    if (known.isEmpty()) {
      return "There is none";
    }
    String some = String.join(", ", known.stream().sorted().limit(LISTED).toList());
    return "There "
        + (known.size() == 1 ? "is " : "are ")
        + some
        + (known.size() > LISTED ? ", and " + (known.size() - LISTED) + " more" : "");
  }

  /** Names differ neither by case nor by how their words are joined. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }

  /** How many characters to insert, drop, replace or swap with their neighbour. */
  private static int distance(String one, String other) {
    int[][] steps = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(one, other, steps, i, j);
      }
    }
    return steps[one.length()][other.length()];
  }

  private static int step(String one, String other, int[][] steps, int i, int j) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int best = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
    best = Math.min(best, steps[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}
