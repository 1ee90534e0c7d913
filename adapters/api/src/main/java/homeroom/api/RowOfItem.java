package homeroom.api;

import java.util.Optional;

/** A row that was read already. */
record RowOfItem(SourceItem read, Optional<RowPrint> print) implements UnreadRow {

  @Override
  public String collection() {
    return read.collection();
  }

  @Override
  public Optional<Fingerprint> content() {
    return print.map(RowPrint::content);
  }

  @Override
  public Fingerprint id() {
    return print.orElseThrow().id();
  }

  @Override
  public SourceItem doubled() {
    return read;
  }
}
