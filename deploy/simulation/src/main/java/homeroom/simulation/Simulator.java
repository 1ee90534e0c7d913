package homeroom.simulation;

import homeroom.planning.Effect;
import homeroom.planning.Input;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Many short runs, all from one seed. */
public final class Simulator {

  /** So many failing runs are enough to see what is wrong. */
  private static final int ENOUGH = 10;

  private static final int LONGEST = 120;

  private final Decider decider;
  private final boolean wide;

  /**
   * Of what is decided by this.
   *
   * @param wide whether also that may happen of which it is known that the hub does not hold: a
   *     system keeps or claims a value against the truth though it tells whole rows, in which
   *     nobody can tell that value from our own write of it
   */
  public Simulator(Decider decider, boolean wide) {
    this.decider = decider;
    this.wide = wide;
  }

  /**
   * What came of it.
   *
   * @param figures how many of what there were, by name
   * @param failed what did not hold in some run
   * @param first the first run in which something did not hold, made short
   */
  public record Outcome(Map<String, Long> figures, Set<Check> failed, Optional<Failure> first) {}

  /**
   * Runs until so many steps are done, or enough runs failed.
   *
   * @param seed the same gives the same runs
   */
  public Outcome run(long seed, long steps) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Long> figures = new TreeMap<>();
    Set<Check> failed = EnumSet.noneOf(Check.class);
    Optional<Failure> first = Optional.empty();
    long done = 0;
    long failures = 0;
    for (long run = 0; done < steps && failures < ENOUGH; run++) {
      Shape shape = Shape.any(random);
      List<Integer> choices = choices(random, (int) Math.min(LONGEST, steps - done));
      done += choices.size();
      List<Finding> findings = attempt(shape, choices, figures);
      count(figures, "runs", 1);
      if (!findings.isEmpty()) {
        failures++;
        findings.forEach(finding -> failed.add(finding.check()));
        if (first.isEmpty()) {
          first = Optional.of(shortest(seed, run, shape, choices, findings.getFirst().check()));
        }
      }
    }
    figures.put("steps", done);
    figures.put("failedRuns", failures);
    return new Outcome(figures, failed, first);
  }

  private static List<Integer> choices(SplittableRandom random, int most) {
    int length = Math.min(most, random.nextInt(10, LONGEST + 1));
    List<Integer> choices = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      choices.add(random.nextInt(Simulation.CHOICES));
    }
    return choices;
  }

  private List<Finding> attempt(Shape shape, List<Integer> choices, Map<String, Long> figures) {
    return attempt(new Simulation(shape, decider, wide), choices, figures);
  }

  private static List<Finding> attempt(
      Simulation run, List<Integer> choices, Map<String, Long> figures) {
    try {
      run.run(choices).quiet();
      run.steps().forEach(step -> count(figures, step));
      return Verdict.of(run);
    } catch (Simulation.Restless endless) {
      return List.of(new Finding(Check.REST, endless.getMessage()));
    } catch (RuntimeException failure) {
      return List.of(new Finding(Check.NO_FAILURE, failure.toString()));
    }
  }

  private static void count(Map<String, Long> figures, Step step) {
    if (step.lost()) {
      count(figures, "crashes", 1);
      return;
    }
    count(figures, "decisions", 1);
    count(figures, "changes", step.only(Effect.Changed.class).size());
    count(figures, "conflicts", step.only(Effect.Conflict.class).size());
    count(figures, "deliveries", step.only(Effect.Send.class).size());
    count(figures, "held", step.only(Effect.Remind.class).size());
    if (step.input() instanceof Input.Resolved resolved) {
      count(figures, resolved.person().isPresent() ? "decidedByPeople" : "fallbacks", 1);
    }
  }

  private static void count(Map<String, Long> figures, String name, long number) {
    figures.merge(name, number, Long::sum);
  }

  /** Leaves out whatever can be left out while the same still does not hold. */
  private Failure shortest(long seed, long run, Shape shape, List<Integer> choices, Check check) {
    List<Integer> left = new ArrayList<>(choices);
    for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2) {
      boolean shorter = true;
      while (shorter) {
        shorter = false;
        for (int at = left.size() - size; at >= 0; at--) {
          List<Integer> fewer = new ArrayList<>(left.subList(0, at));
          fewer.addAll(left.subList(at + size, left.size()));
          if (finding(shape, fewer, check).isPresent()) {
            left = fewer;
            shorter = true;
          }
          at = Math.min(at, left.size() - size + 1);
        }
      }
    }
    Simulation story = new Simulation(shape, decider, wide);
    List<Finding> findings = attempt(story, left, new TreeMap<>());
    Finding finding = findings.stream().filter(it -> it.check() == check).findFirst().orElseThrow();
    return new Failure(seed, run, shape, left, finding, story.story().lines());
  }

  private Optional<Finding> finding(Shape shape, List<Integer> choices, Check check) {
    return attempt(shape, choices, new TreeMap<>()).stream()
        .filter(finding -> finding.check() == check)
        .findFirst();
  }
}
