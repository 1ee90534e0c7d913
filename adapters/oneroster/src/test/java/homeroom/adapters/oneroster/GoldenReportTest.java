package homeroom.adapters.oneroster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.testkit.files.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of packages that other people's software made, written down, so that a change to the
 * reader is seen in review.
 */
final class GoldenReportTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "catalyst-Test_full_data_set.zip,    1.1, '',               catalyst-full",
    "catalyst-Test_minimal_data_set.zip, 1.1, '',               catalyst-minimal",
    "catalyst-oneroster_test_data.zip,   1.2, '',               catalyst-test-data",
    "catalyst-v1p2_full_dataset.zip,     1.2, userProfiles.csv, catalyst-1.2",
    "catalyst-v1p2_full_dataset.zip,     1.2, '',               catalyst-1.2-with-user-profiles",
    "catalyst-v1p2_full_dataset.zip,     1.1, '',               catalyst-1.2-read-as-1.1",
    "district-small-1.1.zip,             1.1, '',               district-small",
    "district-small-1.1.zip,             1.2, '',               district-small-read-as-1.2",
    "district-large-1.1.zip,             1.1, '',               district-large",
    "microsoft-sds-2.1,                  1.2, '',               microsoft-sds"
  })
  void shouldReadAsItDid(String name, String version, String without, String golden)
      throws IOException {
    Path file = SharedData.require("oneroster/" + name);
    Set<String> collections = new HashSet<>(Version.files());
    collections.remove(without);

    String report =
        Reading.report(file, Version.numbered(version).orElseThrow(), collections, folder);

    assertThat(report).isEqualTo(written(golden));
  }

  private static String written(String name) throws IOException {
    try (InputStream in = GoldenReportTest.class.getResourceAsStream("golden/" + name + ".txt")) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
