package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SftpKindTest {

  @ParameterizedTest
  @CsvSource({"100644, FILE", "040755, FOLDER", "120777, LINK", "010600, OTHER"})
  void shouldBelieveThePermissions(String octal, SftpKind kind) {
    Attributes attributes = new Attributes().perms(Integer.parseInt(octal, 8));
    assertThat(SftpKind.of(attributes)).isEqualTo(kind);
    assertThat(SftpKind.of(attributes, "drwxr-xr-x 2 a b 0 Nov 28 23:00 x")).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "-rw-r--r--   1 vendor   group     1024 Nov 28 02:00 OneRoster.zip, FILE",
    "-r-xr-xr-x+  1 vendor   group     1024 Nov 28 02:00 OneRoster.zip, FILE",
    "drwxr-xr-x   2 vendor   group        0 Nov 28 02:00 archive, FOLDER",
    "lrwxrwxrwx   1 vendor   group        9 Nov 28 02:00 newest.zip, LINK",
    "prw-------   1 vendor   group        0 Nov 28 02:00 pipe, OTHER"
  })
  void shouldBelieveTheLineWhereThereAreNoPermissions(String line, SftpKind kind) {
    assertThat(SftpKind.of(new Attributes(), line)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OneRoster.zip", "-draft.csv", "11-28-26 02:00AM <DIR> archive"})
  void shouldNotGuessFromAnotherLine(String line) {
    assertThat(SftpKind.of(new Attributes(), line)).isEqualTo(SftpKind.UNSAID);
  }

  @Test
  void shouldSayWhereNothingIsSaid() {
    assertThat(SftpKind.of(new Attributes().perms(0644))).isEqualTo(SftpKind.UNSAID);
    assertThat(SftpKind.of(new Attributes())).isEqualTo(SftpKind.UNSAID);
    assertThat(SftpKind.of(new Attributes(), "x")).isEqualTo(SftpKind.UNSAID);
  }
}
