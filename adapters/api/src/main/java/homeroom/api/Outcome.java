package homeroom.api;

import java.util.Map;
import java.util.Optional;

/** How a delivery ended. */
public sealed interface Outcome {

  /** What the consumer did. */
  enum Effect {
    /** It was not there and now it is. */
    CREATED,
    /** It was there and was changed. */
    UPDATED,
    /** It already was as it should be. */
    UNCHANGED,
    /** It was deactivated or removed, or was not there in the first place. */
    DELETED
  }

  /**
   * The consumer holds it now.
   *
   * @param remoteId the consumer's own id for the record
   */
  record Applied(Effect effect, Optional<String> remoteId) implements Outcome {}

  /**
   * It was put where the consumer will fetch it; that it was taken in is known only when the
   * consumer shows it.
   *
   * @param reference what it was put into, for people: a file's name
   */
  record HandedOver(String reference) implements Outcome {}

  /**
   * Before writing, the consumer was found to hold something that the hub has not heard of, and
   * nothing was written; see {@link Delivery#expected}. The hub decides about what was found, and
   * tells the consumer anew.
   *
   * @param found the record as the system shows it, as a row of its source
   * @param shown what it holds that was not expected, by the payload's names; the next delivery
   *     expects that
   */
  record ChangedMeanwhile(SourceItem.Row found, Map<String, Value> shown, Optional<String> remoteId)
      implements Outcome {
    public ChangedMeanwhile {
      shown = Map.copyOf(shown);
    }
  }

  /** It was not done, or it is not known whether it was; the failure's kind says which. */
  record Failed(Failure failure) implements Outcome {}
}
