package homeroom.app.cases;

import homeroom.api.Value;
import homeroom.authority.Refusal;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.YamlNode;
import homeroom.planning.Effect.Moved;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something that must hold after the last step of a case. */
sealed interface Expectation {

  Place place();

  /** The record exists, or does not. */
  record Exists(Place place, boolean exists) implements Expectation {}

  /** A field's truth; null also stands for a field that never had a value. */
  record Golden(Place place, String field, Value value) implements Expectation {}

  /** What became of what was said last about a field. */
  record Ruled(
      Place place,
      String field,
      Moved.Outcome outcome,
      Optional<String> winner,
      Optional<String> rule,
      Optional<Refusal> refused)
      implements Expectation {}

  /** A system is sent the record, with these among the payload's fields. */
  record Sent(Place place, String system, Map<String, YamlNode> payload) implements Expectation {
    public Sent {
      payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }
  }

  /** A system is told that the record is gone. */
  record SentGone(Place place, String system) implements Expectation {}

  /** Nothing is sent to a system. */
  record NotSent(Place place, String system) implements Expectation {}

  /** Nothing is sent to anybody. */
  record NothingSent(Place place) implements Expectation {}

  /** What must come first for a system, all of it; empty if it must not wait. */
  record Waits(Place place, String system, List<String> forWhat) implements Expectation {
    public Waits {
      forWhat = List.copyOf(forWhat);
    }
  }

  /** Nobody waits for anything. */
  record NobodyWaits(Place place) implements Expectation {}

  /**
   * What is not named in the case stays as it is.
   *
   * @param golden the fields that may change
   * @param systems that may be sent something
   * @param waiting the systems that may wait
   */
  record NothingElse(Place place, Set<String> golden, Set<String> systems, Set<String> waiting)
      implements Expectation {
    public NothingElse {
      golden = Set.copyOf(golden);
      systems = Set.copyOf(systems);
      waiting = Set.copyOf(waiting);
    }
  }
}
