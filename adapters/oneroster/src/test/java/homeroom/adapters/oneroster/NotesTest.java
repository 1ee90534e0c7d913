package homeroom.adapters.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.adapters.oneroster.Notes.Note;
import homeroom.api.UnreadRow;
import homeroom.testkit.files.ZipFiles;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotesTest {

  @TempDir Path folder;

  @Test
  void shouldCountWhatWasForgiven() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    Samples.sound().forEach((name, text) -> files.put("Export/" + name, text));
    files.put("Export/Users.csv", files.remove("Export/users.csv").replace("true", "TRUE"));
    files.computeIfPresent(
        "Export/orgs.csv", (_, text) -> text.replace("dateLastModified", "datLastModified"));
    files.computeIfPresent(
        "Export/enrollments.csv", (_, text) -> text.replace("2026-08-15", "2026-08-15 00:00:00"));
    files.put("Export/classes.csv", "sourcedId,title\n");
    assertThat(notesOf(files))
        .isEqualTo(
            Map.of(
                Note.IN_A_FOLDER, 1L,
                Note.OTHER_FILE_NAME, 1L,
                Note.OTHER_COLUMN_NAME, 1L,
                Note.OTHER_CASE, 2L,
                Note.OTHER_DATE_FORMAT, 1L));
  }

  @Test
  void shouldForgiveNothingInASoundPackage() throws Exception {
    assertThat(notesOf(Samples.sound())).isEmpty();
  }

  @Test
  void shouldSayOnceThatItIsDone() throws Exception {
    AtomicInteger ends = new AtomicInteger();
    Notes notes = new Notes();
    Path zip = ZipFiles.write(folder.resolve("p.zip"), Samples.sound());
    try (Stream<UnreadRow> rows =
        RowStream.of(zip, sheets(zip, notes), notes, ends::incrementAndGet)) {
      Iterator<UnreadRow> iterator = rows.iterator();
      iterator.next();
      assertThat(ends).hasValue(0);
    }
    assertThat(ends).hasValue(1);
  }

  private Map<Note, Long> notesOf(Map<String, String> files) throws Exception {
    Notes notes = new Notes();
    Path zip = ZipFiles.write(folder.resolve("p.zip"), files);
    try (Stream<UnreadRow> rows = RowStream.of(zip, sheets(zip, notes), notes, () -> {})) {
      assertThat(rows.map(UnreadRow::read)).isNotEmpty();
    }
    return notes.counts();
  }

  private static List<Sheet> sheets(Path zip, Notes notes) throws Exception {
    try (RosterZip open = RosterZip.open(zip, notes)) {
      return new PackageCheck(open, Version.V1_1, notes).sheets(Samples.USED);
    }
  }
}
