package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message to the data team.
 *
 * @param name of the entry of {@code alerts:}
 * @param channel {@code webhook} or {@code mail}
 * @param trigger what it is about: {@code CONFLICTS} and so on
 * @param entity empty where none is known
 * @param reason the rule, or the code of the failure
 * @param status {@code GATHERING}, {@code SENDING}, {@code SENT}, {@code GIVEN_UP} or {@code
 *     DROPPED}
 * @param examples pseudonyms
 * @param dueAt not sent before; once it is being sent, since when
 * @param endedAt when it was sent, given up or dropped
 * @param code why the last attempt did not work
 */
public record AlertEntry(
    String id,
    String name,
    String channel,
    String trigger,
    String entity,
    List<String> fields,
    List<String> systems,
    String reason,
    String status,
    long occurrences,
    Instant firstAt,
    Instant lastAt,
    List<String> examples,
    Instant dueAt,
    int attempts,
    Optional<Instant> nextAttemptAt,
    Optional<Instant> endedAt,
    Optional<String> code,
    Optional<String> message,
    Optional<String> remedy) {}
