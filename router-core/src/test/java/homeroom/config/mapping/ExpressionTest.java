package homeroom.config.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.Value;
import homeroom.authority.FieldType;
import homeroom.planning.MappingFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  private static final Scope SCOPE =
      new Scope(
          Map.of(
              "name", Optional.of(FieldType.TEXT),
              "nick", Optional.of(FieldType.TEXT),
              "old", Optional.of(FieldType.FLAG),
              "grade", Optional.of(FieldType.WHOLE),
              "score", Optional.of(FieldType.DECIMAL),
              "born", Optional.of(FieldType.DAY),
              "seen", Optional.of(FieldType.MOMENT),
              "tags", Optional.of(FieldType.ITEMS),
              "type", Optional.of(FieldType.TEXT),
              "any", Optional.empty()),
          false,
          Set.of("more."),
          "a field of person");

  private static final Map<String, Value> VALUES =
      Map.of(
          "name", Value.text("Ada"),
          "nick", Value.NULL,
          "old", Value.flag(true),
          "grade", Value.whole(7),
          "score", Value.decimal(new BigDecimal("1.5")),
          "born", Value.day(LocalDate.of(2010, 1, 13)),
          "seen", Value.moment(Instant.parse("2026-08-15T06:00:00Z")),
          "tags", Value.items(List.of("a", "b")),
          "type", Value.text("t"),
          "any", Value.text("x"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          name + ' ' + type                        | Ada t
          name.lowerAscii()                        | ada
          name.replace('A', 'B').trim()            | Bda
          orElse(nick, name)                       | Ada
          orElse(nick, 'x') + 'y'                  | xy
          nick == null ? name : nick               | Ada
          "old ? 'yes' : nick"                     | yes
          part('Lovelace, Ada', ', ', 1)           | Ada
          part('Lovelace, Ada', ', ', 0)           | Lovelace
          part('a,,c', ',', 1)                     | ""
          part('alone', ',', 0)                    | alone
          date('2026-08-15T06:00:00Z')             | 2026-08-15
          date('8/5/2026', 'M/d/yyyy')             | 2026-08-05
          "string(grade) + ':' + string(score)"    | 7:1.5
          born                                     | 2010-01-13
          type == 't' ? 'T' : ''                   | T
          any + '!'                                | x!
          tags[1]                                  | b
          "tags.map(tag, tag + '!').join(' ')"     | a! b!
          """)
  void shouldGiveTexts(String expression, String result) throws MappingFailure {
    assertThat(evaluate(expression)).isEqualTo(Value.text(result));
  }

  @Test
  void shouldGiveValuesOfOtherTypes() throws MappingFailure {
    assertThat(evaluate("grade + 1")).isEqualTo(Value.whole(8));
    assertThat(evaluate("score * 2.0")).isEqualTo(Value.decimal(BigDecimal.valueOf(3)));
    assertThat(evaluate("grade > 6 && name.startsWith('A')")).isEqualTo(Value.flag(true));
    assertThat(evaluate("born < '2011-01-01'")).isEqualTo(Value.flag(true));
    assertThat(evaluate("seen + duration('1h')"))
        .isEqualTo(Value.moment(Instant.parse("2026-08-15T07:00:00Z")));
    assertThat(evaluate("'a,b'.split(',')")).isEqualTo(Value.items(List.of("a", "b")));
    assertThat(evaluate("tags")).isEqualTo(Value.items(List.of("a", "b")));
    assertThat(evaluate("name in ['Ada', 'Eve']")).isEqualTo(Value.flag(true));
    assertThat(evaluate("null")).isEqualTo(Value.NULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nick + name",
        "nick.lowerAscii()",
        "part(nick, ',', 0)",
        "part('a,b', ',', 2)",
        "part('a,b', ',', -1)",
        "date(nick)",
        "more.absent + 'x'",
        "old ? nick : name",
        "nick"
      })
  void shouldGiveNullForNull(String expression) throws MappingFailure {
    assertThat(evaluate(expression)).isEqualTo(Value.NULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "date(name)",
        "date('2026-02-30')",
        "date('2/30/2026', 'M/d/yyyy')",
        "date('1', 'bogus')",
        "int(name)",
        "tags[5]",
        "1 / 0",
        "{'a': 1}",
        "[1, 2]"
      })
  void shouldFailWithoutTellingAValue(String expression) {
    assertThatThrownBy(() -> evaluate(expression))
        .isInstanceOfSatisfying(
            MappingFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("MAPPING_EXPRESSION");
              assertThat(failure.field()).isEqualTo("target");
            })
        .hasMessageContaining(expression)
        .hasMessageNotContaining("Ada");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          nam + 'x'          | 0  | nam is not a field of person
          name + nik         | 7  | nik is not a field of person
          name + 1           | 5  | + does not take (string, int)
          name.lower()       | 10 | there is no function lower
          "old ? name : 1"   | 4  | ? : does not take (bool, string, int)
          grade == 'x'       | 6  | == does not take (int, string)
          grade == 1.0       | 6  | == does not take (int, double)
          other.name         | 5  | other.name is not a field of person
          """)
  void shouldCheckNamesAndTypes(String expression, int offset, String message) {
    assertThat(ExpressionLanguage.compile(expression, SCOPE))
        .isInstanceOfSatisfying(
            Compiled.Faulty.class,
            faulty -> {
              assertThat(faulty.problems()).hasSize(1);
              assertThat(faulty.problems().getFirst().offset()).isEqualTo(offset);
              assertThat(faulty.problems().getFirst().message()).isEqualTo(message);
            });
  }

  @Test
  void shouldTellWhereTheSyntaxEnds() {
    assertThat(ExpressionLanguage.compile("name +", SCOPE)).isInstanceOf(Compiled.Faulty.class);
    assertThat(ExpressionLanguage.compile("name = 'x'", SCOPE)).isInstanceOf(Compiled.Faulty.class);
  }

  @Test
  void shouldNameWhatItUsesFromOutside() {
    assertThat(expression("tags.filter(tag, tag != type).size() > 0 && more.x == name").inputs())
        .containsExactlyInAnyOrder("tags", "type", "more.x", "name");
    assertThat(expression("type(name) == string").inputs()).containsExactly("name");
  }

  @Test
  void shouldBeSafeToShareBetweenThreads() throws Exception {
    Expression shared = expression("name + ' ' + name");
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> calls =
          IntStream.range(0, 200)
              .<Callable<Boolean>>mapToObj(i -> () -> agrees(shared, i))
              .toList();
      for (var call : threads.invokeAll(calls)) {
        assertThat(call.get()).isTrue();
      }
    }
  }

  private static boolean agrees(Expression shared, int number) throws MappingFailure {
    Value result = shared.evaluate(name -> Value.text("n" + number), "target");
    return result.equals(Value.text("n" + number + " n" + number));
  }

  private static Value evaluate(String expression) throws MappingFailure {
    return expression(expression).evaluate(new HashMap<>(VALUES)::get, "target");
  }

  private static Expression expression(String text) {
    return switch (ExpressionLanguage.compile(text, SCOPE)) {
      case Compiled.Sound(var expression) -> expression;
      case Compiled.Faulty(var problems) -> throw new AssertionError(problems);
    };
  }
}
