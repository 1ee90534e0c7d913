package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.SourceItem;
import homeroom.api.contract.FileContract;
import homeroom.support.content.Foreign;
import homeroom.support.content.Recognition;
import homeroom.support.contract.Header;
import homeroom.support.contract.RowCheck;
import homeroom.support.contract.Survey;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A file that was read to its last byte and can be used as a whole. */
final class CheckedFile {

  private final Path file;
  private final Structure structure;
  private final RowReader reader;

  private CheckedFile(Path file, Structure structure, RowReader reader) {
    this.file = file;
    this.structure = structure;
    this.reader = reader;
  }

  /**
   * Reads the file to its last byte before any row of it is used.
   *
   * @param name for messages
   * @throws AdapterFailure if it cannot be used as a whole
   */
  static CheckedFile of(String name, Path file, Layout layout) throws IOException, AdapterFailure {
    refuseForeign(name, file);
    try {
      Structure structure = Structures.of(name, file, layout);
      Header found = structure.header(file);
      List<String> header = found.names();
      Optional<Survey> survey = structure.contract().map(it -> new Survey(it, header));
      LineLengths lengths = new LineLengths();
      CsvSummary summary = CsvSummary.of(structure.open(file), surveyor(survey).andThen(lengths));
      if (structure.contract().isPresent()) {
        FileContract contract = structure.contract().get();
        requireRows(name, summary.rows(), contract);
        if (structure.isFixedWidth()) {
          Structures.requireWidth(name, file, layout, contract, lengths.counted(contract.width()));
        }
      }
      requireColumns(name, new Header(structure.names(header), found.sure()), layout);
      Optional<RowCheck> check = survey.map(Survey::check);
      return new CheckedFile(
          file, structure, new RowReader(name, layout, structure, header, check));
    } catch (CsvFault e) {
      throw new AdapterFailure(e.failure("CSV", name), e);
    }
  }

  private static void refuseForeign(String name, Path file) throws IOException, AdapterFailure {
    try (InputStream bytes = Files.newInputStream(file)) {
      Optional<Foreign> foreign = Recognition.inPlaceOfTable(bytes);
      if (foreign.isPresent()) {
        throw new AdapterFailure(foreign.get().failure(name));
      }
    }
  }

  /** Its rows, read once more. */
  Stream<SourceItem> items() throws IOException {
    return structure.open(file).rows().map(reader::read);
  }

  /** The version of the format that it is of. */
  Optional<String> format() {
    return structure.contract().map(FileContract::name);
  }

  private static Consumer<CsvRow> surveyor(Optional<Survey> survey) {
    return row ->
        survey.ifPresent(
            it -> {
              switch (row) {
                case CsvRow.Cells cells -> it.add(cells.cells());
                case CsvRow.Ragged _ -> {}
              }
            });
  }

  private static void requireRows(String name, long rows, FileContract contract)
      throws AdapterFailure {
    boolean few = rows < contract.rows().least();
    if (few || rows > contract.rows().most()) {
      long limit = few ? contract.rows().least() : contract.rows().most();
      throw Faults.contract(
          few ? "TOO_FEW_ROWS" : "TOO_MANY_ROWS",
          "Reading %s: it has %d rows, and %s (%s) says at %s %d."
              .formatted(
                  name, rows, contract.name(), contract.file(), few ? "least" : "most", limit),
          "Look whether the file is what was meant; if it is, change rows: in "
              + contract.file()
              + ".");
    }
  }

  private static void requireColumns(String name, Header columns, Layout layout)
      throws AdapterFailure {
    List<String> missing = new ArrayList<>(layout.required());
    layout.time().map(TimeColumn::name).ifPresent(missing::add);
    missing.removeAll(columns.names());
    if (!missing.isEmpty()) {
      throw Faults.content(
          "MISSING_COLUMN",
          "Reading "
              + name
              + ": required columns are missing: "
              + String.join(", ", missing)
              + ". "
              + there(columns, missing, layout),
          "Add the columns to the export, or correct their names in the configuration.");
    }
  }

  /** Of a file without a header the "columns" are somebody's data, and are not shown. */
  private static String there(Header columns, List<String> missing, Layout layout) {
    if (!columns.sure()) {
      return "The first line may be no header, so what stands in it is not shown.";
    }
    boolean header =
        !layout.contracts().isEmpty()
            || layout.required().stream().anyMatch(name -> !missing.contains(name));
    return header
        ? "There are: " + String.join(", ", columns.names()) + "."
        : "None of them is there, so the first line may be no header.";
  }
}
