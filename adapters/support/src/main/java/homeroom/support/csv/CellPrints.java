package homeroom.support.csv;

import homeroom.api.Fingerprint;
import homeroom.api.Fingerprinter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes fingerprints of the rows of one file. Not thread-safe. */
public final class CellPrints {

  private final Fingerprinter prints;
  private final boolean[] blanked;

  /**
   * @param context for example the names of the file and its columns
   * @param columns in the order of the cells
   * @param secret columns whose cells have no part in it
   */
  public CellPrints(List<String> context, List<String> columns, Predicate<String> secret) {
    prints = new Fingerprinter(context);
    blanked = new boolean[columns.size()];
    for (int i = 0; i < blanked.length; i++) {
      blanked[i] = secret.test(columns.get(i));
    }
  }

  /** Of a row with a cell for each column. */
  public Fingerprint of(CsvRow.Cells row) {
    if (row.cells() instanceof ParsedRow parsed) {
      return parsed.print(prints, blanked);
    }
    List<String> shown = new ArrayList<>(row.cells());
    for (int i = 0; i < blanked.length; i++) {
      if (blanked[i]) {
        shown.set(i, "");
      }
    }
    return prints.of(shown);
  }
}
