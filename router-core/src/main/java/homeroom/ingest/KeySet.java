package homeroom.ingest;

import homeroom.api.Fingerprint;
import homeroom.api.FingerprintTable;
import homeroom.api.Fingerprinter;
import java.util.List;

/** Keys of records, by their fingerprints and outside of the heap. Not thread-safe. */
final class KeySet {

  private final Fingerprinter prints = new Fingerprinter(List.of());
  private final FingerprintTable keys;

  KeySet(FingerprintTable.Memory memory) {
    keys = new FingerprintTable(1, _ -> true, memory);
  }

  /** Adds a key; false if it was there before. */
  boolean add(String key) {
    Fingerprint print = prints.of(List.of(key));
    boolean isNew = keys.find(print) == FingerprintTable.NOWHERE;
    if (isNew) {
      keys.add(print);
    }
    return isNew;
  }

  boolean contains(String key) {
    return keys.find(prints.of(List.of(key))) != FingerprintTable.NOWHERE;
  }
}
