package homeroom.alert.grouping;

import homeroom.api.Failure;
import homeroom.authority.Digests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is not yet told, and what of late was. A value: each step gives a new one.
 *
 * <ol>
 *   <li>Occurrences of one cause under one rule are one message, with a count.
 *   <li>It is told once the rule's {@code gather} is over, though not before the rule's {@code
 *       quiet} since the last one about the same cause.
 *   <li>Each occurrence is in one message of each rule that is for it.
 *   <li>The text of a message is fixed before the first attempt to send it.
 * </ol>
 */
public final class AlertBook {

  /** What one rule says of one cause. */
  private record Group(String name, Cause cause) {
    static Group of(Alert alert) {
      return new Group(alert.name(), alert.cause());
    }
  }

  /**
   * @param book what holds afterwards
   * @param changed the alerts that are to be written down
   */
  public record Step(AlertBook book, List<Alert> changed) {
    public Step {
      changed = List.copyOf(changed);
    }
  }

  private final Map<String, AlertRule> rules;
  private final Map<String, Alert> open;
  private final Map<Group, Instant> told;
  private final Map<String, Alert> lastEnded;

  private AlertBook(
      Map<String, AlertRule> rules,
      Map<String, Alert> open,
      Map<Group, Instant> told,
      Map<String, Alert> lastEnded) {
    this.rules = rules;
    this.open = open;
    this.told = told;
    this.lastEnded = lastEnded;
  }

  /**
   * Takes up what was written down. What is open under a rule that is no longer there is dropped.
   *
   * @param known the newest state of each alert
   */
  public static Step of(List<AlertRule> rules, Collection<Alert> known, Instant now) {
    AlertBook empty =
        new AlertBook(
            rules.stream().collect(Collectors.toMap(AlertRule::name, rule -> rule)),
            Map.of(),
            Map.of(),
            Map.of());
    AlertBook ended =
        empty.with(known.stream().filter(alert -> !alert.isOpen()).sorted(BY_END).toList());
    List<Alert> dropped = new ArrayList<>();
    List<Alert> kept = new ArrayList<>();
    known.stream()
        .filter(Alert::isOpen)
        .sorted(Comparator.comparing(Alert::openedAt).thenComparing(Alert::id))
        .forEach(
            alert -> {
              if (ended.rules.containsKey(alert.name())) {
                kept.add(alert);
              } else {
                dropped.add(alert.dropped(now));
              }
            });
    return new Step(ended.with(kept), dropped);
  }

  private static final Comparator<Alert> BY_END =
      Comparator.comparing(alert -> alert.endedAt().orElse(Instant.EPOCH));

  /** Adds what happened. */
  public Step take(List<Occurrence> occurrences, Instant now) {
    Map<Group, Alert> gathering =
        open.values().stream()
            .filter(alert -> alert.status() == Alert.Status.GATHERING)
            .collect(Collectors.toMap(Group::of, alert -> alert));
    Map<Group, Alert> changed = new LinkedHashMap<>();
    for (Occurrence occurrence : occurrences) {
      rules.values().stream()
          .filter(rule -> rule.on().contains(occurrence.cause().trigger()))
          .forEach(
              rule -> {
                Group group = new Group(rule.name(), occurrence.cause());
                Alert before = gathering.get(group);
                Alert after =
                    before == null ? open(rule, group, occurrence, now) : before.with(occurrence);
                gathering.put(group, after);
                changed.put(group, after);
              });
    }
    return step(List.copyOf(changed.values()));
  }

  private Alert open(AlertRule rule, Group group, Occurrence first, Instant now) {
    return Alert.open(freshId(group, now), rule, first, now, notBefore(rule, group, now));
  }

  private String freshId(Group group, Instant now) {
    Cause cause = group.cause();
    String id =
        Digests.name(
            group.name(),
            cause.trigger().name(),
            cause.entity(),
            String.join(",", cause.fields()),
            String.join(",", cause.systems()),
            cause.reason(),
            now.toString());
    while (open.containsKey(id) || lastEnded.values().stream().anyMatch(idIs(id))) {
      id = Digests.name(id);
    }
    return id;
  }

