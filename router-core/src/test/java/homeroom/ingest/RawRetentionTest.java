package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RawStore.Kept;
import homeroom.schema.BatchReport;
import homeroom.schema.BatchStatus;
import homeroom.schema.ReleasedSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawRetentionTest {

  private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

  @TempDir private Path folder;

  private Kept kept(String content, int daysAgo) throws IOException {
    Kept kept =
        new FileRawStore(folder)
            .keep(content, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    Files.setLastModifiedTime(kept.file(), FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
    return kept;
  }

  private static BatchReport report(Kept file, BatchStatus status, int daysAgo) {
    ReleasedSchemas.trust();
    BatchTally tally = new BatchTally();
    tally.complete("users.csv", true);
    return BatchReport.newBuilder()
        .setBatchId(file.id())
        .setSystem("sis")
        .setOrigin("export.zip")
        .setStatus(status)
        .setStartedAt(-daysAgo)
        .setCollections(tally.reports())
        .build();
  }

  private int tidy(BatchReport... reports) throws IOException {
    return tidy(null, reports);
  }

  private int tidy(@Nullable String open, BatchReport... reports) throws IOException {
    RawRetention retention =
        new RawRetention(new FileRawStore(folder), Duration.ofDays(50), InstantSource.fixed(NOW));
    return retention.tidy(List.of(reports), open);
  }

  @Test
  void shouldRemoveWhatIsOldAndReplaced() throws IOException {
    Kept old = kept("old", 90);
    Kept later = kept("later", 60);
    Kept young = kept("young", 40);

    assertThat(
            tidy(
                report(old, BatchStatus.ACCEPTED, 90),
                report(young, BatchStatus.FAILED, 40),
                report(later, BatchStatus.ACCEPTED, 60)))
        .isEqualTo(1);
    assertThat(old.file()).doesNotExist();
    assertThat(later.file()).as("what was accepted last").exists();
    assertThat(young.file()).exists();
  }

  @Test
  void shouldLeaveWhatSomebodyWaitsFor() throws IOException {
    Kept held = kept("held", 90);
    Kept begun = kept("begun", 80);
    Kept dropped = kept("dropped", 70);
    Files.writeString(folder.resolve("note.txt"), "no kept file");

    assertThat(
            tidy(
                begun.id(),
                report(held, BatchStatus.HELD, 90),
                report(begun, BatchStatus.STARTED, 80),
                report(dropped, BatchStatus.DROPPED, 70)))
        .isEqualTo(1);
    assertThat(held.file()).exists();
    assertThat(begun.file()).exists();
    assertThat(folder.resolve("note.txt")).exists();
  }

  @Test
  void shouldRemoveWhatWaitsBehindALaterExport() throws IOException {
    Kept held = kept("held", 90);
    Kept later = kept("later", 80);

    assertThat(tidy(report(held, BatchStatus.HELD, 90), report(later, BatchStatus.HELD, 80)))
        .isEqualTo(1);
    assertThat(held.file()).doesNotExist();
    assertThat(later.file()).exists();
  }

  @Test
  void shouldKeepAnewWhatComesAgain() throws IOException {
    Kept again = kept("same", 90);
    new FileRawStore(folder)
        .keep("same", out -> out.write("same".getBytes(StandardCharsets.UTF_8)));

    assertThat(tidy()).isZero();
    assertThat(again.file()).exists();
  }
}
