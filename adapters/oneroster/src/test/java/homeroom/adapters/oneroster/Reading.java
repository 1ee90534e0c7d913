package homeroom.adapters.oneroster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import homeroom.api.AdapterFailure;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import homeroom.api.UnusableBatch;
import homeroom.support.files.FileNames;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was read, noted and rejected of a package, in counts and codes; no cell is in it. */
final class Reading {

  private final Notes notes = new Notes();
  private final List<Sheet> sheets;
  private final List<SourceItem> items;

  private Reading(Path zip, Version version, Set<String> collections)
      throws IOException, AdapterFailure {
    try (RosterZip open = RosterZip.open(zip, notes)) {
      sheets = new PackageCheck(open, version, notes).sheets(collections);
    }
    try (Stream<UnreadRow> rows = RowStream.of(zip, sheets, notes, () -> {})) {
      items = rows.map(UnreadRow::read).toList();
    } catch (UnusableBatch unusable) {
      throw unusable.failure();
    }
  }

  /** Of a ZIP archive, or of a folder, which is put into an archive first. */
  static String report(Path path, Version version, Set<String> collections, Path temporary)
      throws IOException {
    try {
      return new Reading(zipped(path, temporary), version, collections).report();
    } catch (AdapterFailure e) {
      return "refused " + e.failure().code() + "\n" + e.failure().message() + "\n";
    }
  }

  /** The same as values. */
  static Reading of(Path zip, Version version, Set<String> collections)
      throws IOException, AdapterFailure {
    return new Reading(zip, version, collections);
  }

  List<SourceItem.Row> rows() {
    return Samples.rows(items);
  }

  List<SourceItem.Rejected> rejected() {
    return Samples.rejected(items);
  }

  Map<Notes.Note, Long> notes() {
    return notes.counts();
  }

  List<Sheet> sheets() {
    return sheets;
  }

  private String report() {
    List<String> lines = new ArrayList<>();
    lines.add("read");
    sheets.forEach(sheet -> lines.add("  " + read(sheet)));
    lines.add("noted");
    new TreeMap<>(notes.counts()).forEach((note, count) -> lines.add("  " + note + " " + count));
    lines.add("rejected");
    count(rejected().stream().map(Reading::fault)).forEach((fault, n) -> lines.add(fault + n));
    return String.join("\n", lines) + "\n";
  }

  private String read(Sheet sheet) {
    Map<Operation, Long> counts =
        rows().stream()
            .filter(row -> row.collection().equals(sheet.table().file()))
            .collect(groupingBy(SourceItem.Row::operation, TreeMap::new, counting()));
    return sheet.table().file() + " " + sheet.mode() + " " + counts;
  }

  private static String fault(SourceItem.Rejected row) {
    return "  " + row.collection() + " " + row.column() + " " + row.failure().code() + " ";
  }

  private static Map<String, Long> count(Stream<String> texts) {
    return texts.collect(Collectors.groupingBy(text -> text, TreeMap::new, counting()));
  }

  private static Path zipped(Path path, Path temporary) throws IOException {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(path)) {
      for (Path file : found.filter(it -> FileNames.isCsv(it.toString())).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return ZipFiles.writeBytes(temporary.resolve("folder.zip"), files);
  }
}
