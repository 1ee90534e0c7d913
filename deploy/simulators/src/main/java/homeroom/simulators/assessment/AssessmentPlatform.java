package homeroom.simulators.assessment;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An assessment platform. It reads files of changed students in the order of their names when it is
 * asked to, each once, and answers each with a file that says of every row what became of it. Its
 * tests are for grades 1 to 12. Not thread-safe.
 */
public final class AssessmentPlatform {

  private static final Set<String> GRADES =
      Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");

  private final Path files;
  private final Path answers;
  private final Set<String> read = new HashSet<>();
  private final Map<String, Map<String, String>> students = new TreeMap<>();
  private final Set<String> rejected = new TreeSet<>();

  /**
   * @param files where files are put for it
   * @param answers where it puts its answers
   */
  public AssessmentPlatform(Path files, Path answers) {
    this.files = files;
    this.answers = answers;
  }

  /** Reads what lies there and was not read; returns how many files that were. */
  public int read() throws IOException {
    List<Path> unread;
    try (Stream<Path> all = Files.list(files)) {
      unread = all.filter(this::isUnread).sorted().toList();
    }
    for (Path file : unread) {
      read(file);
    }
    return unread.size();
  }

  /** The students that it has, by the id that the district gave them. */
  public Map<String, Map<String, String>> students() {
    return Map.copyOf(students);
  }

  /** Whom it did not take when it last heard of them. */
  public Set<String> rejected() {
    return Set.copyOf(rejected);
  }

  private boolean isUnread(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".csv") && !name.startsWith(".") && !read.contains(name);
  }

  private void read(Path file) throws IOException {
    String name = file.getFileName().toString();
    List<List<String>> answer = new ArrayList<>();
    answer.add(List.of("student_id", "result", "code", "message"));
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : rows) {
        answer.add(take(row.getFieldsAsMap()));
      }
    }
    put(name.replace(".csv", "-result.csv"), answer);
    read.add(name);
  }

  private List<String> take(Map<String, String> row) {
    String id = row.get("student_id");
    students.remove(id);
    rejected.remove(id);
    if (row.get("status").equals("inactive")) {
      return List.of(id, "accepted", "", "");
    }
    Optional<List<String>> refusal = refusal(id, row);
    if (refusal.isPresent()) {
      rejected.add(id);
      return refusal.get();
    }
    students.put(id, Map.copyOf(row));
    return List.of(id, "accepted", "", "");
  }

  private static Optional<List<String>> refusal(String id, Map<String, String> row) {
    return GRADES.contains(row.get("grade"))
        ? Optional.empty()
        : Optional.of(
            List.of(
                id,
                "rejected",
                "GRADE_NOT_TESTED",
                "There is no assessment for the student's grade"));
  }

  private void put(String name, List<List<String>> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(text)) {
      rows.forEach(csv::writeRecord);
    }
    Path part = answers.resolve("." + name + ".part");
    Files.writeString(part, text.toString());
    Files.move(part, answers.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
