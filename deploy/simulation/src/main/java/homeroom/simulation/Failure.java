package homeroom.simulation;

import java.util.List;

/**
 * A run in which something did not hold, as short as it could be made.
 *
 * @param run which of the seed's runs
 * @param choices the numbers that are left of it
 * @param story what happens in it
 */
public record Failure(
    long seed, long run, Shape shape, List<Integer> choices, Finding finding, List<String> story) {
  public Failure {
    choices = List.copyOf(choices);
    story = List.copyOf(story);
  }
}
