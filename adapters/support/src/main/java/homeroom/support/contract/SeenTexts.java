package homeroom.support.contract;

import homeroom.api.Fingerprint;
import homeroom.api.FingerprintTable;
import homeroom.api.Fingerprinter;
import java.util.List;

/**
 * Which texts were seen, and which of them more than once. Knows them by their fingerprints, so
 * that a million take some fifty megabytes outside of the heap. Not thread-safe.
 */
final class SeenTexts {

  private static final int AGAIN = 0;

  private final Fingerprinter prints = new Fingerprinter(List.of());
  private final FingerprintTable table =
      new FingerprintTable(1, _ -> true, FingerprintTable.Memory.OF_PROCESS);

  void add(List<String> texts) {
    Fingerprint print = prints.of(texts);
    long place = table.find(print);
    if (place == FingerprintTable.NOWHERE) {
      table.add(print);
    } else {
      table.number(place, AGAIN, 1);
    }
  }

  boolean contains(List<String> texts) {
    return table.find(prints.of(texts)) != FingerprintTable.NOWHERE;
  }

  boolean isDoubled(List<String> texts) {
    long place = table.find(prints.of(texts));
    return place != FingerprintTable.NOWHERE && table.number(place, AGAIN) > 0;
  }
}
