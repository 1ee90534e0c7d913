package homeroom.ingest;

import homeroom.planning.Guard;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a batch would do.
 *
 * @param parts by which it is judged: of one that was cut short as they were at its beginning
 * @param tally of its rows
 */
record Plan(Census census, Collection<Guard.Part> parts, BatchTally tally) {

  /** Of what need not be judged any more. */
  static final Plan NONE = new Plan(Census.of(Map.of()), List.of(), new BatchTally());

  /** The same, judged as it was at its beginning. */
  Plan judgedBy(Collection<Guard.Part> others) {
    return new Plan(census, others, tally);
  }
}
