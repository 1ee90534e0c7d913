package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  private final AtomicLong safe = new AtomicLong(System.nanoTime());

  @TempDir Path data;

  private Path folder() {
    return data.resolve("spool").resolve("lms");
  }

  private static List<Spool.Event> events(Instant at, String... names) {
    return Stream.of(names)
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .map(name -> new Spool.Event(name, name, at))
        .toList();
  }

  private List<String> left() {
    return new Spool(folder(), safe::get)
        .left().stream().map(event -> new String(event.value(), StandardCharsets.UTF_8)).toList();
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void shouldGiveBackWhatAHubLeftInTheOrderInWhichItCame() {
    Spool spool = new Spool(folder(), safe::get);
    spool.keep(events(NOW, "a", "b"), NOW);
    spool.keep(events(NOW.plusSeconds(1), "c"), NOW.plusSeconds(1));
    spool.keep(events(NOW.plusSeconds(8), "d"), NOW.plusSeconds(8));

    assertThat(files()).hasSize(2);
    assertThat(left()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void shouldLeaveOutWhatWasNotWrittenToItsEnd() throws IOException {
    Spool spool = new Spool(folder(), safe::get);
    spool.keep(events(NOW, "a"), NOW);
    spool.keep(events(NOW, "b"), NOW);
    byte[] whole = Files.readAllBytes(files().getFirst());

    for (int cut = 1; cut < whole.length / 2; cut++) {
      Files.write(files().getFirst(), Arrays.copyOf(whole, whole.length - cut));
      assertThat(left()).containsExactly("a");
    }
    whole[whole.length - 1]++;
    Files.write(files().getFirst(), whole);
    assertThat(left()).containsExactly("a");
  }

  /** A disk that fills up may take a part of what it is given, and throws nothing. */
  @Test
  void shouldWriteAllOfAFrameToADiskThatTakesALittleAtATime() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    WritableByteChannel disk =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) {
            int some = Math.min(3, from.remaining());
            for (int i = 0; i < some; i++) {
              written.write(from.get());
            }
            return some;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    SpoolFile.write(disk, events(NOW, "a", "b"));
    Path file = Files.write(data.resolve("one.spool"), written.toByteArray());

    assertThat(SpoolFile.read(file).events()).hasSize(2);
  }

  @Test
  void shouldTakeWhatIsWholeBehindABadFrameAndKeepTheFileAside() throws IOException {
    Spool spool = new Spool(folder(), safe::get);
    spool.keep(events(NOW, "a"), NOW);
    int first = (int) Files.size(files().getFirst());
    spool.keep(events(NOW, "b"), NOW);
    spool.keep(events(NOW, "c"), NOW);
    byte[] whole = Files.readAllBytes(files().getFirst());
    for (int bad = first; bad < 2 * first; bad++) {
      byte[] damaged = whole.clone();
      damaged[bad]++;
      Files.write(files().getFirst(), damaged);
      assertThat(left()).containsExactly("a", "c");
    }
    byte[] torn = new byte[whole.length - 5];
    System.arraycopy(whole, 0, torn, 0, first + 7);
    System.arraycopy(whole, 2 * first, torn, first + 7, first);
    Files.write(files().getFirst(), torn);
    Spool next = new Spool(folder(), safe::get);
    assertThat(next.left()).hasSize(2);

    next.removeLeft();
    assertThat(files()).singleElement().asString().endsWith(".spool.damaged");
    assertThat(files().getFirst()).hasBinaryContent(torn);
    assertThat(left()).isEmpty();
  }

  @Test
  void shouldRemoveAFileOfWhichOnlyTheEndWasCutOff() throws IOException {
    Spool spool = new Spool(folder(), safe::get);
    spool.keep(events(NOW, "a"), NOW);
    int first = (int) Files.size(files().getFirst());
    spool.keep(events(NOW, "b"), NOW);
    byte[] whole = Files.readAllBytes(files().getFirst());
    // Mostly the end of a file is missing; it can be there and empty, too.
    for (byte[] cut :
        List.of(
            Arrays.copyOf(whole, first + 20),
            Arrays.copyOf(Arrays.copyOf(whole, first), first + 100))) {
      Path file = Files.write(folder().resolve("1.spool"), cut);
      files().stream().filter(it -> !it.equals(file)).forEach(SpoolTest::delete);
      Spool next = new Spool(folder(), safe::get);
      assertThat(next.left()).hasSize(1);
      next.removeLeft();
      assertThat(files()).isEmpty();
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }

  @Test
  void shouldKeepWhatIsNotSafeHoweverOldItIs() {
    Spool spool = new Spool(folder(), safe::get);
    for (int second = 0; second < 100; second++) {
      Instant now = NOW.plusSeconds(second);
      spool.keep(events(now, "event " + second), now);
      spool.tidy();
    }
    assertThat(left()).hasSize(100).startsWith("event 0").endsWith("event 99");

    safe.set(System.nanoTime());
    spool.keep(events(NOW.plusSeconds(200), "later"), NOW.plusSeconds(200));
    spool.tidy();
    assertThat(left()).containsExactly("later");

    safe.set(System.nanoTime());
    spool.tidy();
    assertThat(files()).isEmpty();
    spool.keep(events(NOW.plusSeconds(300), "last"), NOW.plusSeconds(300));
    assertThat(left()).containsExactly("last");
  }

  @Test
  void shouldLeaveAloneWhatIsNotTakenInYet() {
    new Spool(folder(), safe::get).keep(events(NOW, "a"), NOW);
    Spool next = new Spool(folder(), safe::get);
    safe.set(System.nanoTime());
    next.tidy();
    assertThat(next.left()).hasSize(1);

    next.removeLeft();
    assertThat(files()).isEmpty();
  }

  @Test
  void shouldLetNobodyElseReadIt() throws IOException {
    new Spool(folder(), safe::get).keep(events(NOW, "a"), NOW);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
        .isEqualTo("rw-------");
  }
}
