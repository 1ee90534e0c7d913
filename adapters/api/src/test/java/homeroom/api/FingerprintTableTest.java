package homeroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.FingerprintTable.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTableTest {

  @Test
  void shouldHoldWhatAMapHolds() {
    Random random = new Random(1);
    Map<Fingerprint, Long> map = new HashMap<>();
    FingerprintTable table = new FingerprintTable(2, _ -> true, Memory.OF_PROCESS);
    for (int i = 0; i < 100_000; i++) {
      // Some share a half, and some are looked for in their order.
      Fingerprint print =
          new Fingerprint(
              random.nextInt(2), (i % 3 == 0 ? i : random.nextInt(9_000)) * 0x9E3779B97F4A7C15L);
      long place = table.find(print);
      Long before = map.get(print);
      assertThat(place == FingerprintTable.NOWHERE).isEqualTo(before == null);
      if (before != null) {
        assertThat(table.number(place, 1)).isEqualTo(before);
      }
      place = table.add(print);
      if (before == null) {
        assertThat(table.number(place, 0)).isZero();
      }
      table.number(place, 1, i);
      map.put(print, (long) i);
    }
    map.forEach(
        (print, number) ->
            assertThat(table.number(table.find(print), 1)).as("%s", print).isEqualTo(number));
  }

  @Test
  void shouldForgetWhatIsNotWantedOnceThereIsNoRoom() {
    FingerprintTable table = new FingerprintTable(1, number -> number % 2 == 1, Memory.OF_PROCESS);
    for (int i = 0; i < 5_000; i++) {
      table.number(table.add(new Fingerprint(i, i)), 0, i);
    }
    assertThat(table.find(new Fingerprint(0, 0))).isEqualTo(FingerprintTable.NOWHERE);
    for (int i = 1; i < 5_000; i += 2) {
      assertThat(table.number(table.find(new Fingerprint(i, i)), 0)).isEqualTo(i);
    }
  }

  @Test
  void shouldStayAsItIsWhenThereIsNoMemoryToGrow() {
    long[] left = {100_000};
    FingerprintTable table =
        new FingerprintTable(
            1,
            _ -> true,
            bytes -> {
              left[0] -= bytes;
              if (left[0] < 0) {
                throw new IllegalStateException("no more");
              }
              return Memory.OF_PROCESS.take(bytes);
            });
    long added = 0;
    try {
      for (; added < 1_000_000; added++) {
        table.add(new Fingerprint(added, added));
      }
    } catch (IllegalStateException full) {
      assertThat(full).hasMessage("no more");
    }
    assertThat(added).isLessThan(1_000_000);
    for (long i = 0; i < added; i++) {
      assertThat(table.find(new Fingerprint(i, i))).isEqualTo(i);
    }
  }

  @Test
  void shouldTakeOtherPrintsOfOtherTextsPlacesAndContexts() {
    Fingerprinter one = new Fingerprinter(List.of("users.csv", "id"));
    Fingerprinter other = new Fingerprinter(List.of("classes.csv", "id"));
    Fingerprint print = one.of(List.of("a", "b"));

    assertThat(one.of(List.of("a", "b"))).isEqualTo(print);
    assertThat(one.of(List.of("b", "a"))).isNotEqualTo(print);
    assertThat(one.of(List.of("ab", ""))).isNotEqualTo(print);
    assertThat(one.of(List.of("a", "b", ""))).isNotEqualTo(print);
    assertThat(other.of(List.of("a", "b"))).isNotEqualTo(print);
  }
}
