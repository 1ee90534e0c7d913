package homeroom.support.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares the order of names. */
final class Order {

  private Order() {}

  /**
   * The fewest names that must be put elsewhere so that those which both lists have stand in one
   * order, by the order of the first.
   */
  static List<String> moved(List<String> declared, List<String> found) {
    List<String> common = found.stream().filter(declared::contains).toList();
    int[] places = common.stream().mapToInt(declared::indexOf).toArray();
    Set<Integer> kept = new HashSet<>(longestRise(places));
    return Arrays.stream(places)
        .filter(p -> !kept.contains(p))
        .sorted()
        .mapToObj(declared::get)
        .toList();
  }

  /** The longest part of different numbers, read from left to right, that only rises. */
  private static List<Integer> longestRise(int[] numbers) {
    int[] length = new int[numbers.length];
    int[] before = new int[numbers.length];
    int last = -1;
    for (int i = 0; i < numbers.length; i++) {
      int at = i;
      before[i] =
          IntStream.range(0, i)
              .filter(j -> numbers[j] < numbers[at])
              .reduce(-1, (best, j) -> best < 0 || length[j] > length[best] ? j : best);
      length[i] = before[i] < 0 ? 1 : length[before[i]] + 1;
      last = last < 0 || length[i] > length[last] ? i : last;
    }
    List<Integer> rise = new ArrayList<>();
    for (int i = last; i >= 0; i = before[i]) {
      rise.add(numbers[i]);
    }
    return rise;
  }
}
