package homeroom.config.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowMappingTest {

  private static final Scope OPEN = new Scope(Map.of(), true, Set.of(), "a column");
  private static final Table GRADES =
      new Table("tables/grades.csv", Map.of("01", "1", "KG", "K"), Optional.empty());

  @ParameterizedTest
  @CsvSource({
    "TEXT, ' Ada ', ' Ada '",
    "REFERENCE, 7, 7",
    "FLAG, TRUE, true",
    "FLAG, N, false",
    "WHOLE, ' 42 ', 42",
    "WHOLE, 42.0, 42",
    "DECIMAL, 1.50, 1.5",
    "DAY, 2026-08-15, 2026-08-15",
    "DAY, 2026-08-15T06:00:00Z, 2026-08-15",
    "MOMENT, 2026-08-15T06:00:00+02:00, 2026-08-15T04:00:00Z",
    "MOMENT, 2026-08-15, 2026-08-15T00:00:00Z",
    "ITEMS, 'a, b,,c', 'a,b,c'",
  })
  void shouldReadACellAsTheFieldsType(FieldType type, String cell, String value) throws Exception {
    Value read = asserted(column(type, Blank.CLEARS), Value.text(cell)).orElseThrow();

    assertThat(type.accepts(read)).isTrue();
    assertThat(read).hasToString(value);
  }

  @Test
  void shouldTakeTypedCells() throws Exception {
    assertThat(asserted(column(FieldType.TEXT, Blank.CLEARS), Value.whole(5)))
        .contains(Value.text("5"));
    assertThat(asserted(column(FieldType.DECIMAL, Blank.CLEARS), Value.whole(5)))
        .contains(Value.decimal(BigDecimal.valueOf(5)));
    assertThat(
            asserted(
                column(FieldType.DAY, Blank.CLEARS),
                Value.moment(Instant.parse("2026-08-15T06:00:00Z"))))
        .contains(Value.day(LocalDate.of(2026, 8, 15)));
    assertThat(
            asserted(column(FieldType.MOMENT, Blank.CLEARS), Value.day(LocalDate.of(2026, 8, 15))))
        .contains(Value.moment(Instant.parse("2026-08-15T00:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "FLAG, maybe",
    "WHOLE, 1.5",
    "WHOLE, 99999999999999999999",
    "DECIMAL, 1e9",
    "DECIMAL, NaN",
    "DAY, 2026-02-30",
    "DAY, 15/08/2026",
    "DAY, 2026-08-15Tea",
    "MOMENT, noon",
  })
  void shouldRefuseACellThatDoesNotFitWithoutTellingIt(FieldType type, String cell) {
    assertFailure(
            () -> asserted(column(type, Blank.CLEARS), Value.text(cell)), "MAPPING_TYPE", "cell")
        .hasMessage(
            "mapping field (systems/sis.yaml:7): what cell holds is no "
                + type.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void shouldTellAbsentFromNullFromEmpty() throws Exception {
    SourceField clears = column(FieldType.TEXT, Blank.CLEARS);
    SourceField absent = column(FieldType.TEXT, Blank.ABSENT);
    SourceField empty = column(FieldType.TEXT, Blank.EMPTY);

    assertThat(asserted(clears)).isEmpty();
    assertThat(asserted(clears, Value.text(""))).contains(Value.NULL);
    assertThat(asserted(clears, Value.text("  "))).contains(Value.NULL);
    assertThat(asserted(clears, Value.NULL)).contains(Value.NULL);
    assertThat(asserted(absent)).isEmpty();
    assertThat(asserted(absent, Value.text(""))).isEmpty();
    assertThat(asserted(absent, Value.NULL)).isEmpty();
    assertThat(asserted(empty)).isEmpty();
    assertThat(asserted(empty, Value.text(""))).contains(Value.text(""));
    assertThat(asserted(empty, Value.NULL)).contains(Value.NULL);
  }

  @Test
  void shouldSayNothingWhenAnExpressionLacksAColumn() throws Exception {
    SourceField joined = computed("cell + other", FieldType.TEXT);

    assertThat(asserted(joined, Value.text("x"))).isEmpty();
    assertThat(asserted(joined, Map.of("cell", Value.text("x"), "other", Value.NULL)))
        .contains(Value.NULL);
    assertThat(asserted(joined, Map.of("cell", Value.text("x"), "other", Value.text("y"))))
        .contains(Value.text("xy"));
  }

  @Test
  void shouldTurnAnExpressionsResultIntoTheFieldsType() throws Exception {
    assertThat(asserted(computed("date(cell, 'M/d/yyyy')", FieldType.DAY), Value.text("1/13/2026")))
        .contains(Value.day(LocalDate.of(2026, 1, 13)));
    assertThat(asserted(computed("cell.trim()", FieldType.WHOLE), Value.text(" 4 ")))
        .contains(Value.whole(4));
    assertThat(asserted(computed("cell.trim()", FieldType.WHOLE), Value.text(" ")))
        .contains(Value.NULL);
  }

  @Test
  void shouldReadDaysAsTheyAreWritten() throws Exception {
    SourceField day =
        field(FieldType.DAY, new Extract.Column("cell"), Optional.empty(), Optional.of("M/d/yyyy"));

    assertThat(asserted(day, Value.text("1/13/2026")))
        .contains(Value.day(LocalDate.of(2026, 1, 13)));
    assertFailure(() -> asserted(day, Value.text("2/30/2026")), "MAPPING_TYPE", "cell");
    assertFailure(() -> asserted(day, Value.text("2026-01-13")), "MAPPING_TYPE", "cell");
  }

  @Test
  void shouldReplaceByATable() throws Exception {
    SourceField grade = table(FieldType.TEXT, GRADES);

    assertThat(asserted(grade, Value.text("KG"))).contains(Value.text("K"));
    assertThat(asserted(grade, Value.text(""))).contains(Value.NULL);
    assertThat(asserted(table(FieldType.ITEMS, GRADES), Value.text("KG,01")))
        .contains(Value.items(List.of("K", "1")));
    assertThat(asserted(table(FieldType.WHOLE, GRADES), Value.text("01"))).contains(Value.whole(1));
    assertFailure(() -> asserted(grade, Value.text("secret")), "MAPPING_TABLE", "field")
        .hasMessageContaining("tables/grades.csv")
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldReplaceWhatATableDoesNotList() throws Exception {
    Table otherwise =
        new Table("t", Map.of("01", "1", "", "none"), Optional.of(Value.text("other")));
    Table clearing = new Table("t", Map.of(), Optional.of(Value.NULL));

    assertThat(asserted(table(FieldType.TEXT, otherwise), Value.text("99")))
        .contains(Value.text("other"));
    assertThat(asserted(table(FieldType.TEXT, otherwise), Value.text("")))
        .contains(Value.text("none"));
    assertThat(asserted(table(FieldType.TEXT, clearing), Value.text("99"))).contains(Value.NULL);
  }

  @Test
  void shouldJoinAKeyOfParts() throws Exception {
    SourceKey key =
        new SourceKey(
            "seat",
            List.of(
                part("class", Optional.empty(), Optional.empty()),
                part("grade", Optional.of(GRADES), Optional.empty()),
                part("on", Optional.empty(), Optional.of("M/d/yyyy"))));
    RowMapping mapping = new RowMapping("rows", Optional.empty(), key, List.of());
    Map<String, Value> row =
        Map.of(
            "class", Value.text(" c1 "), "grade", Value.text("KG"), "on", Value.text("1/2/2026"));

    assertThat(mapping.assertion(row(row)).orElseThrow().record())
        .hasToString("seat/c1:K:2026-01-02");
    for (Value blank : List.of(Value.NULL, Value.text(" "))) {
      Map<String, Value> without =
          Map.of("class", blank, "grade", Value.text("KG"), "on", Value.text("1/2/2026"));
      assertFailure(() -> mapping.assertion(row(without)), "MAPPING_KEY", "class")
          .hasMessage("the row has no key: class is blank");
    }
    assertFailure(() -> mapping.assertion(row(Map.of())), "MAPPING_KEY", "class");
  }

  @Test
  void shouldTakeRowsThatMeetTheCondition() throws Exception {
    assertThat(selected("role == 'student'", Map.of("role", Value.text("student")))).isTrue();
    assertThat(selected("role == 'student'", Map.of("role", Value.text("teacher")))).isFalse();
    assertThat(selected("role == 'student'", Map.of())).isFalse();
    assertThat(selected("role != 'student'", Map.of("role", Value.NULL))).isTrue();
    assertThat(selected("role.startsWith('s')", Map.of("role", Value.NULL))).isFalse();
    assertFailure(
        () -> selected("role", Map.of("role", Value.text("student"))),
        "MAPPING_CONDITION",
        "where");
  }

  private static boolean selected(String where, Map<String, Value> columns) throws MappingFailure {
    Map<String, Value> row = new HashMap<>(columns);
    row.put("id", Value.text("1"));
    SourceKey key = new SourceKey("e", List.of(part("id", Optional.empty(), Optional.empty())));
    return new RowMapping("rows", Optional.of(new Condition(expression(where))), key, List.of())
        .assertion(row(row))
        .isPresent();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(
      ThrowingCallable call, String code, String field) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MappingFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.field()).isEqualTo(field);
            });
  }

  private static SourceKey.Part part(
      String column, Optional<Table> table, Optional<String> pattern) {
    return new SourceKey.Part(new Extract.Column(column), table, pattern);
  }

  private static SourceField column(FieldType type, Blank blank) {
    return new SourceField(
        "field",
        type,
        new Extract.Column("cell"),
        Optional.empty(),
        blank,
        Optional.empty(),
        "systems/sis.yaml:7");
  }

  private static SourceField table(FieldType type, Table table) {
    return field(type, new Extract.Column("cell"), Optional.of(table), Optional.empty());
  }

  private static SourceField computed(String text, FieldType type) {
    return field(type, new Extract.Computed(expression(text)), Optional.empty(), Optional.empty());
  }

  private static SourceField field(
      FieldType type, Extract extract, Optional<Table> table, Optional<String> pattern) {
    return new SourceField("field", type, extract, table, Blank.CLEARS, pattern, "here");
  }

  private static Expression expression(String text) {
    return switch (ExpressionLanguage.compile(text, OPEN)) {
      case Compiled.Sound(var expression) -> expression;
      case Compiled.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }

  private static Optional<Value> asserted(SourceField field, Value cell) throws MappingFailure {
    return asserted(field, Map.of("cell", cell));
  }

  private static Optional<Value> asserted(SourceField field) throws MappingFailure {
    return asserted(field, Map.of());
  }

  private static Optional<Value> asserted(SourceField field, Map<String, Value> columns)
      throws MappingFailure {
    return Optional.ofNullable(field.of(columns::get));
  }

  private static SourceItem.Row row(Map<String, Value> columns) {
    return SourceItem.Row.of("rows", "rows:1", columns);
  }
}
