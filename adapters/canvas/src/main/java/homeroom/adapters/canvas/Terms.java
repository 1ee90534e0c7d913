package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Value;
import homeroom.support.http.Address;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Terms; they belong to the root account. */
record Terms(Canvas canvas) implements SisKind {

  private static final String GROUP = "enrollment_term";
  private static final Field SIS_ID = Field.plain(GROUP, "sis_term_id");
  static final List<Field> FIELDS =
      List.of(
          SIS_ID,
          Field.plain(GROUP, "name"),
          Field.time(GROUP, "start_at"),
          Field.time(GROUP, "end_at"));

  @Override
  public String target() {
    return "terms";
  }

  @Override
  public List<Field> fields() {
    return FIELDS;
  }

  @Override
  public Field sisId() {
    return SIS_ID;
  }

  @Override
  public Address one(String id) {
    return list().id(id);
  }

  @Override
  public JsonNode create(Delivery delivery, Map<Field, Value> values)
      throws AdapterFailure, Refused {
    return canvas.create(list(), Canvas.group(GROUP, Payload.parameters(values, GROUP)));
  }

  @Override
  public void update(String id, Map<Field, Value> values) throws AdapterFailure, Refused {
    canvas.put(one(id), Canvas.group(GROUP, Payload.parameters(values, GROUP)));
  }

  @Override
  public void delete(String id) throws AdapterFailure, Refused {
    canvas.delete(one(id));
  }

  @Override
  public Stream<Shown> all() throws AdapterFailure {
    return canvas.all(list()).map(held -> new Shown(held, true));
  }

  private Address list() {
    return canvas.account().then("terms");
  }
}
