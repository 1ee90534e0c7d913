package homeroom.ingest;

import homeroom.planning.Guard;
import homeroom.planning.Guard.Bounds;
import homeroom.planning.Guard.Hold;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** What tests let through. */
final class Guards {

  /** Half of all records may be gone; of all else there may be any number. */
  static final Guard HALF = of(Map.of(Kind.DELETES, Limit.share(0.5)));

  private Guards() {}

  /** Anything, but only what is missing in so many complete exports is gone. */
  static Guard missingFor(int exports) {
    return new Guard(
        new Bounds(Map.of(), Map.of(), 0, Hold.DELETES), List.of(), ZoneOffset.UTC, exports);
  }

  /** These limits, without an allowance. */
  static Guard of(Map<Kind, Limit> limits) {
    return new Guard(new Bounds(limits, Map.of(), 0, Hold.DELETES), List.of(), ZoneOffset.UTC, 1);
  }
}
