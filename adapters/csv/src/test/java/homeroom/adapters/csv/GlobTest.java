package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.csv | scores.csv | scores.txt",
        "*.csv | .csv | csv",
        "scores-?.csv | scores-a.csv | scores-ab.csv",
        "scores-[a-c].csv | scores-b.csv | scores-d.csv",
        "scores-[!a-c].csv | scores-d.csv | scores-b.csv",
        "*.{csv,txt} | a.txt | a.tsv",
        "a+(1).csv | a+(1).csv | aa1.csv",
        "\\*.csv | *.csv | a.csv",
        "a}.csv | a}.csv | a.csv",
        "a,b.csv | a,b.csv | a.csv",
        "[^a].csv | ^.csv | b.csv"
      })
  void shouldMatchWholeNames(String glob, String name, String other) {
    assertThat(Glob.compiled(glob).orElseThrow().matcher(name).matches()).isTrue();
    assertThat(Glob.compiled(glob).orElseThrow().matcher(other).matches()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.{csv", "{a,{b}}", "[a", "[]", "a\\", "[z-a]"})
  void shouldRefuseWhatIsNoPattern(String glob) {
    assertThat(Glob.compiled(glob)).isEmpty();
  }

  /** As a machine without UTF-8 shows a name that has an accent. */
  @Test
  void shouldMatchNamesThatThisMachineCouldNotGive() {
    assertThat(Glob.compiled("*.csv").orElseThrow().matcher("caf\uFFFD\0.csv").matches()).isTrue();
  }
}
