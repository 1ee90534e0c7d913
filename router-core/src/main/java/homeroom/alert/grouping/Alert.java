package homeroom.alert.grouping;

import homeroom.api.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message, from the first occurrence until it was told or given up.
 *
 * @param id the same for every attempt, so that a receiver can drop a repeat
 * @param name of the rule
 * @param channel its kind
 * @param count of occurrences
 * @param first when the first happened
 * @param last when the last happened
 * @param examples pseudonyms of some of the records
 * @param detail what the first occurrence was, for people
 * @param openedAt when the first was read
 * @param dueAt not to be told before; once it is being told, since when
 * @param attempts so far
 * @param nextAttempt empty unless it is being told
 * @param failure why the last attempt did not work
 * @param endedAt when it was told, given up or dropped
 */
public record Alert(
    String id,
    String name,
    String channel,
    Cause cause,
    Status status,
    long count,
    Instant first,
    Instant last,
    List<String> examples,
    Optional<String> detail,
    Instant openedAt,
    Instant dueAt,
    int attempts,
    Optional<Instant> nextAttempt,
    Optional<Failure> failure,
    Optional<Instant> endedAt) {

  static final int EXAMPLES = 5;

  /** How far it is. */
  public enum Status {
    /** More of the same may be added. */
    GATHERING,
    /** Its text is fixed; attempts are made. */
    SENDING,
    SENT,
    /** No attempt worked. */
    GIVEN_UP,
    /** Its rule is no longer there. */
    DROPPED
  }

  public Alert {
    examples = List.copyOf(examples);
  }

  static Alert open(String id, AlertRule rule, Occurrence of, Instant now, Instant dueAt) {
    return new Alert(
        id,
        rule.name(),
        rule.channel().kind(),
        of.cause(),
        Status.GATHERING,
        1,
        of.at(),
        of.at(),
        of.record().stream().toList(),
        of.detail(),
        now,
        dueAt,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public boolean isOpen() {
    return status == Status.GATHERING || status == Status.SENDING;
  }

  Alert with(Occurrence more) {
    return new Alert(
        id,
        name,
        channel,
        cause,
        status,
        count + 1,
        more.at().isBefore(first) ? more.at() : first,
        more.at().isAfter(last) ? more.at() : last,
        examples(more),
        detail,
        openedAt,
        dueAt,
        attempts,
        nextAttempt,
        failure,
        endedAt);
  }

  private List<String> examples(Occurrence more) {
    if (examples.size() == EXAMPLES || more.record().filter(r -> !examples.contains(r)).isEmpty()) {
      return examples;
    }
    List<String> longer = new ArrayList<>(examples);
    longer.add(more.record().orElseThrow());
    return longer;
  }

  Alert notBefore(Instant time) {
    return with(status, time, attempts, nextAttempt, failure, endedAt);
  }

  Alert begun(Instant now) {
    return with(Status.SENDING, now, 0, Optional.of(now), failure, endedAt);
  }

  Alert sent(Instant now) {
    return with(
        Status.SENT, dueAt, attempts + 1, Optional.empty(), Optional.empty(), Optional.of(now));
  }

  Alert failed(Failure why, Instant next) {
    return with(status, dueAt, attempts + 1, Optional.of(next), Optional.of(why), endedAt);
  }

  Alert givenUp(Failure why, Instant now) {
    return with(
        Status.GIVEN_UP, dueAt, attempts + 1, Optional.empty(), Optional.of(why), Optional.of(now));
  }

  Alert dropped(Instant now) {
    return with(Status.DROPPED, dueAt, attempts, Optional.empty(), failure, Optional.of(now));
  }

  private Alert with(
      Status newStatus,
      Instant newDueAt,
      int newAttempts,
      Optional<Instant> newNextAttempt,
      Optional<Failure> newFailure,
      Optional<Instant> newEndedAt) {
    return new Alert(
        id,
        name,
        channel,
        cause,
        newStatus,
        count,
        first,
        last,
        examples,
        detail,
        openedAt,
        newDueAt,
        newAttempts,
        newNextAttempt,
        newFailure,
        newEndedAt);
  }
}
