package homeroom.simulators.sis;

import java.util.List;

/**
 * What has come in since the system was loaded.
 *
 * @param requests packages, also those that were refused
 * @param bytes their size
 * @param applied rows that made a difference
 * @param unchanged rows that said what was held already
 * @param refused packages and rows that were not taken
 * @param duplicates active enrollments that were created although another one of the same class,
 *     user and role was held
 * @param problems why something was refused: package, file, line and column, never a value
 */
public record Stats(
    long requests,
    long bytes,
    long applied,
    long unchanged,
    long refused,
    long duplicates,
    List<String> problems) {

  static final Stats NONE = new Stats(0, 0, 0, 0, 0, 0, List.of());

  public Stats {
    problems = List.copyOf(problems);
  }
}
