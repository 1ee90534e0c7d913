package homeroom.ingest;

import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is written in a transaction that is not committed yet. Not thread-safe. */
final class FreshRecords {

  private static final Accepted GONE = new Accepted(new Digest(new byte[16]), "", 0, null);

  private final AcceptedRecords accepted;
  private final Map<String, Accepted> fresh = new HashMap<>();
  private final List<Vouching> vouchings = new ArrayList<>();

  private record Vouching(RowPrint row, String collection, List<String> keys) {}

  /**
   * @param accepted what was committed
   */
  FreshRecords(AcceptedRecords accepted) {
    this.accepted = accepted;
  }

  /** The source said this of a record. */
  void accept(String key, Accepted now) {
    fresh.put(key, now);
  }

  /** The source no longer has the record. */
  void forget(String key) {
    fresh.put(key, GONE);
  }

  /** A row says what is accepted of these records by now, and nothing else. */
  void vouch(RowPrint row, String collection, Collection<String> keys) {
    if (keys.stream().anyMatch(fresh::containsKey)) {
      vouchings.add(new Vouching(row, collection, List.copyOf(keys)));
    } else {
      accepted.vouch(row, collection, keys);
    }
  }

  /** All of it is accepted from now on. */
  void committed() {
    fresh.forEach(
        (key, now) -> {
          if (now == GONE) {
            accepted.remove(key);
          } else {
            accepted.put(key, now);
          }
        });
    fresh.clear();
    vouchings.forEach(it -> accepted.vouch(it.row(), it.collection(), it.keys()));
    vouchings.clear();
  }
}
