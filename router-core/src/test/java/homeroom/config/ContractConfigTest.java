package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.RowRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractConfigTest {

  private static final String PEOPLE =
      """
      contract: people-1
      columns:
        id: { type: integer, required: true }
        born: { type: date, format: M/d/yyyy }
      """;

  private static District district(String contracts) {
    return new District()
        .file("contracts/people.yaml", PEOPLE)
        .edit("systems/sis.yaml", "schedule: { every: 10s }", "contracts: " + contracts);
  }

  private static List<FileContract> contracts(District district) {
    return district.configuration().sources().getLast().settings().contracts("contracts");
  }

  private static List<String> problems(String contract) {
    return district("contracts/people.yaml").file("contracts/people.yaml", contract).problems();
  }

  @Test
  void shouldReadAContractAndItsDefaults() {
    FileContract read = contracts(district("contracts/people.yaml")).getFirst();

    assertThat(read)
        .returns("people-1", FileContract::name)
        .returns("contracts/people.yaml", FileContract::file)
        .returns(new Form.Delimited(Optional.empty(), true, false), FileContract::form)
        .returns(Optional.empty(), FileContract::charset)
        .returns(RowRange.ANY, FileContract::rows)
        .returns(List.of("id", "born"), FileContract::columnNames);
    assertThat(read.columns().getFirst().required()).isTrue();
    assertThat(read.columns().getLast().kind().fits("8/15/2026")).isTrue();
    assertThat(read.columns().getLast().kind().fits("2/30/2026")).isFalse();
  }

  @Test
  void shouldReadAllThatCanBeSaid() {
    FileContract read =
        contracts(
                district("[contracts/people.yaml]")
                    .file(
                        "contracts/people.yaml",
                        """
                        contract: people-2
                        delimiter: tab
                        charset: utf-8
                        order: free
                        other-columns: ignored
                        key: [id, born]
                        rows: { at-least: 10, at-most: 20 }
                        columns:
                          id: string
                          born: date
                          At: { type: datetime, format: M/d/yyyy H:mm, as: at }
                          level: { allowed: [A, 2] }
                          code: { pattern: "[A-Z]+" }
                          flag: { type: boolean, true: [J], false: [N] }
                          mother: { in: id }
                        """))
            .getFirst();

    assertThat(read.form()).isEqualTo(new Form.Delimited(Optional.of('\t'), false, true));
    assertThat(read.charset()).contains(StandardCharsets.UTF_8);
    assertThat(read.key()).containsExactly("id", "born");
    assertThat(read.rows()).isEqualTo(new RowRange(10, 20));
    assertThat(read.columns().stream().filter(Column::required).map(Column::name))
        .containsExactly("id", "born");
    assertThat(read.columns().get(2)).returns("at", Column::as);
    assertThat(read.columns().get(3).allowed()).containsExactly("A", "2");
    assertThat(read.columns().get(5).kind().fits("j")).isTrue();
    assertThat(read.columns().get(5).kind().fits("y")).isFalse();
    assertThat(read.columns().get(6).in()).contains("id");
  }

  @Test
  void shouldReadFixedWidths() {
    FileContract read =
        contracts(
                district("contracts/people.yaml")
                    .file(
                        "contracts/people.yaml",
                        """
                        contract: people-3
                        layout: fixed-width
                        columns:
                          born: { from: 6, length: 8 }
                          id: { from: 1, length: 5 }
                        """))
            .getFirst();

    assertThat(read.form()).isEqualTo(new Form.FixedWidth());
    assertThat(read.width()).isEqualTo(13);
  }

  @Test
  void shouldLetWhatFillsALineUpBeBlank() {
    FileContract read =
        contracts(
                district("contracts/people.yaml")
                    .file(
                        "contracts/people.yaml",
                        """
                        contract: people-3
                        layout: fixed-width
                        columns:
                          id: { from: 1, length: 5 }
                          born: { from: 6, length: 8 }
                          filler: { from: 14, length: 4 }
                          Filler 2: { from: 18, length: 4, pattern: "X*" }
                        """))
            .getFirst();

    assertThat(read.columns().get(1).pattern()).isEmpty();
    assertThat(read.columns().get(2).pattern())
        .hasValueSatisfying(
            pattern -> {
              assertThat(pattern.matcher("   ").matches()).isTrue();
              assertThat(pattern.matcher("a").matches()).isFalse();
            });
    assertThat(read.columns().get(3).pattern())
        .hasValueSatisfying(pattern -> assertThat(pattern.matcher("XX").matches()).isTrue());
  }

  @Test
  void shouldBePartOfTheConfigurationsContent() {
    String before = district("contracts/people.yaml").files().id();

    assertThat(
            district("contracts/people.yaml")
                .edit("contracts/people.yaml", "people-1", "people-2")
                .files()
                .id())
        .isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colums: { a: string } | colums: unknown key. Did you mean columns?",
        "columns: {} | contract: columns: is empty",
        "columns: { a: strng } | strng is none of",
        "columns: { a: { format: M/d/yyyy } } | only a date, time or datetime has a format",
        "columns: { a: { type: date, format: M/d } } | this is no pattern of a date",
        "columns: { a: { type: date, format: nonsense } } | this is no pattern of a date",
        "columns: { a: { type: integer, allowed: [1, b] } } | this is not a whole number",
        "columns: { a: { type: boolean, true: [Y] } } | true and false must have words",
        "columns: { a: { true: [Y], false: [N] } } | only a boolean has words",
        "columns: { a: { pattern: '[' } } | this is not a regular expression",
        "columns: { a: { pattern: '(?=x)y' } } | this is not a regular expression",
        "columns: { a: { in: b } } | there is no column b",
        "columns: { a: { as: b }, b: string } | would call this column and a alike",
        "columns: { a: { from: 1, length: 2 } } | belong to layout: fixed-width",
        "{layout: fixed-width, columns: { a: string }} | this column has no place in the line",
        "{layout: fixed-width, order: free, columns: { a: { from: 1, length: 1 } }} | no such"
            + " thing",
        "{layout: fixed-width, columns: { a: { from: 1, length: 2 }, b: { from: 2, length: 2 } }} |"
            + " begins within the one before",
        "{columns: { a: { from: 2 } }} | from and length belong together",
        "{columns: { a: string }, key: b} | there is no column b",
        "{columns: { a: string }, rows: { at-least: 5, at-most: 4 }} | no such number of rows",
        "{columns: { a: string }, delimiter: ab} | this is not one character",
        "{columns: { a: string }, charset: klingon} | this is not a character set",
      })
  void shouldTellOfAMistakeWithItsPlace(String yaml, String problem) {
    String contract =
        yaml.startsWith("{") ? "{contract: people-1, " + yaml.substring(1) : "contract: p\n" + yaml;

    assertThat(problems(contract))
        .anySatisfy(
            told -> assertThat(told).startsWith("contracts/people.yaml:").contains(problem));
  }

  @Test
  void shouldTellOfAContractThatIsNotThereAndOfOneThatNobodyNames() {
    assertThat(district("contracts/peple.yaml").problems())
        .anySatisfy(told -> assertThat(told).contains("Did you mean contracts/people.yaml?"))
        .anySatisfy(
            told ->
                assertThat(told)
                    .contains("contracts/people.yaml:1:1  warning: no source names this contract"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "contract: people-1 | { x: string } | have the same name",
        "contract: two | { id: string, born: string } | a file could be for both",
        "{contract: two, order: free} | { born: date, id: string } | a file could be for both",
        "{contract: two, layout: fixed-width} | { id: { from: 1, length: 3 } } | has a header and",
      })
  void shouldRefuseTwoContractsThatAFileCouldBothBeFor(
      String head, String columns, String problem) {
    String other =
        head.startsWith("{")
            ? head.substring(0, head.length() - 1) + ", columns: " + columns + "}"
            : head + "\ncolumns: " + columns;

    assertThat(
            district("[contracts/people.yaml, contracts/two.yaml]")
                .file("contracts/two.yaml", other)
                .problems())
        .anySatisfy(told -> assertThat(told).startsWith("systems/sis.yaml:").contains(problem));
  }

  @Test
  void shouldTakeVersionsThatDifferInTheirHeaders() {
    assertThat(
            contracts(
                district("[contracts/people.yaml, contracts/two.yaml, contracts/three.yaml]")
                    .file(
                        "contracts/two.yaml", "contract: two\ncolumns: { born: date, id: string }")
                    .file(
                        "contracts/three.yaml",
                        "contract: three\ncolumns: { id: string, born: date, more: string }")))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key: nick",
        "key: id\n      where: nick != ''",
        "key: [id, nick]",
        "key: id\n      own-id: nick"
      })
  void shouldRestKeysAndConditionsOnColumnsOfEveryVersion(String said) {
    District district =
        new District().edit("systems/sis.yaml", "where: role == 'student'\n      key: id", said);

    assertThat(district.problems())
        .singleElement()
        .asString()
        .contains("nick is not a column of every version of people.csv");
  }

  @Test
  void shouldLetFieldsBeOfSomeVersionsOnly() {
    assertThat(new District().edit("systems/sis.yaml", "nick: x.nick", "nick: nick").problems())
        .isEmpty();
  }
}