  private static Predicate<Alert> idIs(String id) {
    return alert -> alert.id().equals(id);
  }

  private Instant notBefore(AlertRule rule, Group group, Instant now) {
    Instant gathered = now.plus(rule.gather());
    return Optional.ofNullable(told.get(group))
        .map(last -> last.plus(rule.quiet()))
        .filter(gathered::isBefore)
        .orElse(gathered);
  }

  /** Fixes the text of what is due. Of one cause there is one message on its way at a time. */
  public Step begin(Instant now) {
    return step(
        open.values().stream()
            .filter(alert -> alert.status() == Alert.Status.GATHERING)
            .filter(alert -> !alert.dueAt().isAfter(now) && !isSending(Group.of(alert)))
            .map(alert -> alert.begun(now))
            .toList());
  }

  private boolean isSending(Group group) {
    return sending().anyMatch(alert -> Group.of(alert).equals(group));
  }

  private Stream<Alert> sending() {
    return open.values().stream().filter(alert -> alert.status() == Alert.Status.SENDING);
  }

  /** What is to be sent now, the oldest first. */
  public List<Alert> ready(Instant now) {
    return sending()
        .filter(alert -> alert.nextAttempt().filter(next -> !next.isAfter(now)).isPresent())
        .toList();
  }

  /** The rule of an open alert. */
  public AlertRule rule(Alert alert) {
    return Optional.ofNullable(rules.get(alert.name())).orElseThrow();
  }

  /** The receiver has it. */
  public Step sent(String id, Instant now) {
    Alert alert = Optional.ofNullable(open.get(id)).orElseThrow();
    Instant quietUntil = now.plus(rule(alert).quiet());
    Stream<Alert> waiting =
        open.values().stream()
            .filter(other -> other.status() == Alert.Status.GATHERING)
            .filter(other -> Group.of(other).equals(Group.of(alert)))
            .filter(other -> other.dueAt().isBefore(quietUntil))
            .map(other -> other.notBefore(quietUntil));
    return step(Stream.concat(Stream.of(alert.sent(now)), waiting).toList());
  }

  /** An attempt did not work. */
  public Step failed(String id, Failure why, Instant now) {
    Alert alert = Optional.ofNullable(open.get(id)).orElseThrow();
    Duration pause = Attempts.pause(alert.attempts() + 1, why);
    boolean hopeless = now.plus(pause).isAfter(alert.dueAt().plus(Attempts.PATIENCE));
    return step(List.of(hopeless ? alert.givenUp(why, now) : alert.failed(why, now.plus(pause))));
  }

  /** What a person should know: rules whose messages do not get out, and why. */
  public List<Failure> troubles() {
    Map<String, Alert> troubled = new HashMap<>();
    lastEnded.forEach(
        (name, alert) -> {
          if (alert.status() == Alert.Status.GIVEN_UP && rules.containsKey(name)) {
            troubled.put(name, alert);
          }
        });
    sending()
        .filter(alert -> alert.attempts() >= Attempts.NOT_WORTH_A_WORD)
        .forEach(alert -> troubled.put(alert.name(), alert));
    return troubled.values().stream()
        .sorted(Comparator.comparing(Alert::name))
        .map(Attempts::trouble)
        .toList();
  }

  private Step step(List<Alert> changed) {
    return new Step(changed.isEmpty() ? this : with(changed), changed);
  }

  private AlertBook with(List<Alert> changed) {
    Map<String, Alert> nowOpen = new LinkedHashMap<>(open);
    Map<Group, Instant> nowTold = new HashMap<>(told);
    Map<String, Alert> nowEnded = new HashMap<>(lastEnded);
    for (Alert alert : changed) {
      if (alert.isOpen()) {
        nowOpen.put(alert.id(), alert);
      } else {
        nowOpen.remove(alert.id());
        nowEnded.put(alert.name(), alert);
      }
      if (alert.status() == Alert.Status.SENT) {
        nowTold.put(Group.of(alert), alert.endedAt().orElseThrow());
      }
    }
    return new AlertBook(rules, nowOpen, nowTold, nowEnded);
  }
}
