package homeroom.api;

import java.util.Optional;

/**
 * A row that was seen and not yet made sense of. Of a file of a million rows most are as they were
 * yesterday; whoever took such a row in before and knows it again need not read it.
 */
public interface UnreadRow {

  /** What the row is a row of, as {@link SourceItem#collection()}. */
  String collection();

  /**
   * Of the row's whole content, with the names of its columns: what is read of two rows with the
   * same is the same. Empty where the adapter reads every row.
   */
  Optional<Fingerprint> content();

  /**
   * Of what no two rows of a collection may share, with the collection's name; of rows that have
   * nothing of the kind the content. Two rows with the same content have the same one.
   */
  Fingerprint id();

  /** Makes sense of it. */
  SourceItem read();

  /** What it is behind another row with the same id that could be used. */
  SourceItem doubled();

  /** A row that was read already. */
  static UnreadRow of(SourceItem item) {
    return new RowOfItem(item, Optional.empty());
  }

  /** A row that was read already, and by what it is known again. */
  static UnreadRow of(SourceItem item, RowPrint print) {
    return new RowOfItem(item, Optional.of(print));
  }
}
