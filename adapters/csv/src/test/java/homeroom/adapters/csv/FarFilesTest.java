package homeroom.adapters.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceAdapter;
import homeroom.api.WrittenPath;
import homeroom.testkit.sftp.SftpStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files on an SFTP server. */
final class FarFilesTest {

  private final List<String> reads = new CopyOnWriteArrayList<>();

  @TempDir Path temporary;
  private Path folder;
  private SftpStandIn server;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(temporary.resolve("server/scores"));
    server = new SftpStandIn(folder.getParent());
    server.onRead((file, _) -> reads.add(file.getFileName().toString()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SourceAdapter source() {
    return Sources.source(
        folder,
        temporary.resolve("raw"),
        Map.of(
            "from.sftp",
            "127.0.0.1:" + server.port(),
            "from.path",
            new WrittenPath("scores", folder),
            "from.user",
            SftpStandIn.USER,
            "from.credentials",
            (Supplier<String>) () -> SftpStandIn.PASSWORD,
            "from.host-key",
            server.fingerprint()));
  }

  private Path write(String name, String day, int score) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "id,score\n1," + score + "\n");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.parse(day + "T02:00:00Z")));
  }

  @Test
  void shouldReadFileByFileInTheOrderOfNames() throws Exception {
    write("b.csv", "2026-11-24", 2);
    write("a.csv", "2026-11-23", 1);
    SourceAdapter source = source();
    Batch first = source.poll(Cursor.START);
    Batch second = source.poll(first.next());
    assertThat(List.of(first.origin(), second.origin())).containsExactly("a.csv", "b.csv");
    assertThat(first.producedAt()).contains(Instant.parse("2026-11-23T02:00:00Z"));
    assertThat(source.poll(second.next()).isEmpty()).isTrue();
  }

  @Test
  void shouldGetAfterARestartOnlyWhatIsNew() throws Exception {
    write("a.csv", "2026-11-23", 1);
    Cursor read = source().poll(Cursor.START).next();
    write("b.csv", "2026-11-24", 2);
    reads.clear();
    assertThat(source().poll(read).origin()).isEqualTo("b.csv");
    assertThat(reads).containsOnly("b.csv");
  }

  @Test
  void shouldReadAFileAgainThatWasWrittenAnew() throws Exception {
    write("a.csv", "2026-11-23", 1);
    SourceAdapter source = source();
    Cursor read = source.poll(Cursor.START).next();
    write("a.csv", "2026-11-24", 2);
    assertThat(source.poll(read).isEmpty()).isFalse();
  }

  @Test
  void shouldHoldBackWhatComesAfterAFileThatChanges() throws Exception {
    Path first = write("a.csv", "2026-11-23", 1);
    write("b.csv", "2026-11-24", 2);
    server.onRead((_, _) -> append(first));
    assertThat(catchThrowable(() -> source().poll(Cursor.START)))
        .hasMessageContaining("FILE_STILL_WRITTEN");
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "2,2\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
