package homeroom.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Implemented by a {@link ConsumerAdapter} that keeps what it is told, puts all of it in place when
 * it is time, and learns later what became of it.
 *
 * <ol>
 *   <li>{@code deliver} answers {@link Outcome.HandedOver} once a delivery outlasts a loss of
 *       power.
 *   <li>What is put in place appears whole or not at all. What was cut short is done again with the
 *       same bytes under the same name.
 *   <li>A receipt is shown until it is noted. The same one may be noted twice, after a crash; the
 *       hub counts it once.
 *   <li>Of a record that was told anew since, the later delivery counts, and the former one needs
 *       no receipt.
 * </ol>
 *
 * <p>One thread calls these methods, while others call {@code deliver}.
 */
public interface ScheduledHandOver {

  /** When it was last time; empty if it never was. */
  Optional<Instant> lastHandOver() throws AdapterFailure;

  /**
   * Puts in place what is to be there now.
   *
   * @throws AdapterFailure if it could not; {@link #lastHandOver} stays as it was then
   */
  void handOver() throws AdapterFailure;

  /** Ends what was cut short, and takes in answers that came. Called every few seconds. */
  void look() throws AdapterFailure;

  /** What became of deliveries and is not noted yet, the oldest first. */
  List<LateReceipt> receipts(int most) throws AdapterFailure;

  /** The hub has written these down for good. */
  void noted(List<LateReceipt> receipts) throws AdapterFailure;
}
