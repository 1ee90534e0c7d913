package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.adapters.oneroster.Notes.Note;
import homeroom.api.Failure;
import homeroom.api.Fingerprint;
import homeroom.api.Fingerprinter;
import homeroom.api.Operation;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import homeroom.api.Value;
import homeroom.support.csv.CellPrints;
import homeroom.support.csv.CsvRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes items of the rows of one file. Rows are passed on one thread and read on one thread, which
 * may be another.
 */
final class RowReader {

  private static final String INACTIVE = "inactive";

  private final Sheet sheet;
  private final Notes notes;
  private final List<Optional<Column>> columns;
  private final Set<String> passwords;
  private final CellPrints contentPrints;
  private final Fingerprinter idPrints;
  private final int idPlace;

  RowReader(Sheet sheet, Notes notes) {
    this.sheet = sheet;
    this.notes = notes;
    this.columns = sheet.names().stream().map(sheet.table()::column).toList();
    this.passwords =
        sheet.names().stream().filter(Table::isPassword).collect(Collectors.toUnmodifiableSet());
    this.idPlace = sheet.names().indexOf(Table.ID);
    List<String> context = new ArrayList<>(List.of(sheet.table().file(), sheet.mode().name()));
    context.addAll(sheet.names());
    this.contentPrints = new CellPrints(context, sheet.names(), passwords::contains);
    this.idPrints = new Fingerprinter(List.of(sheet.table().file()));
  }

  /** How much memory a row takes, in characters. */
  static int weight(UnreadRow row) {
    return row instanceof Whole whole ? whole.cells.length() : 0;
  }

  /** The row, which is read when that is asked for. */
  UnreadRow row(CsvRow row) {
    return switch (row) {
      case CsvRow.Cells cells -> new Whole(cells);
      case CsvRow.Ragged ragged -> UnreadRow.of(ragged(ragged));
    };
  }

  /** A row with a cell for each column. */
  private final class Whole implements UnreadRow {

    private final CsvRow.Cells cells;
    private final Optional<Fingerprint> content;

    Whole(CsvRow.Cells cells) {
      this.cells = cells;
      content = Optional.of(contentPrints.of(cells));
    }

    @Override
    public String collection() {
      return sheet.table().file();
    }

    @Override
    public Optional<Fingerprint> content() {
      return content;
    }

    @Override
    public Fingerprint id() {
      return idPrints.of(List.of(cells.cells().get(idPlace)));
    }

    @Override
    public SourceItem read() {
      return new Reading(place(cells), cells.cells()).item();
    }

    @Override
    public SourceItem doubled() {
      return new Reading(place(cells), cells.cells()).doubled();
    }
  }

  private String place(CsvRow row) {
    return sheet.table().file() + ":" + row.line();
  }

  private SourceItem ragged(CsvRow.Ragged row) {
    return rejected(
        place(row),
        "",
        "ONEROSTER_WRONG_CELL_COUNT",
        "the row has " + row.found() + " cells instead of " + row.expected(),
        "Export the row again with one cell for each column.");
  }

  private SourceItem.Rejected rejected(
      String place, String column, String code, String problem, String remedy) {
    String where = column.isEmpty() ? place : place + ", column " + column;
    return new SourceItem.Rejected(
        sheet.table().file(),
        place,
        column,
        Failure.of(Failure.Kind.CONTENT, code, "Reading " + where + ": " + problem + ".", remedy));
  }

  /** One row on its way. */
  private final class Reading {

    private final String place;
    private final List<String> cells;
    private final Map<String, Value> values = new LinkedHashMap<>();

    Reading(String place, List<String> cells) {
      this.place = place;
      this.cells = cells;
    }

    SourceItem item() {
      return wrong().orElseGet(this::row);
    }

    /** Behind a row with the same id; what else is wrong with it comes first. */
    SourceItem doubled() {
      return wrong().orElseGet(this::duplicate);
    }

    private Optional<SourceItem> wrong() {
      for (int i = 0; i < cells.size(); i++) {
        String name = sheet.names().get(i);
        if (!passwords.contains(name)) {
          Optional<SourceItem> wrong = take(name, columns.get(i), cells.get(i));
          if (wrong.isPresent()) {
            return wrong;
          }
        }
      }
      return missing();
    }

    private Optional<SourceItem> take(String name, Optional<Column> column, String cell) {
      if (column.isEmpty() || cell.isBlank()) {
        values.put(name, Value.text(column.isEmpty() ? cell : ""));
        return Optional.empty();
      }
      return switch (Cell.read(column.get(), cell)) {
        case Cell.Usable usable -> {
          usable.tolerated().ifPresent(notes::add);
          values.put(name, Value.text(usable.value()));
          yield Optional.empty();
        }
        case Cell.Unusable unusable -> Optional.of(refused(name, unusable));
      };
    }

    private SourceItem refused(String name, Cell.Unusable cell) {
      Failure failure =
          cell.failure(
              "Reading " + place + ", column " + name,
              "Correct the value in the source system and export again.");
      return new SourceItem.Rejected(sheet.table().file(), place, name, failure);
    }

    private Optional<SourceItem> missing() {
      return sheet.table().columns().stream()
          .filter(column -> mustBeFilled(column) && text(column.name()).isEmpty())
          .findFirst()
          .map(
              column ->
                  rejected(
                      place,
                      column.name(),
                      "ONEROSTER_MISSING_VALUE",
                      "the cell must not be blank",
                      "Fill the field in the source system and export again."));
    }

    /** Whoever is gone needs no more than an id. */
    private boolean mustBeFilled(Column column) {
      if (column.name().equals(Table.STATUS)) {
        return sheet.mode() == Mode.DELTA;
      }
      return column.name().equals(Table.ID)
          || (column.required() && operation() == Operation.UPSERT);
    }

    private SourceItem duplicate() {
      return rejected(
          place,
          Table.ID,
          "ONEROSTER_DUPLICATE_ID",
          "an earlier row of the file has the same id",
          "Remove one of the two rows in the source system and export again.");
    }

    private SourceItem row() {
      noteStatus();
      Optional<Instant> occurredAt = Dates.moment(text(Table.MODIFIED));
      return new SourceItem.Row(
          sheet.table().file(),
          place,
          values,
          operation(),
          occurredAt,
          Optional.empty(),
          Optional.empty());
    }

    private void noteStatus() {
      String status = text(Table.STATUS);
      if (status.equals(INACTIVE)) {
        notes.add(Note.INACTIVE);
      }
      if (sheet.mode() == Mode.BULK && !(status + text(Table.MODIFIED)).isEmpty()) {
        notes.add(Note.STATUS_IN_BULK);
      }
    }

    private Operation operation() {
      return switch (text(Table.STATUS)) {
        case "tobedeleted", INACTIVE -> Operation.DELETE;
        default -> Operation.UPSERT;
      };
    }

    private String text(String name) {
      Value value = values.get(name);
      return value == null ? "" : value.toString();
    }
  }
}
