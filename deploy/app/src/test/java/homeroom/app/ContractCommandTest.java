package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterContext;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.config.ConfigurationFiles;
import homeroom.config.ConfigurationLoader;
import homeroom.config.LoadResult;
import homeroom.config.SecretSource;
import homeroom.config.SourceSetup;
import homeroom.config.Surroundings;
import homeroom.config.yaml.Problem;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.files.SharedData;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractCommandTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACCUPLACER/data/sample_anonymized_file.csv",
        "ASVAB/data/sample_anonymized_file.csv",
        "BASC3_BESS/data/sample_anonymized_file.csv",
        "STAR/data/SR_Dashboard_Standards_v2_sample_anonymized_file.csv",
        "STAR/data/SR_SkillArea_v1_sample_anonymized_file.csv",
        "STAR/data/SR_sample_anonymized_file.csv",
        "i-Ready/data/sample_anonymized_file_ela.csv",
        "i-Ready/data/sample_anonymized_file_math.csv"
      })
  void shouldDraftAContractThatTheFileKeeps(String name) throws Exception {
    Path file = SharedData.require("assessments/" + name);

    assertThat(read(infer(file), file)).hasSize(5).allMatch(SourceItem.Row.class::isInstance);
  }

  /** Its last row lacks a cell and the line end, so that the file as it is looks cut short. */
  @Test
  void shouldSayHowManyRowsWouldBeRejected() throws Exception {
    Path shared = SharedData.require("assessments/MAP_Growth/data/sample_anonymized_file.csv");
    Path file = file("map.csv", Files.readString(shared) + "\n");
    String draft = infer(file);

    assertThat(draft).contains("# 1 of them have another number of cells");
    assertThat(read(draft, file)).filteredOn(SourceItem.Rejected.class::isInstance).hasSize(1);
  }

  @Test
  void shouldNameTypesAndFormsAndCodes() throws Exception {
    String rows =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    "%d;00%d;%d,5;1/%d/2026;2/%d/2026 8:0%d;%s;%s;Lee;%s"
                        .formatted(
                            i,
                            i,
                            i,
                            1 + i,
                            1 + i % 12,
                            i % 10,
                            i % 2 == 0 ? "Y" : "N",
                            i % 3 == 0 ? "ELA" : "MATH",
                            i % 2 == 0 ? "" : "x"))
            .collect(Collectors.joining("\n"));
    Path file =
        file(
            "Fall 2026.csv", "N;Student ID;Score;Born;Begun;IEP;Subject;Name;Note\n" + rows + "\n");

    assertThat(infer(file, "--system", "vendor"))
        .contains("contract: vendor-fall-2026\n", "delimiter: \";\"\n", "charset: UTF-8\n")
        .contains("  \"N\": { type: integer, required: true }\n".replace("\"N\"", "N"))
        .contains("  Student ID: { type: string, required: true }\n")
        .contains("  Born: { type: date, format: M/d/yyyy, required: true }\n")
        .contains("  IEP: { type: boolean, true: [Y], false: [N], required: true }\n")
        .contains("  Subject: { type: string, required: true, allowed: [ELA, MATH] }\n")
        .contains("  Name: { type: string, required: true }\n")
        .contains("  Note: { type: string }\n")
        .contains("# rows: { at-least: 15, at-most: 60 }    # this file has 30\n")
        .doesNotContain("Lee");
  }

  @Test
  void shouldWriteNoValuesThatMayBePeople() throws Exception {
    String rows = "JONES,DIAZ,A1-22,MATH\nLEE,BO,B2-33,ELA\n".repeat(6);
    Path file = file("few.csv", "Advisor,Last,SSN,Subject\n" + rows);

    assertThat(infer(file))
        .contains("  Subject: { type: string, required: true, allowed: [ELA, MATH] }\n")
        .contains("  Advisor: { type: string, required: true }    # 2 values; --show-values")
        .doesNotContain("JONES", "LEE", "DIAZ", "BO", "A1-22", "B2-33");
    assertThat(infer(file, "--show-values")).contains("allowed: [JONES, LEE]");
  }

  @Test
  void shouldBelieveWhoSaysThatTheFirstLineNamesTheColumns() throws Exception {
    Path file = file("odd.csv", "Alpha,Beta\nx,y\nz,w\n");

    assertThat(infer(file, "--header")).contains("  Alpha: ", "  Beta: ");
  }

  @Test
  void shouldLeaveOpenWhichNumberIsTheMonth() throws Exception {
    Path file = file("days.csv", "Id,Day\n1,3/4/2026\n2,12/11/2026\n");

    assertThat(infer(file))
        .contains(
            "  Day: { type: string, required: true }    # a date in more than one way: write type:"
                + " date and format: M/d/yyyy or format: d/M/yyyy\n");
  }

  @Test
  void shouldGuessHowAFileIsWritten() throws Exception {
    byte[] text = "Name\tTown\nÉva\tA\nZoë\tB\n".getBytes(Charset.forName("windows-1252"));
    Path windows = Files.write(folder.resolve("windows.csv"), text);
    Path wide =
        Files.write(
            folder.resolve("wide.csv"), "Name|Town\nÉva|A\n".getBytes(StandardCharsets.UTF_16));

    assertThat(infer(windows)).contains("delimiter: tab\n", "charset: windows-1252\n");
    assertThat(infer(wide)).contains("delimiter: \"|\"\n", "charset: UTF-16\n");
    assertThat(read(infer(windows), windows)).allMatch(SourceItem.Row.class::isInstance);
  }

  @Test
  void shouldWriteNamesSoThatYamlReadsThem() throws Exception {
    Path file =
        file("odd.csv", "\"a: b, c\",true,# x,\"q \"\"z\"\"\",- y,[k],{v},%w\n,,,,,,,\nu,,,,,,,\n");

    assertThat(read(infer(file), file)).hasSize(2).allMatch(SourceItem.Row.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ana,Lee,4711,410\nBen,Low,4712,420\n",
        "Ana,Lee,9/1/2026\nBen,Low,9/2/2026\n",
        "0001Ana20260301\n0002Ben20260302\n",
        "Lee   Ana\nLow   Ben\n",
        "Ana,a@b.example\nBen,c@b.example\n",
        "Ana,Math,ELA,North\nBen,Math,ELA,North\n",
        "Ana,Lee,Lincoln\nBen,Low,Grant\nCy,Lopez,Adams\n"
      })
  void shouldShowNothingOfAFileWithoutAHeader(String text) throws Exception {
    Typed typed = Typed.run(List.of("contract", "infer", file("x.csv", text).toString()));

    assertThat(typed.status()).isOne();
    assertThat(typed.err()).startsWith("CONTRACT_NO_HEADER: ");
    assertThat(typed.out() + typed.err()).doesNotContain("Ana", "Lee", "4711", "Ben");
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws Exception {
    assertThat(Typed.run(List.of("contract", "infer", folder.resolve("none.csv").toString())))
        .returns(1, Typed::status)
        .satisfies(typed -> assertThat(typed.err()).startsWith("CONTRACT_NO_FILE: "));
    assertThat(Typed.run(List.of("contract", "infer", file("empty.csv", "").toString())).err())
        .startsWith("CSV_NO_HEADER: ");
    assertThat(
            Typed.run(List.of("contract", "infer", "--delimiter", "::", folder.toString())).err())
        .contains("write one character, or tab");
  }

  private static String infer(Path file, String... more) {
    return Typed.run(
            Stream.concat(Stream.of("contract", "infer", file.toString()), Stream.of(more))
                .toList())
        .well();
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  /** What a source with this contract, as it was printed, makes of a file. */
  private List<SourceItem> read(String contract, Path file) throws Exception {
    SourceSetup setup = setup(contract, file);
    AdapterContext context =
        new AdapterContext(
            setup.system(),
            InstantSource.system(),
            new FolderRawStore(folder.resolve("raw")),
            setup.collections());
    try (Batch batch =
        ((SourceAdapter) setup.adapter().source(setup.settings(), context)).poll(Cursor.START)) {
      assertThat(batch.formats()).containsOnlyKeys("rows");
      return batch.items().toList();
    }
  }

  private SourceSetup setup(String contract, Path file) throws Exception {
    Map<String, byte[]> files =
        new HashMap<>(ConfigurationFiles.read(CedarCounty.folder()).files());
    files.put("contracts/drafted.yaml", contract.getBytes(StandardCharsets.UTF_8));
    files.put(
        "systems/vendor.yaml",
        """
        system: vendor
        source:
          adapter: csv
          from: { path: "%s", settle: 0s }
          contracts: contracts/drafted.yaml
          records: { student: { of: rows, key: { value: x }, fields: {} } }
        """
            .formatted(file)
            .getBytes(StandardCharsets.UTF_8));
    LoadResult loaded =
        ConfigurationLoader.load(
            ConfigurationFiles.of(files),
            Hub.adapters(),
            new Surroundings(
                folder, Map.of(), SecretSource.of(folder.resolve("secrets"), Map.of())));
    assertThat(loaded.problems())
        .filteredOn(problem -> problem.severity() == Problem.Severity.ERROR)
        .isEmpty();
    return ((LoadResult.Usable) loaded)
        .configuration().sources().stream()
            .filter(source -> source.system().equals("vendor"))
            .findFirst()
            .orElseThrow();
  }
}
