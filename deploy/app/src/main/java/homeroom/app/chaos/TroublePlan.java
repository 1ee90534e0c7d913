package homeroom.app.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What goes wrong, and when. The same seed and length always give the same plan.
 *
 * @param steps in order of time
 */
record TroublePlan(List<Step> steps) {

  static final List<String> SYSTEMS = List.of("idp", "lms", "warehouse");

  /** So that a second hub has left before the next one comes. */
  private static final double ROOM_TO_STAY = 0.5;

  /** Something that goes wrong so long after the beginning. */
  record Step(Duration at, Trouble trouble) {
    @Override
    public String toString() {
      return "%6.1f s  %s".formatted(at.toMillis() / 1000.0, trouble);
    }
  }

  TroublePlan {
    steps = List.copyOf(steps);
  }

  static TroublePlan of(long seed, int minutes) {
    Random random = new Random(seed);
    Duration length = Duration.ofMinutes(minutes);
    List<Step> steps = new ArrayList<>();
    for (Duration at : spread(random, length, kills(minutes), 1)) {
      steps.add(new Step(at, new Trouble.KillHub()));
    }
    for (Duration at : spread(random, length, restarts(minutes), 1)) {
      steps.add(new Step(at, new Trouble.RestartBroker(random.nextBoolean())));
    }
    for (Duration at : spread(random, length, restarts(minutes), ROOM_TO_STAY)) {
      Duration stay = Duration.ofSeconds(15 + random.nextInt(15));
      steps.add(new Step(at, new Trouble.SecondHub(stay, random.nextBoolean())));
    }
    for (String system : SYSTEMS) {
      troubles(random, system, length, steps);
    }
    // Only the warehouse holds nothing that it says itself, which would be lost as well.
    for (Duration at : spread(random, length, restarts(minutes), ROOM_TO_STAY)) {
      steps.add(new Step(at, new Trouble.RebuiltEmpty("warehouse")));
    }
    steps.sort(Comparator.comparing(Step::at));
    return new TroublePlan(steps);
  }

  /** 6 in 2 minutes, 20 in 10. */
  static int kills(int minutes) {
    return (int) Math.round(2.5 + 1.75 * minutes);
  }

  private static int restarts(int minutes) {
    return Math.max(1, minutes / 2);
  }

  /**
   * One somewhere in each of so many parts of the time, so that none is quiet.
   *
   * @param within what share of each part it may come in
   */
  private static List<Duration> spread(Random random, Duration length, int parts, double within) {
    List<Duration> times = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      times.add(
          Duration.ofMillis(
              (long) (length.toMillis() * (part + within * random.nextDouble()) / parts)));
    }
    return times;
  }

  /** A system has one trouble after the other, with breaks; each kind comes before any again. */
  private static void troubles(Random random, String system, Duration length, List<Step> steps) {
    List<Trouble.Kind> left = new ArrayList<>();
    Duration at = pause(random);
    while (at.compareTo(length) < 0) {
      if (left.isEmpty()) {
        left.addAll(Trouble.kinds(system));
        Collections.shuffle(left, random);
      }
      Duration lasts = Duration.ofMillis(3_000 + random.nextInt(7_000));
      steps.add(new Step(at, new Trouble.AtSystem(system, left.removeLast(), lasts)));
      at = at.plus(lasts).plus(pause(random));
    }
  }

  private static Duration pause(Random random) {
    return Duration.ofMillis(2_000 + random.nextInt(6_000));
  }
}
