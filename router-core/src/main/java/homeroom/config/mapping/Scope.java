package homeroom.config.mapping;

import homeroom.authority.FieldType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that an expression may use.
 *
 * @param names with the type of what they stand for; empty where that is not known
 * @param open whether other names may be used as well
 * @param prefixes what every other name that may be used begins with, for example {@code metadata.}
 * @param what the names are, for a message: {@code a column of users.csv}
 */
public record Scope(
    Map<String, Optional<FieldType>> names, boolean open, Set<String> prefixes, String what) {

  public Scope {
    names = Map.copyOf(names);
    prefixes = Set.copyOf(prefixes);
  }

  /** Whether a name may be used. */
  public boolean allows(String name) {
    return open || names.containsKey(name) || prefixes.stream().anyMatch(name::startsWith);
  }

  /** The type that a name is known to have. */
  Optional<FieldType> type(String name) {
    return names.getOrDefault(name, Optional.empty());
  }
}
