package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {

  @TempDir private Path folder;

  @Test
  void shouldPreferTheFileAndReadItAnew() throws Exception {
    SecretSource secrets = SecretSource.of(folder, Map.of("HOMEROOM_SECRET_LMS_TOKEN", "variable"));
    assertThat(secrets.find("lms-token")).contains("variable");

    Files.writeString(folder.resolve("lms-token"), "file\n");
    assertThat(secrets.find("lms-token")).contains("file");

    Files.writeString(folder.resolve("lms-token"), "renewed");
    assertThat(secrets.find("lms-token")).contains("renewed");
  }

  @Test
  void shouldTakeABlankOneForNone() throws Exception {
    Files.writeString(folder.resolve("blank"), " \n");

    assertThat(SecretSource.of(folder, Map.of("HOMEROOM_SECRET_BLANK", " ")).find("blank"))
        .isEmpty();
    assertThat(SecretSource.of(folder.resolve("none"), Map.of()).find("other")).isEmpty();
  }

  @Test
  void shouldSayWhereToPutOne() {
    assertThat(SecretSource.of(Path.of("s"), Map.of()).placeFor("lms-token"))
        .isEqualTo(
            "Put it into the file s/lms-token or the environment variable"
                + " HOMEROOM_SECRET_LMS_TOKEN");
  }
}
