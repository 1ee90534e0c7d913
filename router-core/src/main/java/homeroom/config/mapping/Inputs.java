package homeroom.config.mapping;

import homeroom.api.Value;
import org.jspecify.annotations.Nullable;

/** What names stand for while one record is mapped. */
@FunctionalInterface
interface Inputs {

  /** The value of a name; null if there is none. */
  @Nullable Value get(String name);
}
