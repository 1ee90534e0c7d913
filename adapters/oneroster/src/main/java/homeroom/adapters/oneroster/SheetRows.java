package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.UnreadRow;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.CsvRow;
import homeroom.support.csv.CsvTable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The rows of one file of a package, and at its end whether the file is what was packed. Not
 * thread-safe.
 */
final class SheetRows implements AutoCloseable {

  private final RosterZip zip;
  private final String file;
  private final RosterZip.Checked bytes;
  private final CsvTable table;
  private final RowReader reader;
  private boolean any;

  private SheetRows(
      RosterZip zip, String file, RosterZip.Checked bytes, CsvTable table, RowReader reader) {
    this.zip = zip;
    this.file = file;
    this.bytes = bytes;
    this.table = table;
    this.reader = reader;
  }

  static SheetRows of(RosterZip zip, Sheet sheet, Notes notes) throws IOException, AdapterFailure {
    String file = sheet.table().file();
    RosterZip.Checked bytes = zip.checked(file);
    try {
      CsvTable table = CsvTable.open(bytes.stream(), CsvDialect.STANDARD);
      return new SheetRows(zip, file, bytes, table, new RowReader(sheet, notes));
    } catch (IOException unreadable) {
      throw explained(zip, file, unreadable);
    }
  }

  /** The next row; empty after the last, once the whole file is known to be sound. */
  Optional<UnreadRow> next() throws IOException, AdapterFailure {
    try {
      Optional<CsvRow> row = table.next();
      if (row.isEmpty()) {
        bytes.requireSound();
        if (!any) {
          throw new AdapterFailure(CsvFault.noRows().failure("ONEROSTER", file));
        }
      }
      any = true;
      return row.map(reader::row);
    } catch (IOException unreadable) {
      throw explained(zip, file, unreadable);
    }
  }

  /** What is wrong with a damaged file is that it is damaged, whatever its rows look like. */
  private static AdapterFailure explained(RosterZip zip, String file, IOException unreadable)
      throws IOException, AdapterFailure {
    if (unreadable instanceof ZipException || unreadable instanceof EOFException) {
      return RosterZip.damaged(file);
    }
    if (unreadable instanceof CsvFault fault) {
      zip.checkSum(file);
      return new AdapterFailure(fault.failure("ONEROSTER", file), fault);
    }
    throw unreadable;
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
