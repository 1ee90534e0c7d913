package homeroom.api;

import java.util.Optional;

/**
 * What a look at a system showed.
 *
 * @param failure empty when it is reachable, knows us and allows what is needed
 */
public record Probe(Optional<Failure> failure) {

  public static final Probe READY = new Probe(Optional.empty());

  public static Probe failed(Failure failure) {
    return new Probe(Optional.of(failure));
  }

  public boolean ready() {
    return failure.isEmpty();
  }
}
