package homeroom.support.delivery;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Failed;
import homeroom.api.Outcome.HandedOver;
import homeroom.api.Receipt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the receipts of one call, and tells a call that failed as a whole: every delivery in it
 * failed for what is about the system and not about a record. For one thread.
 */
public final class ReceiptBook {

  private static final Set<Kind> OF_THE_SYSTEM =
      EnumSet.of(Kind.CREDENTIAL, Kind.TRANSIENT, Kind.THROTTLED, Kind.UNKNOWN);

  private final List<Receipt> receipts = new ArrayList<>();
  private Optional<AdapterFailure> first = Optional.empty();
  private boolean someReached;

  /** Notes how a delivery ended. */
  public void add(Delivery delivery, Outcome outcome) {
    switch (outcome) {
      case Failed(var failure) -> failed(delivery, new AdapterFailure(failure));
      case Applied _, HandedOver _, ChangedMeanwhile _ -> note(delivery, outcome, true);
    }
  }

  /** Notes that a delivery failed. */
  public void failed(Delivery delivery, AdapterFailure failure) {
    boolean reached = !OF_THE_SYSTEM.contains(failure.failure().kind());
    note(delivery, new Failed(failure.failure()), reached);
    if (!reached && first.isEmpty()) {
      first = Optional.of(failure);
    }
  }

  private void note(Delivery delivery, Outcome outcome, boolean reached) {
    receipts.add(new Receipt(delivery.id(), outcome));
    someReached |= reached;
  }

  /**
   * The receipts, in the order in which they were noted.
   *
   * @throws AdapterFailure the first failure, if none of the deliveries could be tried or the
   *     outcome of all is unknown
   */
  public List<Receipt> receipts() throws AdapterFailure {
    if (!someReached && first.isPresent()) {
      throw first.get();
    }
    return List.copyOf(receipts);
  }
}
