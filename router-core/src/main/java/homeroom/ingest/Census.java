package homeroom.ingest;

import homeroom.planning.Guard;
import homeroom.planning.Guard.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What a batch would do, counted, and a digest of it by which the same is known again. Memory does
 * not grow with the changes. Used by one batch, on one thread.
 */
final class Census {

  private static final int DIGEST_BYTES = 16;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(8 * DIGEST_BYTES);

  /** One kind of change to one part; the sum of digests has no order. */
  private static final class Tally {
    private long number;
    private BigInteger digests = BigInteger.ZERO;
    private String lastPlace = "";

    private void add(BigInteger digest) {
      number++;
      digests = digests.add(digest).mod(MODULUS);
    }

    /** A row that several mappings cannot use is one row. */
    private void addAt(String place, BigInteger digest) {
      add(digest);
      number -= place.equals(lastPlace) ? 1 : 0;
      lastPlace = place;
    }
  }

  private final Map<Part, Map<Kind, Tally>> parts = new TreeMap<>();
  private final Map<Part, Long> known;
  private final Set<String> doubtful = new HashSet<>();
  private boolean toldDeletions;

  private Census(Map<Part, Long> known) {
    this.known = Map.copyOf(known);
  }

  /**
   * Nothing of a batch yet.
   *
   * @param known how many records its source spoke of before
   */
  static Census of(Map<Part, Long> known) {
    return new Census(known);
  }

  /**
   * @param key the record's
   * @param content what is new about it, in any form that is the same for the same
   */
  void change(Part part, Kind kind, String key, String content) {
    tally(part, kind).add(digest(kind + " " + key + " " + content));
  }

  /** That some rows of a collection cannot be read, so that a record in them may seem missing. */
  void doubtful(String collection) {
    doubtful.add(collection);
  }

  /** That a row itself says that its record is gone; no later file need say so again. */
  void toldDeletion() {
    toldDeletions = true;
  }

  boolean hasToldDeletions() {
    return toldDeletions;
  }

  void rejected(String collection, String place, String code) {
    tally(new Part(collection, Part.ANY_ENTITY), Kind.REJECTS)
        .addAt(place, digest(place + " " + code));
  }

  private Tally tally(Part part, Kind kind) {
    return parts
        .computeIfAbsent(part, none -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, none -> new Tally());
  }

  /**
   * @param tally of the batch's rows
   */
  Collection<Guard.Part> parts(BatchTally tally) {
    List<Guard.Part> all = new ArrayList<>();
    parts.forEach(
        (part, tallies) -> {
          Map<Kind, Long> changes = new EnumMap<>(Kind.class);
          tallies.forEach((kind, changed) -> changes.put(kind, changed.number));
          all.add(
              new Guard.Part(
                  part.collection(),
                  part.entity(),
                  known.getOrDefault(part, 0L),
                  tally.of(part.collection()).getRows(),
                  changes,
                  doubtful.contains(part.collection())));
        });
    return all;
  }

  /** Names what a judgement holds, and nothing else: another set has another name. */
  String nameOf(Guard.Judgement judgement) {
    return judgement.whole()
        ? nameOfAll(true)
        : name(
            (part, kind) ->
                kind == Kind.DELETES && judgement.holdsDeletes(part.collection(), part.entity()));
  }

  /**
   * Names all that the batch would do.
   *
   * @param whole whether with new and changed records and unusable rows, and not deletions only
   */
  String nameOfAll(boolean whole) {
    return name((_, kind) -> whole || kind == Kind.DELETES);
  }

  private String name(BiPredicate<Part, Kind> waits) {
    StringBuilder held = new StringBuilder();
    parts.forEach(
        (part, tallies) ->
            tallies.forEach(
                (kind, tally) -> {
                  if (waits.test(part, kind)) {
                    held.append(part).append(kind).append(tally.number).append(tally.digests);
                  }
                }));
    return digest(held.toString()).toString(Character.MAX_RADIX);
  }

  private static BigInteger digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, Arrays.copyOf(all, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
