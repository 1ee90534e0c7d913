package homeroom.authority;

import homeroom.api.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, in the order of the entity's rules, and where each field stands in the
 * record. Looked up once for all that is asked about the event. A field without a rule is passed
 * over.
 */
public final class Asserted {

  /** What anything says that is no event. */
  public static final Asserted NOTHING = new Asserted(List.of(), new Value[0], new int[0]);

  private final List<FieldRules> rules;
  private final @Nullable Value[] values;
  private final int[] places;

  private Asserted(List<FieldRules> rules, @Nullable Value[] values, int[] places) {
    this.rules = rules;
    this.values = values;
    this.places = places;
  }

  /** What an event says of a record. */
  public static Asserted of(EntityRules rules, RecordState record, Event event) {
    return of(rules, Layout.of(record.fields()), event);
  }

  static Asserted of(EntityRules rules, Layout layout, Event event) {
    List<FieldRules> inOrder = rules.inOrder();
    Map<String, Value> said = event.fields();
    @Nullable Value[] values = new Value[inOrder.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = said.get(inOrder.get(i).name());
    }
    return new Asserted(inOrder, values, rules.placesIn(layout));
  }

  /** How many rules there are. */
  public int size() {
    return values.length;
  }

  /** A rule. */
  public FieldRules rule(int index) {
    return rules.get(index);
  }

  /** What is said of a rule's field; null if nothing is. */
  public @Nullable Value value(int index) {
    return values[index];
  }

  /** Where a rule's field stands in the record before the event; -1 if it is new there. */
  public int place(int index) {
    return places[index];
  }
}
