package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import java.util.Collection;

/**
 * The transactions in which a batch is written: up to two thousand rows each, with how far it came.
 * What is accepted in one becomes the source's standing when that is committed. Used by one batch,
 * on one thread.
 */
final class Chunks {

  private static final int ROWS = 2_000;

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Output writer;
  private final Runnable between;
  private final FreshRecords fresh;
  private int rows;

  /**
   * @param between done between two transactions
   */
  Chunks(IntakeRules rules, SourceStanding standing, Runnable between) {
    this.rules = rules;
    this.standing = standing;
    this.between = between;
    writer = standing.writer();
    fresh = new FreshRecords(standing.accepted());
  }

  void begin() {
    writer.begin();
  }

  /** The source said this of a record. */
  void accept(String key, Accepted now) {
    fresh.accept(key, now);
    writer.write(rules.topics().snapshot(rules.system()), key, now);
  }

  /** The source no longer has the record. */
  void forget(String key) {
    fresh.forget(key);
    writer.write(rules.topics().snapshot(rules.system()), key, null);
  }

  /** A row says what is accepted of these records by now, and nothing else. */
  void vouch(RowPrint row, String collection, Collection<String> keys) {
    fresh.vouch(row, collection, keys);
  }

  /** All of a row is written; ends the transaction and begins another if it is full. */
  void wrote() {
    if (++rows >= ROWS) {
      commit();
      between.run();
      writer.begin();
      rows = 0;
    }
  }

  void commit() {
    writer.write(rules.topics().cursors(), rules.system(), standing.cursor());
    writer.commit();
    fresh.committed();
  }
}
