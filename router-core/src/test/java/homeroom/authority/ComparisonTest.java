package homeroom.authority;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXACT | a | a | true",
        "EXACT | a | A | false",
        "TRIM | 'a ' | a | true",
        "TRIM | a | A | false",
        "IGNORE_CASE | ' Ada@x.org' | ADA@X.ORG | true",
        "IGNORE_CASE | ada | eve | false",
        "PHONE | (512) 555-0100 | +1 512 555 0100 | true",
        "PHONE | 512.555.0100 | 5125550100 | true",
        "PHONE | 512 555 0100 | 512 555 0101 | false",
        "PHONE | 512 555 0100 x12 | 512 555 0100 x13 | false",
        "PHONE | +1 512 555 0100 | +44 512 555 0100 | false",
        "PHONE | none | unknown | false",
        "DATE | 2026-08-15 | 8/15/2026 | true",
        "DATE | 20260815 | 2026-08-15 | true",
        "DATE | 2026-08-15 | 2026-08-16 | false",
        "DATE | soon | later | false",
        "NUMBER | 03 | 3.0 | true",
        "NUMBER | 3 | 4 | false",
        "NUMBER | KG | kg | false"
      })
  void shouldCompareTextsAsTheFieldDeclares(
      Comparison comparison, String one, String other, boolean same) {
    assertThat(comparison.same(Value.text(one), Value.text(other))).isEqualTo(same);
    assertThat(comparison.same(Value.text(other), Value.text(one))).isEqualTo(same);
  }

  @Test
  void shouldNeverTakeNothingForSomething() {
    for (Comparison comparison : Comparison.values()) {
      assertThat(comparison.same(Value.NULL, Value.text(""))).isFalse();
      assertThat(comparison.same(Value.NULL, Value.NULL)).isTrue();
    }
  }

  @Test
  void shouldCompareAcrossTypesWhereOnlyTheMeaningCounts() {
    Value day = Value.day(LocalDate.of(2026, 8, 15));
    assertThat(Comparison.DATE.same(day, Value.moment(Instant.parse("2026-08-15T23:59:00Z"))))
        .isTrue();
    assertThat(Comparison.NUMBER.same(Value.whole(10), Value.decimal(new BigDecimal("10.00"))))
        .isTrue();
    assertThat(Comparison.SET.same(Value.items(List.of("a", "b")), Value.items(List.of("b", "a"))))
        .isTrue();
  }
}
