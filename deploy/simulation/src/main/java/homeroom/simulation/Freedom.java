package homeroom.simulation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What may happen in a district besides the usual. */
public enum Freedom {
  /** New rules change a mapping. */
  REMAPPED("a mapping changes"),
  /** People edit where nightly files come and go. */
  OFFICE_EDITS("people edit where files come and go"),
  /** A system where people edit refuses a write. */
  EDITORS_REFUSE("systems where people edit refuse writes"),
  /** Fields take on the same values again and again. */
  VALUES_REPEAT("values repeat"),
  /** A field is cleared again after it got a new value. */
  CLEARED_AGAIN("fields are cleared again and again"),
  /** A receipt is read before what its system said earlier. */
  RECEIPTS_OVERTAKE("receipts overtake events"),
  /** A system says all that it holds while a write is under way to it. */
  RESTATED_MEANWHILE("rows are restated while a write is under way"),
  /** A system keeps or claims a value though its feed shows our writes. */
  CLAIMS("a system keeps or claims a value though its feed marks our writes"),
  /** A system keeps or claims a value though its rows show our writes without marking them. */
  CLAIMS_IN_WHOLE_ROWS("a system keeps or claims a value though its rows show our writes");

  private final String text;

  Freedom(String text) {
    this.text = text;
  }

  /** What the hub holds, whatever the order of events. */
  public static final Set<Freedom> USUAL =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(CLAIMS_IN_WHOLE_ROWS)));

  @Override
  public String toString() {
    return text;
  }
}
