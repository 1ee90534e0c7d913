package homeroom.simulators.lms;

/**
 * What happened so far, and what is there now.
 *
 * @param requests requests that arrived, whatever became of them
 * @param bytes of request and response bodies and their lines and headers, roughly
 * @param duplicates how often somebody created once more what was there
 * @param eventsDelivered events that the subscriber of the change feed has taken
 * @param eventsPending events that it has not taken yet
 * @param accounts sub-accounts that are not deleted; so for the other kinds
 * @param enrollments in state {@code active}
 */
public record LmsStats(
    long requests,
    long bytes,
    long duplicates,
    long eventsDelivered,
    long eventsPending,
    long accounts,
    long terms,
    long courses,
    long sections,
    long users,
    long enrollments) {}
