package homeroom.authority;

import homeroom.api.Value;

/** How a field that waits for a person is decided. */
public sealed interface Choice {

  /** What this system says. */
  record Take(String system) implements Choice {}

  /** A value that a person gave. */
  record Give(Value value) implements Choice {}

  /** Whatever the rule says when no person decided in time. */
  record ByRule() implements Choice {}
}
