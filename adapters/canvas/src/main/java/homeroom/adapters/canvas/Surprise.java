package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether somebody changed what is about to be written. Canvas's notifications are hints: what they
 * lead to is what Canvas shows when it is looked at, so that whatever is written over before that
 * look would never be seen. Canvas cannot write on a condition, so a change between this look and
 * the write that follows it is still lost.
 *
 * @param collection what the records are called where Canvas is a source, which is the target's
 *     name
 */
record Surprise(String collection) {

  /** Whether Canvas holds a value, or shows another that means the same. */
  interface Holding {
    boolean holds(Field field, Value value) throws AdapterFailure;
  }

  /**
   * What somebody changed, if so.
   *
   * @param held as Canvas shows it
   * @param written what is about to be written, none of which Canvas holds already
   */
  Optional<ChangedMeanwhile> of(
      Delivery delivery, JsonNode held, Collection<Field> written, Holding holding)
      throws AdapterFailure {
    Map<String, Value> shown = new HashMap<>();
    for (Field field : written) {
      Set<Value> expected = delivery.expected().get(field.name());
      if (expected != null && holdsNone(expected, field, holding)) {
        shown.put(field.name(), field.value(held));
      }
    }
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChangedMeanwhile(
                SourceItem.Row.of(collection, "", Columns.shown(collection, held)),
                shown,
                Optional.of(held.path("id").asText())));
  }

  private static boolean holdsNone(Set<Value> expected, Field field, Holding holding)
      throws AdapterFailure {
    for (Value value : expected) {
      if (holding.holds(field, value)) {
        return false;
      }
    }
    return true;
  }
}
