package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {

  @TempDir private Path folder;

  private long now = Long.MAX_VALUE - 1;

  private SecretSource secrets(Map<String, String> environment) {
    return new FolderSecrets(folder, environment, () -> now);
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @Test
  void shouldPreferTheFileAndReadItAnew() throws Exception {
    SecretSource secrets = secrets(Map.of("HOMEROOM_SECRET_LMS_TOKEN", "variable"));
    assertThat(secrets.find("lms-token")).contains("variable");

    Files.writeString(folder.resolve("lms-token"), "file\n");
    passes(Duration.ofSeconds(1));
    assertThat(secrets.find("lms-token")).contains("file");

    Files.writeString(folder.resolve("lms-token"), "renewed");
    passes(Duration.ofSeconds(1));
    assertThat(secrets.find("lms-token")).contains("renewed");

    Files.delete(folder.resolve("lms-token"));
    passes(Duration.ofSeconds(1));
    assertThat(secrets.find("lms-token")).contains("variable");
  }

  @Test
  void shouldUseWhatItReadAgainForASecond() throws Exception {
    SecretSource secrets = secrets(Map.of());
    Files.writeString(folder.resolve("lms-token"), "first");
    assertThat(secrets.find("lms-token")).contains("first");

    Files.writeString(folder.resolve("lms-token"), "second");
    passes(Duration.ofMillis(999));
    assertThat(secrets.find("lms-token")).contains("first");

    passes(Duration.ofMillis(1));
    assertThat(secrets.find("lms-token")).contains("second");
  }

  @Test
  void shouldFindAMissingOneAsSoonAsItIsThere() throws Exception {
    SecretSource secrets = secrets(Map.of());
    assertThat(secrets.find("lms-token")).isEmpty();

    Files.writeString(folder.resolve("lms-token"), "there");
    assertThat(secrets.find("lms-token")).contains("there");
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
