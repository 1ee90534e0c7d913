package homeroom.adapters.csv;

import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.support.contract.Header;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvRows;
import homeroom.support.csv.CsvTable;
import homeroom.support.csv.FixedWidthTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the lines of a file become columns.
 *
 * @param contract that the file is for; empty if there is none, and all columns are taken
 */
record Structure(Optional<FileContract> contract, CsvDialect dialect) {

  CsvRows open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return isFixedWidth()
        ? FixedWidthTable.open(
            bytes,
            dialect.charset(),
            contract.orElseThrow().columns(),
            contract.orElseThrow().width())
        : CsvTable.open(bytes, dialect, this::counts);
  }

  /** Of columns that reach nobody it does not matter which is which. */
  private boolean counts(String column) {
    boolean ignoresOthers =
        contract
            .map(FileContract::form)
            .filter(it -> it instanceof FileContract.Form.Delimited form && form.ignoresOthers())
            .isPresent();
    return !ignoresOthers || name(column).isPresent();
  }

  Header header(Path file) throws IOException {
    try (CsvRows rows = open(file)) {
      return Header.of(rows);
    }
  }

  boolean isFixedWidth() {
    return contract
        .map(FileContract::form)
        .filter(FileContract.Form.FixedWidth.class::isInstance)
        .isPresent();
  }

  /** What mappings call a column of the file; empty if it is left out. */
  Optional<String> name(String column) {
    return contract.isEmpty()
        ? Optional.of(column)
        : contract.get().columns().stream()
            .filter(it -> it.name().equals(column))
            .map(Column::as)
            .findFirst();
  }

  List<String> names(List<String> header) {
    return header.stream().flatMap(column -> name(column).stream()).toList();
  }
}
