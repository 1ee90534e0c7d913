package homeroom.config.yaml;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects problems while a configuration is read, so that all are told at once. One thread. */
public final class Problems {

  private final SortedSet<Problem> found = new TreeSet<>();

  /** Something that must be changed before the configuration can be used. */
  public void error(Place place, String message, String remedy) {
    found.add(new Problem(Problem.Severity.ERROR, place, message, remedy));
  }

  /** Something to look at; the configuration can be used. */
  public void warning(Place place, String message, String remedy) {
    found.add(new Problem(Problem.Severity.WARNING, place, message, remedy));
  }

  /** A name that stands for nothing, with the nearest one that does. */
  public void unknown(Place place, String message, String name, Collection<String> known) {
    error(place, message, NearMiss.hint(name, known));
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  /** What was found so far, by place. */
  public List<Problem> sorted() {
    return List.copyOf(found);
  }
}
