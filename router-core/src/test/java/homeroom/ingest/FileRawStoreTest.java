package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.RawStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRawStoreTest {

  @TempDir Path stores;

  private static RawStore.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(stores.resolve("sis"))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void shouldKeepWhatIsWrittenUnderItsHash() throws Exception {
    FileRawStore store = new FileRawStore(stores.resolve("sis"));

    RawStore.Kept kept = store.keep("x.csv", text("id\n1\n"));

    assertThat(kept.size()).isEqualTo(5);
    assertThat(Files.readString(kept.file())).isEqualTo("id\n1\n");
    assertThat(files()).containsExactly(kept.id());
    assertThat(store.find(kept.id())).contains(kept);
  }

  @Test
  void shouldKeepNothingOfWhatBreaksOff() {
    FileRawStore store = new FileRawStore(stores.resolve("sis"));

    assertThatThrownBy(
            () ->
                store.keep(
                    "x.csv",
                    out -> {
                      out.write(1);
                      throw new IOException("it broke off");
                    }))
        .hasMessage("it broke off");
    assertThat(stores.resolve("sis")).isEmptyDirectory();
  }

  /** A hub that is killed cannot tidy up behind itself. */
  @Test
  void shouldRemoveWhatAHubBeforeLeft() throws Exception {
    RawStore.Kept kept = new FileRawStore(stores.resolve("sis")).keep("x.csv", text("id\n1\n"));
    Files.writeString(stores.resolve("sis/incoming-123.part"), "id,name\n1,x\n");

    FileRawStore.removeUnfinished(stores);
    FileRawStore.removeUnfinished(stores.resolve("none"));

    assertThat(files()).containsExactly(kept.id());
  }
}
