package homeroom.authority;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void shouldBeTheSameInWhateverOrderNamesStand() {
    Map<String, Value> one = new LinkedHashMap<>();
    one.put("a", Value.text("1"));
    one.put("b", Value.text("2"));
    Map<String, Value> other = new LinkedHashMap<>();
    other.put("b", Value.text("2"));
    other.put("a", Value.text("1"));

    assertThat(Fingerprint.of(one)).isEqualTo(Fingerprint.of(other));
  }

  @Test
  void shouldTellTypesAndPlacesApart() {
    List<Value> values =
        List.of(
            Value.NULL,
            Value.text(""),
            Value.text("1"),
            Value.whole(1),
            Value.decimal(new BigDecimal("1")),
            Value.flag(true),
            Value.text("2026-11-22"),
            Value.day(LocalDate.of(2026, 11, 22)),
            Value.items(List.of()),
            Value.items(List.of("a", "b")),
            Value.items(List.of("ab")));

    assertThat(values.stream().map(Fingerprint::of)).doesNotHaveDuplicates();
    assertThat(Fingerprint.of(Map.of("a", Value.text("bc"))))
        .isNotEqualTo(Fingerprint.of(Map.of("ab", Value.text("c"))));
    assertThat(Fingerprint.of(Map.of("a", Value.text("x"), "b", Value.text("x"))))
        .isNotEqualTo(Fingerprint.of(Map.of("a", Value.text("x"), "c", Value.text("x"))));
    assertThat(Fingerprint.of(Map.of("a", Value.text("1"), "b", Value.text("2"))))
        .isNotEqualTo(Fingerprint.of(Map.of("a", Value.text("2"), "b", Value.text("1"))));
  }

  @Property(tries = 500)
  void shouldTellTextsApart(@ForAll String one, @ForAll String other) {
    assertThat(Fingerprint.of(one) == Fingerprint.of(other)).isEqualTo(one.equals(other));
    assertThat(Fingerprint.of(Value.text(one)) == Fingerprint.of(Value.text(other)))
        .isEqualTo(one.equals(other));
  }
}
