package homeroom.ingest;

import homeroom.api.SourceItem;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.schema.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row, and what the mappings of its source make of it.
 *
 * @param heard in the order of the mappings; empty if none of them wants the row
 */
record MappedRow(SourceItem item, List<Heard> heard) {

  /** What one mapping makes of a row. */
  sealed interface Heard {

    /** The row says something of a record. */
    final class Said implements Heard {

      private final SourceItem.Row row;
      private final Assertion assertion;
      private @Nullable Digest digest;

      Said(SourceItem.Row row, Assertion assertion) {
        this.row = row;
        this.assertion = assertion;
      }

      SourceItem.Row row() {
        return row;
      }

      Assertion assertion() {
        return assertion;
      }

      /** Of what is asserted; taken once. */
      Digest digest() {
        if (digest == null) {
          digest = AssertionDigest.of(assertion.fields());
        }
        return digest;
      }
    }

    /** Nobody knows what the row says, so that a record in it may seem missing. */
    record Unreadable(Rejection rejection) implements Heard {}
  }
}
