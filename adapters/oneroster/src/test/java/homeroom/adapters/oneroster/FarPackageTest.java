package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceAdapter;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.ZipFiles;
import homeroom.testkit.sftp.SftpStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages on an SFTP server. */
final class FarPackageTest {

  private final AtomicInteger reads = new AtomicInteger();

  @TempDir Path temporary;
  private Path folder;
  private SftpStandIn server;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(temporary.resolve("server"));
    server = new SftpStandIn(folder);
    server.onRead((_, _) -> reads.incrementAndGet());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private SourceAdapter source(String path) {
    return Samples.source(
        Map.of(
            "from.sftp",
            "127.0.0.1:" + server.port(),
            "from.path",
            new WrittenPath(path, Path.of(path)),
            "from.user",
            SftpStandIn.USER,
            "from.credentials",
            (Supplier<String>) () -> SftpStandIn.PASSWORD,
            "from.host-key",
            server.fingerprint()),
        Samples.context(temporary.resolve("raw"), Samples.USED));
  }

  @Test
  void shouldReadAPackage() throws Exception {
    ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.sound());
    Batch batch = source("/OneRoster.zip").poll(Cursor.START);
    assertThat(batch.origin()).isEqualTo("OneRoster.zip");
    assertThat(batch.producedAt()).isPresent();
    assertThat(Samples.items(batch)).hasSize(5);
  }

  @Test
  void shouldReadAFolderOfItsFiles() throws Exception {
    Path files = Files.createDirectories(folder.resolve("nightly"));
    for (Map.Entry<String, String> file : Samples.sound().entrySet()) {
      Files.writeString(files.resolve(file.getKey()), file.getValue());
    }
    Batch batch = source("/nightly").poll(Cursor.START);
    assertThat(batch.origin()).isEqualTo("nightly");
    assertThat(Samples.items(batch)).hasSize(5);
  }

  @Test
  void shouldGetAPackageOnce() throws Exception {
    ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.sound());
    Cursor read = source("/OneRoster.zip").poll(Cursor.START).next();
    int before = reads.get();
    assertThat(source("/OneRoster.zip").poll(read).isEmpty()).isTrue();
    assertThat(reads.get()).isEqualTo(before);
  }

  /** It would be got again and again until somebody mends it. */
  @Test
  void shouldGetAPackageOnceThatCannotBeUsed() throws Exception {
    Files.writeString(folder.resolve("OneRoster.zip"), "%PDF-1.7");
    SourceAdapter source = source("/OneRoster.zip");
    assertThat(source).satisfies(FarPackageTest::isRefused);
    int before = reads.get();
    assertThat(source).satisfies(FarPackageTest::isRefused);
    assertThat(reads.get()).isEqualTo(before);
  }

  private static void isRefused(SourceAdapter source) {
    assertThat(catchThrowable(() -> source.poll(Cursor.START)))
        .hasMessageContaining("FILE_IS_REPORT");
  }

  /** Written by versions that kept the content alone. */
  @Test
  void shouldUnderstandACursorOfBefore() throws Exception {
    ZipFiles.write(folder.resolve("OneRoster.zip"), Samples.sound());
    SourceAdapter source = source("/OneRoster.zip");
    String position = source.poll(Cursor.START).next().position();
    assertThat(source.poll(new Cursor(position.split(" ")[0])).isEmpty()).isTrue();
  }
}
