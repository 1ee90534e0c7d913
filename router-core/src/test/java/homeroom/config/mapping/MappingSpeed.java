package homeroom.config.mapping;

import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints how long mappings take; run by hand, nothing is asserted. */
final class MappingSpeed {

  private static final int ROUNDS = 6;
  private static final int CALLS = 500_000;
  private static final Scope SCOPE = new Scope(Map.of(), true, Set.of(), "a column");

  private MappingSpeed() {}

  private interface Call {
    Object run() throws MappingFailure;
  }

  public static void main(String[] arguments) throws MappingFailure {
    Map<String, Value> values = new HashMap<>();
    List<SourceField> fields = new ArrayList<>();
    List<PayloadField> payload = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      values.put("column" + i, Value.text("value " + i));
      fields.add(field("field" + i, new Extract.Column("column" + i)));
      payload.add(payload("field" + i, new Extract.Column("column" + i)));
    }
    values.put("role", Value.text("student"));
    SourceItem.Row row = SourceItem.Row.of("rows", "rows:1", values);
    RecordKey record = new RecordKey("e", "1");
    RowMapping plain = rows(Optional.empty(), fields);
    RowMapping where = rows(Optional.of(condition("role == 'student'")), fields);
    PayloadMapping out = new PayloadMapping("id", Optional.of("k"), Optional.empty(), payload);
    Expression joined = expression("column1 + ' ' + column2");
    Expression tested = expression("orElse(column1, column2 + ' ' + column3)");
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf(
          "row of 10: %d ns, with where: %d ns, payload of 10: %d ns, join: %d ns, orElse: %d ns%n",
          nanos(() -> plain.assertion(row)),
          nanos(() -> where.assertion(row)),
          nanos(() -> out.payload(record, values)),
          nanos(() -> joined.evaluate(values::get, "x")),
          nanos(() -> tested.evaluate(values::get, "x")));
    }
  }

  private static long nanos(Call call) throws MappingFailure {
    int seen = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      seen += System.identityHashCode(call.run()) & 1;
    }
    long taken = System.nanoTime() - begin;
    return seen < 0 ? 0 : taken / CALLS;
  }

  private static RowMapping rows(Optional<Condition> where, List<SourceField> fields) {
    var part =
        new SourceKey.Part(new Extract.Column("column0"), Optional.empty(), Optional.empty());
    return new RowMapping("rows", where, new SourceKey("e", List.of(part)), fields);
  }

  private static SourceField field(String name, Extract extract) {
    return new SourceField(
        name, FieldType.TEXT, extract, Optional.empty(), Blank.CLEARS, Optional.empty(), "here");
  }

  private static PayloadField payload(String name, Extract extract) {
    return new PayloadField(name, extract, Optional.empty(), Optional.empty());
  }

  private static Condition condition(String text) {
    return new Condition(expression(text));
  }

  private static Expression expression(String text) {
    return switch (ExpressionLanguage.compile(text, SCOPE)) {
      case Compiled.Sound(var expression) -> expression;
      case Compiled.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }
}
