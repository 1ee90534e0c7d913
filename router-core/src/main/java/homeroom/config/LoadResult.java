package homeroom.config;

import homeroom.config.yaml.Problem;
import java.util.List;

/** What became of reading a configuration. */
public sealed interface LoadResult {

  /** All that was found, by place. */
  List<Problem> problems();

  /** It can be used; the problems are warnings. */
  record Usable(Configuration configuration, List<Problem> problems) implements LoadResult {
    public Usable {
      problems = List.copyOf(problems);
    }
  }

  /** It cannot; there is at least one error among the problems. */
  record Faulty(List<Problem> problems) implements LoadResult {
    public Faulty {
      problems = List.copyOf(problems);
    }
  }
}
