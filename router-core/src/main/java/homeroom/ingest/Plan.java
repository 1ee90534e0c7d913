package homeroom.ingest;

import homeroom.planning.Guard;
import java.util.Collection;

/**
 * What a batch would do.
 *
 * @param parts by which it is judged: of one that was cut short as they were at its beginning
 * @param tally of its rows
 * @param reading how it was read
 */
record Plan(Census census, Collection<Guard.Part> parts, BatchTally tally, FirstReading reading) {

  /** The same, judged as it was at its beginning. */
  Plan judgedBy(Collection<Guard.Part> others) {
    return new Plan(census, others, tally, reading);
  }
}
