package homeroom.support.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds which column a name may stand for that used to have another one. */
final class Names {

  /** Below it, two names have little in common but some letters. */
  private static final double SIMILAR = 0.85;

  private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

  private record Pair(String former, String now, double similarity) {}

  private Names() {}

  /** The most similar first, each name once. */
  static Map<String, String> pairs(List<String> former, List<String> now) {
    List<Pair> similar = new ArrayList<>();
    for (String one : former) {
      for (String other : now) {
        double similarity = SIMILARITY.apply(plain(one), plain(other));
        if (similarity >= SIMILAR) {
          similar.add(new Pair(one, other, similarity));
        }
      }
    }
    similar.sort(
        Comparator.comparingDouble(Pair::similarity)
            .reversed()
            .thenComparing(Pair::former)
            .thenComparing(Pair::now));
    Map<String, String> pairs = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Pair pair : similar) {
      if (!pairs.containsKey(pair.former) && taken.add(pair.now)) {
        pairs.put(pair.former, pair.now);
      }
    }
    return pairs;
  }

  /** Names differ neither by case nor by how their words are joined. */
  private static String plain(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? name : letters;
  }
}
