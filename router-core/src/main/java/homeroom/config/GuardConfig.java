package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Named;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.planning.Guard;
import homeroom.planning.Guard.Bounds;
import homeroom.planning.Guard.Hold;
import homeroom.planning.Guard.Kind;
import homeroom.planning.Guard.Limit;
import homeroom.planning.Guard.Season;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code guard:}. */
record GuardConfig(
    Limits limits,
    Named<Limits> entities,
    Optional<Integer> allowance,
    Optional<Hold> hold,
    List<SeasonConfig> seasons,
    ZoneId zone,
    int missingFor) {

  private static final ZoneId UTC = ZoneOffset.UTC;
  private static final int MOST_EXPORTS = 30;

  /** What is written about each kind of change. */
  record Limits(Map<Kind, Limit> written) {

    static final List<Key<Optional<Limit>>> KEYS =
        List.of(
            Key.optional("creates", amount(), "how many records may be new"),
            Key.optional("updates", amount(), "how many known records may change"),
            Key.optional("deletes", amount(), "how many known records may be gone"),
            Key.optional("rejects", amount(), "how many rows may be unusable"));

    private static final List<Key<Optional<Limit>>> OF_AN_ENTITY = KEYS.subList(0, 3);

    /** Of a row that cannot be used nobody knows the entity. */
    static final Shape<Limits> OF_ENTITY =
        ObjectShape.of(
                "a mapping such as { deletes: 5% }",
                values -> of(OF_AN_ENTITY, values), OF_AN_ENTITY.toArray(Key<?>[]::new))
            .planned(
                "rejects", "Write it beside entities:, where it counts for all rows of a file");

    static Limits of(ObjectShape.Values values) {
      return of(KEYS, values);
    }

    private static Limits of(List<Key<Optional<Limit>>> keys, ObjectShape.Values values) {
      Map<Kind, Limit> written = new EnumMap<>(Kind.class);
      for (Key<Optional<Limit>> key : keys) {
        values
            .get(key)
            .ifPresent(
                limit -> written.put(Kind.valueOf(key.name().toUpperCase(Locale.ROOT)), limit));
      }
      return new Limits(written);
    }

    /** Where nothing is written the others count. */
    Map<Kind, Limit> over(Map<Kind, Limit> others) {
      Map<Kind, Limit> all = new HashMap<>(others);
      all.putAll(written);
      return all;
    }
  }

  /** One of {@code seasons:}. */
  record SeasonConfig(
      Located<String> name,
      MonthDay from,
      MonthDay until,
      Limits limits,
      Optional<Integer> allowance,
      Optional<Hold> hold) {

    private static final Key<Located<String>> NAME =
        Key.required("name", Shapes.TEXT.located(), "what the season is called");
    private static final Key<MonthDay> FROM = Key.required("from", day(), "its first day");
    private static final Key<MonthDay> UNTIL = Key.required("until", day(), "its last day");

    static final Shape<SeasonConfig> SHAPE =
        ObjectShape.of(
            "a season with name, from and until",
            values ->
                new SeasonConfig(
                    values.get(NAME),
                    values.get(FROM),
                    values.get(UNTIL),
                    Limits.of(values),
                    values.get(ALLOWANCE),
                    values.get(HOLD)),
            and(NAME, FROM, UNTIL, ALLOWANCE, HOLD));

    Season compile(Bounds usual) {
      // Whoever says what counts in a season means all entities.
      return new Season(
          name.value(),
          from,
          until,
          new Bounds(
              limits.over(usual.limits()),
              usual.entities().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, it -> limits.over(it.getValue()))),
              allowance.orElse(usual.allowance()),
              hold.orElse(usual.hold())));
    }
  }

  private static final Key<Optional<Integer>> ALLOWANCE =
      Key.optional(
          "allowance",
          Shapes.whole(0, Integer.MAX_VALUE),
          "how many of each kind are let through whatever share they are");
  private static final Key<Optional<Hold>> HOLD =
      Key.optional("hold", Shapes.choice(Hold.class), "what waits where too much is gone");
  private static final Key<Named<Limits>> ENTITIES =
      Key.withDefault(
          "entities",
          Shapes.named("a mapping of entities", Limits.OF_ENTITY),
          Named.none(),
          "other limits for some entities");
  private static final Key<List<SeasonConfig>> SEASONS =
      Key.withDefault(
          "seasons",
          Shapes.oneOrMany(SeasonConfig.SHAPE),
          List.of(),
          "days of each year with other limits");
  private static final Key<ZoneId> ZONE =
      Key.withDefault("zone", timeZone(), UTC, "whose days the seasons are");

  private static final Key<Integer> MISSING_FOR =
      Key.withDefault(
          "missing-for",
          Shapes.whole(1, MOST_EXPORTS),
          1,
          "in how many complete exports in a row a record must be missing to count as deleted");

  static final Shape<GuardConfig> SHAPE =
      ObjectShape.of(
          "a mapping such as { deletes: 5% }",
          values ->
              new GuardConfig(
                  Limits.of(values),
                  values.get(ENTITIES),
                  values.get(ALLOWANCE),
                  values.get(HOLD),
                  values.get(SEASONS),
                  values.get(ZONE),
                  values.get(MISSING_FOR)),
          and(ENTITIES, ALLOWANCE, HOLD, SEASONS, ZONE, MISSING_FOR));

  static final GuardConfig NONE =
      new GuardConfig(
          new Limits(Map.of()),
          Named.none(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          UTC,
          1);

  private static Key<?>[] and(Key<?>... more) {
    Key<?>[] all = new Key<?>[Limits.KEYS.size() + more.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < Limits.KEYS.size() ? Limits.KEYS.get(i) : more[i - Limits.KEYS.size()];
    }
    return all;
  }

  private static Shape<Limit> amount() {
    return Shapes.scalar("a share such as 5%, a number such as 200, any or none", GuardConfig::of);
  }

  private static Optional<Limit> of(String text) {
    return switch (text) {
      case "any" -> Optional.of(Limit.ANY);
      case "none" -> Optional.of(Limit.NONE);
      default ->
          text.matches("\\d{1,9}")
              ? Optional.of(Limit.count(Long.parseLong(text)))
              : Shapes.share(text).map(Limit::share);
    };
  }

  private static Shape<MonthDay> day() {
    return Shapes.scalar(
        "a day of the year such as 07-15",
        text -> {
          try {
            return Optional.of(MonthDay.parse("--" + text));
          } catch (DateTimeException noDay) {
            return Optional.empty();
          }
        });
  }

  static Shape<ZoneId> timeZone() {
    return Shapes.scalar(
        "a time zone such as America/Chicago",
        text -> {
          try {
            return Optional.of(ZoneId.of(text));
          } catch (DateTimeException noZone) {
            return Optional.empty();
          }
        });
  }

  /**
   * @param mapped the entities that the source has records of
   */
  Guard compile(Set<String> mapped, Compilation compilation) {
    entities
        .items()
        .forEach(
            item -> {
              if (!mapped.contains(item.name())) {
                compilation
                    .problems()
                    .unknown(
                        item.place(),
                        "the source has no records of this entity",
                        item.name(),
                        List.copyOf(mapped));
              }
            });
    Bounds otherwise = Guard.DEFAULT.usual();
    Bounds usual =
        new Bounds(
            limits.over(otherwise.limits()),
            entities
                .sound()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().written())),
            allowance.orElse(otherwise.allowance()),
            hold.orElse(otherwise.hold()));
    return new Guard(
        usual, seasons.stream().map(it -> it.compile(usual)).toList(), zone, missingFor);
  }
}
