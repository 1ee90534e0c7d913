package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is particular about one kind of thing that has a SIS id of its own. */
interface SisKind {

  /** In configurations: {@code courses}. */
  String target();

  List<Field> fields();

  /** The payload's name of the SIS id; its parameter is also the prefix in paths. */
  Field sisId();

  /** Where one is read, by own id or {@code sis_course_id:…}. */
  Address one(String id);

  /** Creates it and answers what Canvas shows. */
  JsonNode create(Delivery delivery, Map<Field, Value> values) throws AdapterFailure, Refused;

  /** Writes these values, which are at least one. */
  void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused;

  /**
   * Of the wanted values, those that Canvas does not hold.
   *
   * @param held what {@link #one} answered
   */
  default Map<Field, Value> differing(Map<Field, Value> wanted, JsonNode held)
      throws AdapterFailure {
    return Payload.differing(wanted, held);
  }

  /**
   * What an update must write: what changed, and what Canvas would otherwise change along with it.
   *
   * @param all the whole payload
   */
  default Map<Field, Value> written(Map<Field, Value> changed, Map<Field, Value> all) {
    return changed;
  }

  /** Wakes one that a delete put to sleep; answers whether it was asleep. */
  default boolean revive(String id, JsonNode held) throws AdapterFailure, Refused {
    return false;
  }

  void delete(String id) throws AdapterFailure, Refused;

  /** Everything there is, as {@link #fields} expect it. */
  Stream<Shown> all() throws AdapterFailure;

  /**
   * One that a list showed.
   *
   * @param active whether it is in use, and was not put to sleep by a delete
   */
  record Shown(JsonNode held, boolean active) {}
}
