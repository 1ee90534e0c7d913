package homeroom.authority;

import java.util.Optional;

/**
 * How a field that waited for a person was decided.
 *
 * @param held the truth before
 * @param winner the system whose value it is now; empty if a person gave it
 * @param now the truth, if it is another one
 */
public record Settlement(
    Dispute dispute, Canonical held, Optional<String> winner, Optional<Canonical> now) {}
