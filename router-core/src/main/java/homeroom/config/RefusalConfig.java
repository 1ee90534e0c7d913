package homeroom.config;

import homeroom.authority.Refusal;
import homeroom.authority.Refusals;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code refused:} of a field: what is done about values of systems that may not decide it. */
record RefusalConfig(Refusal otherwise, Map<String, Refusal> bySystem, Map<String, Place> places) {

  /** Stands for every system that is not named. */
  private static final String OTHERS = "others";

  private static final Shape<Refusal> WORD = Shapes.choice(Refusal.class);

  static final Shape<RefusalConfig> SHAPE =
      Shapes.either(
          WORD.map(word -> new RefusalConfig(word, Map.of(), Map.of())),
          Shapes.named("revert, leave or alert, or a mapping of systems to them", WORD)
              .map(RefusalConfig::of));

  private static RefusalConfig of(Named<Refusal> written) {
    Map<String, Refusal> bySystem = new HashMap<>();
    Map<String, Place> places = new HashMap<>();
    written
        .items()
        .forEach(
            item -> {
              item.value().ifPresent(refusal -> bySystem.put(item.name(), refusal));
              places.put(item.name(), item.place());
            });
    Optional<Refusal> others = Optional.ofNullable(bySystem.remove(OTHERS));
    places.remove(OTHERS);
    return new RefusalConfig(others.orElse(Refusal.REVERT), bySystem, places);
  }

  Refusals compile(Compilation compilation) {
    places.forEach(compilation::requireSystem);
    return new Refusals(otherwise, bySystem);
  }
}
