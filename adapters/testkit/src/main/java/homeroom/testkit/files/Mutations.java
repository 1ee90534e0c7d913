package homeroom.testkit.files;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * How many files a test damages, and by which seeds: 1,000 and always the same ones, or what {@code
 * -Dhomeroom.mutations=} and {@code -Dhomeroom.seed=} say. The seed {@code random} is a fresh one;
 * what fails names its seed, and is done again alone with that and {@code -Dhomeroom.mutations=1}.
 */
public final class Mutations {

  private static final long USUAL = 1_000;
  private static final long FROM = from(System.getProperty("homeroom.seed", "0"));

  private Mutations() {}

  private static long from(String seed) {
    return seed.equals("random")
        ? RandomGenerator.getDefault().nextLong(Long.MAX_VALUE / 2)
        : Long.parseLong(seed);
  }

  /** How many there are. */
  public static long tries() {
    return Long.getLong("homeroom.mutations", USUAL);
  }

  /** The seeds of all. */
  public static LongStream seeds() {
    return LongStream.range(FROM, FROM + tries());
  }

  /** How to do the one again that failed. */
  public static String again(long seed) {
    return "-Dhomeroom.seed=" + seed + " -Dhomeroom.mutations=1";
  }
}
