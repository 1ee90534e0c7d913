package homeroom.app.cases;

import homeroom.api.Value;
import homeroom.config.yaml.Place;
import homeroom.planning.Input;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happens to the record of a case. */
sealed interface Step {

  Place place();

  String system();

  /** As it is written: {@code lms says}. */
  String text();

  /**
   * A system says something.
   *
   * @param at when that became true; a second after the step before, when empty
   * @param fields existence among them; an absent field asserts nothing, null clears
   */
  record Said(Place place, String system, Optional<Instant> at, Map<String, Value> fields)
      implements Step {
    public Said {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String text() {
      return system + " says";
    }
  }

  /** A system answers the delivery that is on its way to it. */
  record Answered(Place place, String system, Answer answer) implements Step {
    @Override
    public String text() {
      return system + " answers";
    }
  }

  /** A system has got the records that this one waits for there. */
  record Has(Place place, String system, List<String> parents) implements Step {
    public Has {
      parents = List.copyOf(parents);
    }

    @Override
    public String text() {
      return system + " has";
    }
  }

  /** How a delivery ends. */
  enum Answer {
    CONFIRMED,
    HANDED_OVER,
    REFUSED;

    Input.Answered.Result result(boolean creates, boolean deletes) {
      return switch (this) {
        case CONFIRMED ->
            deletes
                ? Input.Answered.Result.DELETED
                : creates ? Input.Answered.Result.CREATED : Input.Answered.Result.UPDATED;
        case HANDED_OVER -> Input.Answered.Result.HANDED_OVER;
        case REFUSED -> Input.Answered.Result.REFUSED;
      };
    }
  }
}
