package homeroom.ingest;

import homeroom.api.Failure;
import homeroom.api.SourceItem;
import homeroom.ingest.MappedRow.Heard;
import homeroom.planning.MappingFailure;
import homeroom.planning.SourceMapping;
import java.util.ArrayList;
import java.util.List;

/** What rows assert, by the mappings of their source. */
final class MappedRows {

  private final IntakeRules rules;

  MappedRows(IntakeRules rules) {
    this.rules = rules;
  }

  MappedRow map(SourceItem item) {
    List<Heard> heard =
        switch (item) {
          case SourceItem.Rejected it ->
              List.of(
                  new Heard.Unreadable(
                      new Rejection(it.collection(), it.place(), it.column(), it.failure())));
          case SourceItem.Row row -> heard(row);
        };
    return new MappedRow(item, heard);
  }

  private List<Heard> heard(SourceItem.Row row) {
    List<Heard> heard = new ArrayList<>();
    for (SourceMapping mapping : rules.mappings(row.collection())) {
      try {
        mapping.assertion(row).map(it -> new Heard.Said(row, it)).ifPresent(heard::add);
      } catch (MappingFailure failure) {
        heard.add(
            new Heard.Unreadable(
                new Rejection(
                    row.collection(), row.place(), failure.field(), unmappable(failure))));
      }
    }
    return heard;
  }

  private static Failure unmappable(MappingFailure failure) {
    return Failure.of(
        Failure.Kind.CONTENT,
        failure.code(),
        String.valueOf(failure.getMessage()),
        "mend the row at the source, or the mapping in the configuration");
  }
}
