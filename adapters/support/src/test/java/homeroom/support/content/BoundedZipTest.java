package homeroom.support.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.testkit.files.Bomb;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BoundedZipTest {

  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private String refusal(Path zip, ZipLimits limits) {
    return catchThrowableOfType(
            AdapterFailure.class, () -> BoundedZip.open(zip, "the package", limits))
        .failure()
        .code();
  }

  private String refusal(Path zip) {
    return refusal(zip, ZipLimits.STANDARD);
  }

  private Path zip(String name, String text) throws IOException {
    return ZipFiles.write(folder.resolve("x.zip"), Map.of(name, text));
  }

  private Path bomb(long size) throws IOException {
    return Bomb.write(folder.resolve("bomb.zip"), size, size);
  }

  @Test
  void shouldReadWhatIsInIt() throws Exception {
    try (BoundedZip zip =
        BoundedZip.open(zip("users.csv", "id\n1\n"), "x", ZipLimits.STANDARD).orElseThrow()) {
      ZipEntry entry = zip.entries().getFirst();
      try (InputStream in = zip.open(entry)) {
        assertThat(in.readAllBytes()).isEqualTo("id\n1\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void shouldRefuseABombWithoutUnpackingIt() throws Exception {
    Path bomb = bomb(3L << 30);
    assertThat(Files.size(bomb)).isLessThan(20L * MIB);
    long before = allocated();
    long begun = System.nanoTime();

    assertThat(refusal(bomb)).isEqualTo("ZIP_BOMB");

    assertThat(System.nanoTime() - begun).isLessThan(2_000_000_000L);
    assertThat(allocated() - before).isLessThan(8L * MIB);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /** The list of files says 1 MiB where 64 come. */
  @Test
  void shouldStopWhereAFileIsLongerThanWasSaid() throws Exception {
    Path zip = Bomb.write(folder.resolve("liar.zip"), 64L * MIB, MIB);
    Counting read = new Counting();
    try (BoundedZip opened = BoundedZip.open(zip, "x", ZipLimits.STANDARD).orElseThrow();
        InputStream in = opened.open(opened.entries().getFirst())) {
      assertThatThrownBy(() -> in.transferTo(read)).isInstanceOf(ZipException.class);
    }
    assertThat(read.count).isLessThanOrEqualTo(MIB);
  }

  @Test
  void shouldSayThatAnArchiveIsProtectedByAPassword() throws Exception {
    Path zip = zip("users.csv", "id\n1\n");
    byte[] bytes = Files.readAllBytes(zip);
    bytes[6] |= 1;

    assertThat(refusal(Files.write(zip, bytes))).isEqualTo("ZIP_ENCRYPTED");
  }

  /** As programs of Windows write names that have an accent. */
  @Test
  void shouldReadAnArchiveWhoseNamesAreOfBeforeUtf8() throws Exception {
    Path zip = folder.resolve("old.zip");
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(zip), Charset.forName("IBM437"))) {
      out.putNextEntry(new ZipEntry("léame.txt"));
      out.putNextEntry(new ZipEntry("users.csv"));
    }
    try (BoundedZip opened = BoundedZip.open(zip, "x", ZipLimits.STANDARD).orElseThrow()) {
      assertThat(opened.entries())
          .extracting(ZipEntry::getName)
          .containsExactly("léame.txt", "users.csv");
    }
  }

  private static final class Counting extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }

  @Test
  void shouldRefuseTooManyFiles() throws Exception {
    Path zip = folder.resolve("many.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < 1_001; i++) {
        out.putNextEntry(new ZipEntry(i + ".csv"));
      }
    }
    assertThat(refusal(zip)).isEqualTo("ZIP_BOMB");
  }

  /** The list would be taken into memory before anybody could count. */
  @ParameterizedTest
  @CsvSource({"60000, 3000000", "500, 1000000000", "65535, 3000000", "500, -1"})
  void shouldNotTakeALongListOfFilesIntoMemory(int entries, int length) throws Exception {
    ByteBuffer file = ByteBuffer.allocate(4 + 22).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x04034b50).putInt(0x06054b50).putInt(0);
    file.putShort((short) entries).putShort((short) entries).putInt(length);

    assertThat(refusal(Files.write(folder.resolve("long.zip"), file.array())))
        .isEqualTo("ZIP_BOMB");
  }

  @Test
  void shouldRefuseWhatIsTooLargeInAll() throws Exception {
    byte[] noise = new byte[MIB];
    new Random(1).nextBytes(noise);
    Path zip =
        ZipFiles.writeBytes(
            folder.resolve("large.zip"), Map.of("a.csv", noise, "b.csv", noise, "c.csv", noise));

    assertThat(refusal(zip, new ZipLimits(10, MIB, 2 * MIB, 250, MIB))).isEqualTo("ZIP_BOMB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../users.csv",
        "a/../../users.csv",
        "/etc/users.csv",
        "..\\users.csv",
        "C:\\users.csv",
        "us\u0000ers.csv"
      })
  void shouldRefuseNamesThatLeadOutOfIt(String name) throws Exception {
    assertThat(refusal(zip(name, "id\n1\n"))).isEqualTo("ZIP_BAD_NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OneRoster.zip", "in/users.csv.gz", "x.TAR"})
  void shouldRefuseArchivesInIt(String name) throws Exception {
    assertThat(refusal(zip(name, "x"))).isEqualTo("ZIP_NESTED");
  }

  @Test
  void shouldSayThatSomethingElseIsNoArchive() throws Exception {
    Path file = Files.writeString(folder.resolve("x.zip"), "id,name\n");
    assertThat(BoundedZip.open(file, "x", ZipLimits.STANDARD)).isEmpty();
    Files.writeString(file, "%PDF-1.4");
    assertThat(refusal(file)).isEqualTo("FILE_IS_REPORT");
    Files.writeString(file, "");
    assertThat(BoundedZip.open(file, "x", ZipLimits.STANDARD)).isEmpty();
  }
}
