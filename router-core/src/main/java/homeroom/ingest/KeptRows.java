package homeroom.ingest;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.SourceItem;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import homeroom.schema.BatchReport;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reads kept batches by the contract and the mapping of now, to know of which records they are. */
record KeptRows(IntakeRules rules, KeptBatches kept) {

  /**
   * Passes on the record that each row is about.
   *
   * @return the places of rows of which nobody can tell
   */
  Set<String> records(BatchReport report, Consumer<String> each) throws AdapterFailure {
    Set<String> unclear = new HashSet<>();
    try (Batch batch = kept.open(report, Cursor.START)) {
      batch
          .items()
          .forEach(
              item -> {
                if (!isClear(item, each)) {
                  unclear.add(item.place());
                }
              });
    }
    return unclear;
  }

  private boolean isClear(SourceItem item, Consumer<String> each) {
    return switch (item) {
      case SourceItem.Rejected _ -> false;
      case SourceItem.Row row -> isClear(row, each);
    };
  }

  private boolean isClear(SourceItem.Row row, Consumer<String> each) {
    boolean clear = true;
    for (SourceMapping mapping : rules.mappings(row.collection())) {
      try {
        mapping.assertion(row).ifPresent(said -> each.accept(said.record().toString()));
      } catch (MappingFailure unmappable) {
        clear = false;
      }
    }
    return clear;
  }
}
