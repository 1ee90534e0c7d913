package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions in which a batch is written: a few hundred rows each, with how far it came. What
 * is accepted in one becomes the source's standing when that is committed. Used by one batch, on
 * one thread.
 */
final class Chunks {

  private static final int ROWS = 500;
  private static final Accepted GONE = new Accepted(new Digest(new byte[16]), "");

  private final IntakeRules rules;
  private final SourceStanding standing;
  private final Output writer;
  private final Runnable between;
  private final Map<String, Accepted> fresh = new HashMap<>();
  private final List<Vouching> vouchings = new ArrayList<>();
  private int rows;

  private record Vouching(RowPrint row, String collection, List<String> keys) {}

  /**
   * @param between done between two transactions
   */
  Chunks(IntakeRules rules, SourceStanding standing, Runnable between) {
    this.rules = rules;
    this.standing = standing;
    this.between = between;
    writer = standing.writer();
  }

  void begin() {
    writer.begin();
  }

  /** The source said this of a record. */
  void accept(String key, Accepted now) {
    fresh.put(key, now);
    writer.write(rules.topics().snapshot(rules.system()), key, now);
  }

  /** The source no longer has the record. */
  void forget(String key) {
    fresh.put(key, GONE);
    writer.write(rules.topics().snapshot(rules.system()), key, null);
  }

  /** A row says what is accepted of these records by now, and nothing else. */
  void vouch(RowPrint row, String collection, Collection<String> keys) {
    if (keys.stream().anyMatch(fresh::containsKey)) {
      vouchings.add(new Vouching(row, collection, List.copyOf(keys)));
    } else {
      standing.accepted().vouch(row, collection, keys);
    }
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
    fresh.forEach(
        (key, now) -> {
          if (now == GONE) {
            standing.accepted().remove(key);
          } else {
            standing.accepted().put(key, now);
          }
        });
    fresh.clear();
    vouchings.forEach(it -> standing.accepted().vouch(it.row(), it.collection(), it.keys()));
    vouchings.clear();
  }
}
