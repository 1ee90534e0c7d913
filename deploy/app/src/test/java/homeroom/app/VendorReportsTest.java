package homeroom.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import homeroom.schema.BatchCause;
import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import homeroom.schema.EntityReport;
import homeroom.testkit.files.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What becomes of files that assessment vendors made, by the contract that is drafted from each,
 * written down, so that a change is seen in review.
 */
final class VendorReportsTest {

  /** A vendor's file, and the columns that together name a row of it. */
  enum Export {
    ACCUPLACER("ACCUPLACER/data/sample_anonymized_file.csv", "Student ID", "Test End"),
    ASVAB("ASVAB/data/sample_anonymized_file.csv", "student_unique_id"),
    BASC3("BASC3_BESS/data/sample_anonymized_file.csv", "Student Number"),
    MAP_GROWTH("MAP_Growth/data/sample_anonymized_file.csv", "StudentID", "Subject"),
    STAR_STANDARDS(
        "STAR/data/SR_Dashboard_Standards_v2_sample_anonymized_file.csv",
        "AssessmentID",
        "StandardName"),
    STAR_SKILLS(
        "STAR/data/SR_SkillArea_v1_sample_anonymized_file.csv", "AssessmentID", "SkillAreaName"),
    STAR("STAR/data/SR_sample_anonymized_file.csv", "AssessmentID"),
    IREADY_ELA("i-Ready/data/sample_anonymized_file_ela.csv", "Student ID", "Completion Date"),
    IREADY_MATH("i-Ready/data/sample_anonymized_file_math.csv", "Student ID", "Completion Date");

    private final String file;
    private final List<String> key;

    Export(String file, String... key) {
      this.file = file;
      this.key = List.of(key);
    }

    private String system() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String configuration() {
      return """
      system: %1$s
      source:
        adapter: csv
        from: { path: "${data}/%1$s", settle: 0s }
        coverage: complete
        contracts: contracts/%1$s.yaml
        records:
          result:
            of: rows
            key: [%2$s]
            fields: { by: { from: "%3$s" } }
      """
          .formatted(
              system(),
              String.join(", ", key.stream().map("{ from: \"%s\" }"::formatted).toList()),
              key.getFirst());
    }
  }

  @TempDir private static Path data;
  private static StartedHub hub;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> files = new HashMap<>();
    files.put("hub.yaml", "tenant: cedar-vendors\ntitle: Vendors\nhttp: { port: 0 }\n");
    StringBuilder systems = new StringBuilder();
    for (Export export : Export.values()) {
      String text = Files.readString(SharedData.require("assessments/" + export.file));
      // One of them ends inside a row, and no contract is drafted of a file that was cut short.
      Path file = Files.writeString(data.resolve(export.system() + ".csv"), text + "\n");
      files.put("systems/" + export.system() + ".yaml", export.configuration());
      files.put(
          "contracts/" + export.system() + ".yaml",
          Typed.run(List.of("contract", "infer", file.toString())).well());
      systems.append(systems.isEmpty() ? "" : ", ").append(export.system());
      Files.createDirectories(data.resolve(export.system()));
    }
    files.put(
        "entities/result.yaml",
        """
        entity: result
        key: number
        authority: [%s]
        fields: { by: string }
        """
            .formatted(systems));
    hub = StartedHub.of(files, data);
  }

  @AfterAll
  static void stop() {
    if (hub != null) {
      hub.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Export.class)
  void shouldBecomeWhatItBecame(Export export) throws Exception {
    String text = Files.readString(SharedData.require("assessments/" + export.file));

    // With a line end more it is another file, with the same rows.
    String report =
        "as it came\n"
            + report(export, "1.csv", text)
            + "once more, with a line end\n"
            + report(export, "2.csv", text + "\n");

    assertThat(report).isEqualTo(written(export.system()));
  }

  private static String report(Export export, String name, String text) throws IOException {
    Path drop = data.resolve(export.system());
    Path file = Files.writeString(Files.createDirectories(drop).resolve(name), text);
    try {
      return report(hub.hub().source(export.system()).orElseThrow().ingest().poll().orElseThrow());
    } catch (AdapterFailure refused) {
      // What comes behind it would wait.
      Files.delete(file);
      return "  refused " + refused.failure().code() + "\n";
    }
  }

  /** Counts and codes; no cell is in it. */
  private static String report(BatchReport report) {
    StringBuilder text = new StringBuilder("  " + report.getStatus() + "\n");
    for (CollectionReport rows : report.getCollections()) {
      text.append("  %d rows, %d skipped\n".formatted(rows.getRows(), rows.getSkipped()));
    }
    for (EntityReport records : report.getEntities()) {
      text.append(
          "  %d new, %d changed, %d unchanged, %d gone, %d rejected\n"
              .formatted(
                  records.getCreated(),
                  records.getChanged(),
                  records.getUnchanged(),
                  records.getDeleted(),
                  records.getRejected()));
    }
    for (BatchCause cause : report.getCauses()) {
      String column = cause.getField() == null ? "" : " in " + cause.getField();
      text.append(
          "  %s %s %d%s\n"
              .formatted(cause.getOutcome(), cause.getCode(), cause.getNumber(), column));
    }
    return text.toString();
  }

  private static String written(String name) throws IOException {
    try (InputStream in =
        VendorReportsTest.class.getResourceAsStream("vendor-reports/" + name + ".txt")) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
