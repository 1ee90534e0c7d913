package homeroom.authority;

import java.time.Instant;

/**
 * Where a value came from and why it was accepted.
 *
 * @param system who asserted it
 * @param eventId in which event
 * @param rule under which rule, as people read it
 * @param configuration the configuration that held the rule
 * @param occurredAt when it became true, as the system says
 */
public record Provenance(
    String system, String eventId, String rule, String configuration, Instant occurredAt) {}
