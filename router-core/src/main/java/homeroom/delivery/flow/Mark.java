package homeroom.delivery.flow;

/**
 * How far a partition has ended, as it is committed.
 *
 * @param offset the lowest that has not ended
 * @param metadata what ended beyond it; empty if nothing did
 */
public record Mark(long offset, String metadata) {

  /** Whether what lies at an offset had ended. */
  public boolean hasEnded(long at) {
    return at < offset
        || Gap.read(offset, metadata)
            .filter(gap -> at < gap.high() && !gap.open().contains(at))
            .isPresent();
  }
}
