package homeroom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.RecordKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PseudonymsTest {

  private static final RecordKey RECORD = new RecordKey("student", "123");

  @TempDir Path data;

  @Test
  void shouldGiveARecordTheSameNameAfterARestart() {
    String name = Pseudonyms.open(data, "cedar").of(RECORD);

    assertThat(Pseudonyms.open(data, "cedar").of(RECORD)).isEqualTo(name);
    assertThat(Pseudonyms.isPseudonym(name)).isTrue();
    assertThat(name).hasSize(22).doesNotContain("123");
  }

  @Test
  void shouldGiveEveryTenantAndEveryRecordAnotherName() {
    Pseudonyms cedar = Pseudonyms.open(data, "cedar");

    assertThat(Pseudonyms.open(data, "elm").of(RECORD)).isNotEqualTo(cedar.of(RECORD));
    assertThat(cedar.of(new RecordKey("student", "124"))).isNotEqualTo(cedar.of(RECORD));
  }

  @Test
  void shouldKeepTheKeyFromOthers() throws IOException {
    Pseudonyms.open(data, "cedar");

    assertThat(Files.getPosixFilePermissions(data.resolve("pseudonyms-cedar.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(data).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void shouldRefuseAKeyThatWasCut() throws IOException {
    Files.writeString(data.resolve("pseudonyms-cedar.key"), "c2hvcnQ=");

    assertThatThrownBy(() -> Pseudonyms.open(data, "cedar"))
        .isInstanceOfSatisfying(
            StoreFailure.class,
            failure -> assertThat(failure.failure().code()).isEqualTo("PSEUDONYM_KEY_INVALID"));
  }
}
