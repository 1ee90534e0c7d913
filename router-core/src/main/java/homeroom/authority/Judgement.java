package homeroom.authority;

import java.util.List;

/** What was decided about an event as a whole. */
public sealed interface Judgement {

  /** The same event was decided before. */
  record Duplicate() implements Judgement {}

  /** A later event of the source was decided before. */
  record Stale() implements Judgement {}

  /** Each asserted field has its ruling, in the order of the fields' names. */
  record Decided(List<Ruling> rulings) implements Judgement {
    public Decided {
      rulings = List.copyOf(rulings);
    }
  }
}
