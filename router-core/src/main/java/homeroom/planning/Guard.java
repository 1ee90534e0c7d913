package homeroom.planning;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much one batch may change without a person saying so, by the time of the year. Pure.
 *
 * @param usual what counts on all other days
 * @param seasons the first that a day is in counts on that day
 * @param zone whose days they are
 * @param missingFor in how many complete exports, one behind the other, a record must be missing
 *     before it counts as deleted; at least 1
 */
public record Guard(Bounds usual, List<Season> seasons, ZoneId zone, int missingFor) {

  /** Five deletions in a hundred, three updates in four, a bad row in ten, whatever is new. */
  public static final Guard DEFAULT =
      new Guard(
          new Bounds(
              Map.of(
                  Kind.UPDATES, Limit.share(0.75),
                  Kind.DELETES, Limit.share(0.05),
                  Kind.REJECTS, Limit.share(0.1)),
              Map.of(),
              10,
              Hold.DELETES),
          List.of(),
          ZoneOffset.UTC,
          1);

  /** Lets everything through. */
  public static final Guard NONE =
      new Guard(new Bounds(Map.of(), Map.of(), 0, Hold.DELETES), List.of(), ZoneOffset.UTC, 1);

  /** What a batch does to records, and what of it cannot be used. */
  public enum Kind {
    CREATES,
    UPDATES,
    DELETES,
    /** Rows that cannot be used. */
    REJECTS
  }

  /** What waits when there is too much of something. */
  public enum Hold {
    /** Deletions only, where only they are too many; new and changed records are taken in. */
    DELETES,
    /** The whole batch. */
    ALL
  }

  /**
   * So much is let through.
   *
   * @param share of the records that are known, or of the rows, from 0 to 1
   * @param count whatever the share
   */
  public record Limit(Optional<Double> share, Optional<Long> count) {

    /** As much as there is. */
    public static final Limit ANY = new Limit(Optional.empty(), Optional.empty());

    /** Nothing at all. */
    public static final Limit NONE = Limit.count(0);

    public static Limit share(double share) {
      return new Limit(Optional.of(share), Optional.empty());
    }

    public static Limit count(long count) {
      return new Limit(Optional.empty(), Optional.of(count));
    }

    /**
     * Whether so many are too many.
     *
     * @param all the records or rows that they are a share of; of none there is no share
     * @param allowance so many are no matter of a share
     */
    boolean isExceededBy(long number, long all, int allowance) {
      boolean tooMany = count.filter(most -> number > most).isPresent();
      boolean tooGreat = share.filter(most -> all > 0 && number > most * all).isPresent();
      return tooMany || tooGreat && number > allowance;
    }
  }

  /**
   * What counts at one time.
   *
   * @param limits of what is not named there may be any number
   * @param entities other limits for some entities
   * @param allowance so many of each kind are let through whatever share they are, so that a small
   *     class can lose a seat
   */
  public record Bounds(
      Map<Kind, Limit> limits, Map<String, Map<Kind, Limit>> entities, int allowance, Hold hold) {

    public Bounds {
      limits = Map.copyOf(limits);
      entities = Map.copyOf(entities);
    }

    Limit limit(String entity, Kind kind) {
      Limit usual = limits.getOrDefault(kind, Limit.ANY);
      return entities.getOrDefault(entity, Map.of()).getOrDefault(kind, usual);
    }
  }

  /**
   * Days of each year with bounds of their own.
   *
   * @param name for people
   * @param until the last of them; before {@code from} if new year is among them
   */
  public record Season(String name, MonthDay from, MonthDay until, Bounds bounds) {

    boolean holds(LocalDate day) {
      MonthDay at = MonthDay.from(day);
      boolean begun = !at.isBefore(from);
      boolean over = at.isAfter(until);
      return from.isAfter(until) ? begun || !over : begun && !over;
    }
  }

  public Guard {
    seasons = List.copyOf(seasons);
  }

  /** The season that a moment is in. */
  public Optional<Season> season(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    return seasons.stream().filter(season -> season.holds(day)).findFirst();
  }

  /**
   * What a batch does to the records of one entity in one collection.
   *
   * @param known how many of them were known before
   * @param rows how many rows the collection has
   * @param doubtful whether some rows could not be used, so that a record that is missing may be
   *     one of those
   */
  public record Part(
      String collection,
      String entity,
      long known,
      long rows,
      Map<Kind, Long> changes,
      boolean doubtful) {

    public Part {
      changes = Map.copyOf(changes);
    }

    public long number(Kind kind) {
      return changes.getOrDefault(kind, 0L);
    }

    long whole(Kind kind) {
      return kind == Kind.REJECTS ? rows : known;
    }
  }

  /**
   * Something that there is too much of.
   *
   * @param kind in {@code part}
   */
  public record Excess(Part part, Kind kind) {

    public long number() {
      return part.number(kind);
    }

    /** Of how many. */
    public long whole() {
      return part.whole(kind);
    }
  }

  /**
   * What a batch waits for.
   *
   * @param excesses what there is too much of
   * @param whole whether all of it waits; otherwise only the deletions of these parts
   * @param season in which it was judged
   */
  public record Judgement(List<Excess> excesses, boolean whole, Optional<String> season) {

    /** All goes its way. */
    public static final Judgement NOTHING = new Judgement(List.of(), false, Optional.empty());

    public Judgement {
      excesses = List.copyOf(excesses);
    }

    /** The same, where all of the batch waits. */
    public Judgement ofTheWhole() {
      return new Judgement(excesses, true, season);
    }

    public boolean letsAllThrough() {
      return excesses.isEmpty();
    }

    /** Whether the deletions of a part wait. */
    public boolean holdsDeletes(String collection, String entity) {
      return excesses.stream()
          .filter(it -> it.kind() == Kind.DELETES)
          .map(Excess::part)
          .anyMatch(it -> it.collection().equals(collection) && it.entity().equals(entity));
    }
  }

  /** Judges a batch by what it would do. */
  public Judgement judge(Collection<Part> parts, Instant at) {
    Optional<Season> season = season(at);
    Bounds bounds = season.map(Season::bounds).orElse(usual);
    List<Excess> excesses = new ArrayList<>();
    for (Part part : parts) {
      for (Kind kind : Kind.values()) {
        if (isTooMuch(part, kind, bounds)) {
          excesses.add(new Excess(part, kind));
        }
      }
    }
    boolean whole =
        excesses.stream().anyMatch(it -> it.kind() != Kind.DELETES)
            || !excesses.isEmpty() && bounds.hold() == Hold.ALL;
    return new Judgement(excesses, whole, season.map(Season::name));
  }

  private static boolean isTooMuch(Part part, Kind kind, Bounds bounds) {
    long number = part.number(kind);
    return bounds
            .limit(part.entity(), kind)
            .isExceededBy(number, part.whole(kind), bounds.allowance())
        || kind == Kind.DELETES && part.doubtful() && number > 0;
  }

  /** A count of nothing yet. */
  public static Map<Kind, Long> nothing() {
    return new EnumMap<>(Kind.class);
  }
}
