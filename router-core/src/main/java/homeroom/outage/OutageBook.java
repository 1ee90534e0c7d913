package homeroom.outage;

import homeroom.api.Failure;
import homeroom.outage.Outage.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which troubles have lasted for so long that people should know, and which are over. Pure and
 * immutable.
 */
record OutageBook(Map<Subject, Sighting> seen, Map<Subject, Outage> open) {

  /** What needs a person is only given the time in which a hub starts and settles. */
  static final Duration NEEDS_PERSON = Duration.ofSeconds(20);

  /** Restarts and updates of a system pass by themselves. */
  static final Duration BY_ITSELF = Duration.ofMinutes(10);

  /** A trouble that was gone for less than this was not gone. */
  static final Duration CALM = Duration.ofMinutes(1);

  /**
   * A trouble that is there, or was a moment ago.
   *
   * @param failure as it was seen last
   */
  private record Sighting(Failure failure, Instant first, Instant last) {}

  /**
   * What a look at the troubles came to.
   *
   * @param changed what began or ended, to be written down before the book counts
   */
  record Step(OutageBook book, List<Outage> changed) {}

  OutageBook {
    seen = Map.copyOf(seen);
    open = Map.copyOf(open);
  }

  /**
   * @param open what was going on when the hub was last looked at
   */
  static OutageBook of(Collection<Outage> open, Instant now) {
    Map<Subject, Outage> going = new LinkedHashMap<>();
    Map<Subject, Sighting> seen = new LinkedHashMap<>();
    for (Outage outage : open) {
      going.put(outage.subject(), outage);
      seen.put(outage.subject(), new Sighting(outage.failure(), outage.beganAt(), now));
    }
    return new OutageBook(seen, going);
  }

  /** Takes in what does not work now. */
  Step look(List<Trouble> troubles, Instant now) {
    Map<Subject, Sighting> sightings = sightings(troubles, now);
    Map<Subject, Outage> going = new LinkedHashMap<>(open);
    List<Outage> changed = new ArrayList<>();
    for (Subject subject : subjects(sightings)) {
      change(subject, Optional.ofNullable(sightings.get(subject)), now)
          .ifPresent(
              outage -> {
                changed.add(outage);
                if (outage.endedAt().isPresent()) {
                  going.remove(subject);
                } else {
                  going.put(subject, outage);
                }
              });
    }
    return new Step(new OutageBook(sightings, going), List.copyOf(changed));
  }

  private Set<Subject> subjects(Map<Subject, Sighting> sightings) {
    Set<Subject> subjects = new LinkedHashSet<>(sightings.keySet());
    subjects.addAll(open.keySet());
    return subjects;
  }

  private Map<Subject, Sighting> sightings(List<Trouble> troubles, Instant now) {
    Map<Subject, Sighting> sightings = new LinkedHashMap<>();
    for (Trouble trouble : troubles) {
      Subject subject = Subject.of(trouble);
      Instant first =
          Optional.ofNullable(seen.get(subject))
              .filter(sighting -> isFresh(sighting, now))
              .map(Sighting::first)
              .orElse(now);
      sightings.putIfAbsent(subject, new Sighting(trouble.failure(), first, now));
    }
    seen.forEach(
        (subject, sighting) -> {
          if (isFresh(sighting, now)) {
            sightings.putIfAbsent(subject, sighting);
          }
        });
    return sightings;
  }

  private static boolean isFresh(Sighting sighting, Instant now) {
    return sighting.last().plus(CALM).isAfter(now);
  }

  private Optional<Outage> change(Subject subject, Optional<Sighting> sighting, Instant now) {
    Optional<Outage> going = Optional.ofNullable(open.get(subject));
    if (going.isPresent()) {
      return sighting.isPresent() ? Optional.empty() : going.map(it -> it.over(lastSeen(it, now)));
    }
    return sighting
        .filter(it -> !it.first().plus(patience(subject)).isAfter(it.last()))
        .map(it -> new Outage(subject, it.failure(), it.first(), Optional.empty()));
  }

  private Instant lastSeen(Outage outage, Instant now) {
    return Optional.ofNullable(seen.get(outage.subject())).map(Sighting::last).orElse(now);
  }

  private static Duration patience(Subject subject) {
    return subject.needsPerson() ? NEEDS_PERSON : BY_ITSELF;
  }
}
