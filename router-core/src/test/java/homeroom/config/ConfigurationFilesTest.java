package homeroom.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {

  @TempDir private Path folder;

  @Test
  void shouldTakeWhatBelongsToAConfiguration() throws Exception {
    for (String name :
        new String[] {
          "hub.yaml",
          "entities/a.yaml",
          "systems/b.yml",
          "tables/t.csv",
          "contracts/c.yaml",
          "contracts/c.csv",
          "README.md",
          "notes.yaml",
          "systems/.b.yaml.swp",
          "systems/.old.yaml",
          "systems/old/b.yaml",
          "tables/t.txt"
        }) {
      write(name, "x");
    }

    assertThat(ConfigurationFiles.read(folder).files().keySet())
        .containsExactly(
            "contracts/c.yaml", "entities/a.yaml", "hub.yaml", "systems/b.yml", "tables/t.csv");
  }

  @Test
  void shouldNameTheContentAndNothingElse() throws Exception {
    Path hub = write("hub.yaml", "tenant: oak\n");
    String id = ConfigurationFiles.read(folder).id();

    Files.setLastModifiedTime(hub, FileTime.fromMillis(0));
    write("hub.yaml", "tenant: oak\r\n");
    write("README.md", "anything");

    assertThat(ConfigurationFiles.read(folder).id()).isEqualTo(id).matches("[0-9a-f]{16}");
    write("hub.yaml", "tenant: elm\n");
    assertThat(ConfigurationFiles.read(folder).id()).isNotEqualTo(id);
  }

  @Test
  void shouldTellFilesApartThatJoinToTheSameText() {
    assertThat(of("tables/a.csv", "xy", "tables/b.csv", "z").id())
        .isNotEqualTo(of("tables/a.csv", "x", "tables/b.csv", "yz").id());
    assertThat(of("tables/a.csv", "x", "tables/b.csv", "y").id())
        .isNotEqualTo(of("tables/a.csv", "x", "tables/c.csv", "y").id());
  }

  @Test
  void shouldTellOfAFolderThatIsNotThere() {
    LoadResult result =
        ConfigurationLoader.load(
            folder.resolve("nowhere"),
            TestAdapters.ALL,
            new Surroundings(folder, Map.of(), SecretSource.of(folder, Map.of())));

    assertThat(result.problems())
        .singleElement()
        .asString()
        .endsWith("Name a folder that holds hub.yaml and can be read");
    assertThat(result).isInstanceOf(LoadResult.Faulty.class);
  }

  private static ConfigurationFiles of(String one, String text, String other, String otherText) {
    return ConfigurationFiles.of(
        Map.of(one, text.getBytes(UTF_8), other, otherText.getBytes(UTF_8)));
  }

  private Path write(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
