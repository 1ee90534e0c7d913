package homeroom.stream;

import homeroom.planning.Rules;
import java.util.Optional;

/** Configurations, by their ids. Thread-safe. */
public interface RulesSource {

  /** The rules of a configuration; empty if it is not known here. */
  Optional<Rules> rules(String configuration);

  /** The rules that a task begins with which has never been told any. */
  Rules newest();
}
