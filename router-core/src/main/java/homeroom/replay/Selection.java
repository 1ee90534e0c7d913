package homeroom.replay;

import homeroom.api.RecordKey;
import java.util.List;
import java.util.Optional;

/**
 * Some records, as the query store can find them.
 *
 * @param window those that had to do with the system then; empty for all golden records
 * @param records only these; empty for all
 * @param onlyRefused only those that the system refused last
 * @param refusal only what is in quarantine for this cause
 * @param onlyConfirmed of the window only what the system said it did, or was handed
 */
public record Selection(
    String system,
    Optional<ReplayOrder.Reach.Window> window,
    Optional<String> entity,
    List<RecordKey> records,
    boolean onlyRefused,
    Optional<String> refusal,
    boolean onlyConfirmed) {}
