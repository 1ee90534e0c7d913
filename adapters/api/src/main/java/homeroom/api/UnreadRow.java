package homeroom.api;

import java.util.Optional;

/**
 * A row that was seen and not yet made sense of. Of a file of a million rows most are as they were
 * yesterday; whoever took such a row in before and knows it again need not read it.
 */
public interface UnreadRow {

  /** What the row is a row of, as {@link SourceItem#collection()}. */
  String collection();

  /** By what it is known again; empty where the adapter reads every row. */
  Optional<RowPrint> print();

  /** Makes sense of it. */
  SourceItem read();

  /** What it is behind another row with the same id that could be used. */
  SourceItem doubled();

  /** A row that was read already. */
  static UnreadRow of(SourceItem item) {
    return new UnreadRow() {
      @Override
      public String collection() {
        return item.collection();
      }

      @Override
      public Optional<RowPrint> print() {
        return Optional.empty();
      }

      @Override
      public SourceItem read() {
        return item;
      }

      @Override
      public SourceItem doubled() {
        return item;
      }
    };
  }
}
