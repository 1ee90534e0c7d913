package homeroom.authority;

import homeroom.api.Value;
import java.util.Optional;

/**
 * Which of our own writes a system shows in a field, if any. A version stands for the write: what
 * was true then is what was written.
 */
final class OwnWrites {

  private final RecordDraft record;
  private final SystemDraft system;
  private final Comparison comparison;
  private final int field;
  private final Value shown;

  /**
   * @param field its index
   * @param shown what the system says
   */
  OwnWrites(RecordDraft record, SystemDraft system, Comparison comparison, int field, Value shown) {
    this.record = record;
    this.system = system;
    this.comparison = comparison;
    this.field = field;
    this.shown = shown;
  }

  /** What was handed over last. */
  Optional<Long> lastFile() {
    return system
        .handed()
        .filter(handed -> handed.settles().contains(field))
        .map(SystemState.Handed::version)
        .filter(this::wrote);
  }

  /** Of several files that were handed over, the system may have taken in the older ones only. */
  Optional<Long> olderFile() {
    return system.handed().flatMap(handed -> between(handed.since(), handed.version()));
  }

  /**
   * A system that tells whole rows shows a write of ours before it confirms it, after that, or
   * though it refused it when it was repeated.
   */
  Optional<Long> delivered() {
    return system
        .open()
        .filter(open -> open.settles().contains(field))
        .map(SystemState.Open::version)
        .filter(this::wrote)
        .or(this::refused)
        .or(() -> system.unseen().stream().boxed().filter(this::wrote).findFirst());
  }

  private Optional<Long> refused() {
    return system
        .refused()
        .filter(refused -> refused.settles().contains(field))
        .flatMap(refused -> between(refused.since(), refused.version()));
  }

  /**
   * The write that a system's feed marks as ours.
   *
   * @param delivery the one that it names
   */
  Optional<Long> marked(Optional<String> delivery) {
    Optional<Long> named = delivery.flatMap(DeliveryIds::version);
    if (named.isPresent()) {
      return named.filter(this::wrote);
    }
    Optional<Long> open = system.open().map(SystemState.Open::version).filter(this::wrote);
    return open.isPresent() || isHeld() ? open : between(0, record.version());
  }

  /** Whether the system is known to hold what it shows. */
  boolean isHeld() {
    return system.holds(field, shown, comparison);
  }

  /** Whether a delivery is under way that brings something else than the system shows. */
  boolean cross() {
    return system
        .open()
        .filter(open -> open.settles().contains(field) && !wrote(open.version()))
        .isPresent();
  }

  /** The newest version, of some, as of which the truth was what the system shows. */
  private Optional<Long> between(long oldest, long newest) {
    FieldState state = record.field(field);
    long first = state.at(oldest).map(Canonical::version).orElse(0L);
    return state.past().stream()
        .filter(then -> then.version() <= newest && then.version() >= first)
        .filter(then -> comparison.same(then.value(), shown))
        .map(Canonical::version)
        .findFirst();
  }

  private boolean wrote(long version) {
    return record
        .field(field)
        .at(version)
        .filter(then -> comparison.same(then.value(), shown))
        .isPresent();
  }
}
