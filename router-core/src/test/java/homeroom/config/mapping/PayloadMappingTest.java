package homeroom.config.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PayloadMappingTest {

  private static final RecordKey RECORD = new RecordKey("person", "7");
  private static final Scope SCOPE =
      new Scope(
          Map.of(
              "id", Optional.of(FieldType.TEXT),
              "first", Optional.of(FieldType.TEXT),
              "nick", Optional.of(FieldType.TEXT),
              "born", Optional.of(FieldType.DAY),
              "role", Optional.of(FieldType.TEXT)),
          false,
          Set.of(),
          "a field of person");

  @Test
  void shouldPutTheKeyFirstAndKeepTheOrder() throws Exception {
    PayloadMapping mapping =
        mapping(
            Optional.of("zz"),
            Optional.empty(),
            field("b", new Extract.Column("first")),
            field("a", new Extract.Column("born")),
            field("c", new Extract.Constant(Value.flag(true))));

    assertThat(
            mapping.payload(
                RECORD, Map.of("first", Value.text("Ada"), "born", Value.day(LocalDate.EPOCH))))
        .containsExactly(
            Map.entry("zz", Value.text("7")),
            Map.entry("b", Value.text("Ada")),
            Map.entry("a", Value.day(LocalDate.EPOCH)),
            Map.entry("c", Value.flag(true)));
  }

  @Test
  void shouldGiveNullForWhatIsNullOrAbsent() throws Exception {
    PayloadMapping mapping =
        mapping(
            Optional.empty(),
            Optional.empty(),
            field("plain", new Extract.Column("first")),
            field("joined", computed("first + nick")),
            field("tested", computed("nick == null ? 'none' : nick")));

    assertThat(mapping.payload(RECORD, Map.of("first", Value.NULL)))
        .containsExactly(
            Map.entry("plain", Value.NULL),
            Map.entry("joined", Value.NULL),
            Map.entry("tested", Value.text("none")));
  }

  @Test
  void shouldLetExpressionsUseTheKey() throws Exception {
    PayloadMapping mapping =
        mapping(
            Optional.empty(),
            Optional.of(new Condition(expression("id != '8'"))),
            field("marked", computed("'person:' + id")),
            field("same", new Extract.Column("id")));

    assertThat(mapping.payload(RECORD, Map.of()))
        .containsExactly(
            Map.entry("marked", Value.text("person:7")), Map.entry("same", Value.text("7")));
    assertThat(mapping.inputs()).isEmpty();
    assertThat(mapping.selects(RECORD, Map.of())).isTrue();
    assertThat(mapping.selects(new RecordKey("person", "8"), Map.of())).isFalse();
  }

  @Test
  void shouldNameAllThatThePayloadDependsOn() {
    PayloadMapping mapping =
        mapping(
            Optional.of("key"),
            Optional.of(new Condition(expression("role == 'student'"))),
            field("a", computed("orElse(nick, first) + id")));

    assertThat(mapping.inputs()).containsExactlyInAnyOrder("role", "nick", "first");
  }

  @Test
  void shouldReplaceByATable() throws Exception {
    Table roles = new Table("tables/roles.csv", Map.of("student", "S"), Optional.empty());
    PayloadMapping mapping =
        mapping(
            Optional.empty(),
            Optional.empty(),
            new PayloadField(
                "r", new Extract.Column("role"), Optional.of(roles), Optional.empty()));

    assertThat(mapping.payload(RECORD, Map.of("role", Value.text("student"))))
        .containsEntry("r", Value.text("S"));
    assertThat(mapping.payload(RECORD, Map.of())).containsEntry("r", Value.NULL);
    assertThatThrownBy(() -> mapping.payload(RECORD, Map.of("role", Value.text("hidden"))))
        .isInstanceOf(MappingFailure.class)
        .hasMessageContaining("tables/roles.csv")
        .hasMessageNotContaining("hidden");
  }

  @Test
  void shouldTurnAResultIntoAType() throws Exception {
    PayloadMapping mapping =
        mapping(
            Optional.empty(),
            Optional.empty(),
            new PayloadField(
                "day",
                computed("role == 'student' ? born : null"),
                Optional.empty(),
                Optional.of(FieldType.DAY)));

    assertThat(
            mapping.payload(
                RECORD, Map.of("role", Value.text("student"), "born", Value.day(LocalDate.EPOCH))))
        .containsEntry("day", Value.day(LocalDate.EPOCH));
    assertThat(mapping.payload(RECORD, Map.of())).containsEntry("day", Value.NULL);
  }

  @Test
  void shouldNotTakeARecordWhoseConditionCannotBeTold() throws Exception {
    PayloadMapping mapping =
        mapping(Optional.empty(), Optional.of(new Condition(expression("first.startsWith('A')"))));

    assertThat(mapping.selects(RECORD, Map.of("first", Value.text("Ada")))).isTrue();
    assertThat(mapping.selects(RECORD, Map.of())).isFalse();
  }

  private static PayloadMapping mapping(
      Optional<String> keyField, Optional<Condition> where, PayloadField... fields) {
    return new PayloadMapping("id", keyField, where, List.of(fields));
  }

  private static PayloadField field(String name, Extract extract) {
    return new PayloadField(name, extract, Optional.empty(), Optional.empty());
  }

  private static Extract computed(String text) {
    return new Extract.Computed(expression(text));
  }

  private static Expression expression(String text) {
    return switch (ExpressionLanguage.compile(text, SCOPE)) {
      case Compiled.Sound(var expression) -> expression;
      case Compiled.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }
}
