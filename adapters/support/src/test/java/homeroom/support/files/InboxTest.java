package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a folder here holds of one on a server. */
class InboxTest {

  private final FakeWaiting waiting = new FakeWaiting();

  @TempDir Path temporary;

  private Path folder() throws IOException {
    return Files.createDirectories(temporary.resolve("in"));
  }

  private Inbox inbox() throws IOException {
    return Inboxes.inbox(new FolderPlace(folder()), temporary.resolve("raw"), waiting);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder().resolve(name), text);
  }

  @Test
  void shouldReadFilesThatWereTheSameAtTwoLooks() throws Exception {
    write("b.csv", "b");
    write("a.csv", "a");

    assertThat(Inboxes.read(inbox())).isEqualTo(Map.of("a.csv", "a", "b.csv", "b"));
    assertThat(waiting.pauses()).isEqualTo(1);
  }

  @Test
  void shouldWaitOnceForFilesThatStayTheSame() throws Exception {
    write("a.csv", "a");
    Inbox inbox = inbox();
    Inboxes.read(inbox);

    assertThat(Inboxes.read(inbox)).hasSize(1);
    assertThat(waiting.pauses()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAFileThatGrows() throws Exception {
    Path file = write("a.csv", "id\n1\n");
    waiting.onPause(() -> Files.writeString(file, "2\n", StandardOpenOption.APPEND));

    Failure failure = Inboxes.failure(inbox());

    assertThat(failure.code()).isEqualTo("FILE_STILL_WRITTEN");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
  }

  @Test
  void shouldTakeItAtTheLookAfterItStoppedGrowing() throws Exception {
    Path file = write("a.csv", "id\n1\n");
    Inbox inbox = inbox();
    waiting.onPause(() -> Files.writeString(file, "2\n", StandardOpenOption.APPEND));
    Inboxes.failure(inbox);
    waiting.onPause(() -> {});
    waiting.pass(Duration.ofSeconds(4));

    assertThat(Inboxes.read(inbox)).isEqualTo(Map.of("a.csv", "id\n1\n2\n"));
  }

  /** Some programs make the file as large as it will be, and then fill it. */
  @Test
  void shouldTellAFileThatIsFilledByItsTime() throws Exception {
    Path file = write("a.csv", "id\n1\n");
    waiting.onPause(
        () -> Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3))));

    assertThat(Inboxes.failure(inbox()).code()).isEqualTo("FILE_STILL_WRITTEN");
  }

  /** However old a file looks, its place's clock may be wrong. */
  @Test
  void shouldNotBelieveTheTimeOfAFile() throws Exception {
    Path file = write("a.csv", "id\n1\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

    Inboxes.read(inbox());

    assertThat(waiting.pauses()).isEqualTo(1);
  }

  @Test
  void shouldNotSeeWhatIsHiddenOrOnItsWay() throws Exception {
    for (String name :
        List.of("a.csv.tmp", "b.csv.part", "c.csv.filepart", ".d.csv", "e.txt", "f.csv~")) {
      write(name, "x");
    }
    Path file = write("g.csv.part", "g");
    waiting.onPause(() -> {});
    Inbox inbox = inbox();
    assertThat(Inboxes.read(inbox)).isEmpty();
    assertThat(waiting.pauses()).isZero();

    Files.move(file, folder().resolve("g.csv"));

    assertThat(Inboxes.read(inbox)).isEqualTo(Map.of("g.csv", "g"));
  }

  @Test
  void shouldRefuseAFileThatIsTooLarge() throws Exception {
    write("a.csv", "x".repeat((int) Inboxes.AT_MOST + 1));

    Failure failure = Inboxes.failure(inbox());

    assertThat(failure.code()).isEqualTo("FILE_TOO_LARGE");
    assertThat(failure.message()).isEqualTo("Getting a.csv: it is larger than 4 MiB.");
  }

  @Test
  void shouldEndTheWaitWhenTheHubEnds() throws Exception {
    write("a.csv", "a");
    Inbox inbox = Inboxes.inbox(new FolderPlace(folder()), temporary.resolve("raw"), Waiting.REAL);
    Thread.currentThread().interrupt();

    assertThat(Inboxes.failure(inbox).code()).isEqualTo("FILE_LOOK_ENDED");
    assertThat(Thread.interrupted()).isTrue();
  }

  /** As a program of another system writes it, in ISO 8859-1. */
  @Test
  @DisabledOnOs(
      value = {OS.WINDOWS, OS.MAC},
      disabledReason = "they allow no such names")
  void shouldReadAFileWhoseNameIsInAnotherEncoding() throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'caf\\351.csv')\"")
            .directory(folder().toFile())
            .start();
    assertThat(shell.waitFor()).isZero();

    assertThat(Inboxes.read(inbox())).containsValue("x").hasSize(1);
  }
}
