package homeroom.simulation;

import homeroom.api.Value;
import homeroom.authority.FieldState;
import homeroom.planning.MappingFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is due at the systems of a run that came to rest. */
record Due(Simulation run) {

  /** What a system must hold for what is true, but for what it may keep by the rules. */
  Map<String, Value> at(Site site) {
    Map<String, Value> truth = new LinkedHashMap<>(run.state().values());
    left(site).ifPresent(kept -> truth.put(School.LEFT, kept));
    try {
      return School.subscription(run.rules(), site.name()).mapping().payload(School.RECORD, truth);
    } catch (MappingFailure impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** What a system keeps against the truth in the one field in which it may. */
  private Optional<Value> left(Site site) {
    List<String> names = run.state().fields().stream().map(FieldState::name).toList();
    int index = names.indexOf(School.LEFT);
    if (index < 0) {
      return Optional.empty();
    }
    long changed = run.state().fields().get(index).current().map(it -> it.version()).orElse(0L);
    return run.state()
        .system(site.name())
        .flatMap(system -> Optional.ofNullable(system.held().get(index)))
        .filter(held -> held.left() != 0 && held.left() >= changed)
        .map(held -> held.value());
  }

  /** It refused what is due, or waits for a system that did. */
  boolean refused(Site site) {
    if (!run.state().exists()) {
      return site.refusedDeletion();
    }
    boolean waits = site.name().equals("lms") && !run.state().standsAt("lms");
    return site.refused(at(site)) || waits && refused(run.site("idp"));
  }
}
