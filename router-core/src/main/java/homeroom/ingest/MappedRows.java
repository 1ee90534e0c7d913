package homeroom.ingest;

import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourceMapping.Assertion;
import java.util.Optional;

/** What the rows of a batch assert, by the mappings of its source. Used once, on one thread. */
final class MappedRows {

  private final IntakeRules rules;
  private final BatchTally tally;

  /** Who uses them. */
  interface Reader {

    /** A row says something of a record. */
    void said(SourceItem.Row row, Assertion assertion);

    /** Nobody knows what a row says, so that a record in it may seem missing. */
    void unreadable(Rejection rejection);
  }

  MappedRows(IntakeRules rules, BatchTally tally) {
    this.rules = rules;
    this.tally = tally;
  }

  void read(SourceItem item, Reader reader) {
    tally.row(item.collection());
    switch (item) {
      case SourceItem.Rejected it ->
          reader.unreadable(
              new Rejection(
                  it.collection(),
                  rules.entity(it.collection()),
                  it.place(),
                  it.column(),
                  it.failure()));
      case SourceItem.Row row -> read(row, reader);
    }
  }

  private void read(SourceItem.Row row, Reader reader) {
    boolean selected = false;
    for (SourceMapping mapping : rules.mappings(row.collection())) {
      try {
        Optional<Assertion> assertion = mapping.assertion(row);
        selected |= assertion.isPresent();
        assertion.ifPresent(it -> reader.said(row, it));
      } catch (MappingFailure failure) {
        selected = true;
        reader.unreadable(
            new Rejection(
                row.collection(),
                mapping.entity(),
                row.place(),
                failure.field(),
                unmappable(failure)));
      }
    }
    if (!selected) {
      tally.skipped(row.collection());
    }
  }

  private static Failure unmappable(MappingFailure failure) {
    return Failure.of(
        Failure.Kind.CONTENT,
        failure.code(),
        String.valueOf(failure.getMessage()),
        "mend the row at the source, or the mapping in the configuration");
  }
}
