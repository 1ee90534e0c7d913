package homeroom.api;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One file, one scheduled pull, or one notification.
 *
 * @param id names the content: the same bytes always have the same id; empty when there is nothing
 *     new
 * @param origin what was read, for people ({@code OneRoster.zip}); no secret, no personal data
 * @param coverage for each collection whether the batch holds all of it
 * @param rows read lazily and once, on one thread; the receiver closes the stream in any case, as a
 *     thread may read ahead. Reading them may end in {@link UnusableBatch}, so whoever takes a
 *     batch in reads it to its end first
 * @param next where to go on after all items were accepted
 * @param producedAt when the source made it, or what is read of it, where the adapter knows: no
 *     change from before is missing
 * @param formats for collections that are read by a contract, the name of that version of it
 */
public record Batch(
    String id,
    String origin,
    Map<String, Coverage> coverage,
    Stream<UnreadRow> rows,
    Cursor next,
    Optional<Instant> producedAt,
    Map<String, String> formats)
    implements AutoCloseable {

  /** How much of a collection a batch holds. */
  public enum Coverage {
    /** Every record; one that was here before and is missing now may have been deleted. */
    COMPLETE,
    /** Only some records; a missing one means nothing. */
    PARTIAL
  }

  public Batch {
    coverage = Map.copyOf(coverage);
    formats = Map.copyOf(formats);
  }

  /** Read by no contract. */
  public Batch(
      String id,
      String origin,
      Map<String, Coverage> coverage,
      Stream<UnreadRow> rows,
      Cursor next,
      Optional<Instant> producedAt) {
    this(id, origin, coverage, rows, next, producedAt, Map.of());
  }

  /** Of rows that were read already. */
  public static Batch ofItems(
      String id,
      String origin,
      Map<String, Coverage> coverage,
      Stream<SourceItem> items,
      Cursor next,
      Optional<Instant> producedAt) {
    return new Batch(id, origin, coverage, items.map(UnreadRow::of), next, producedAt);
  }

  /** All rows, read; instead of {@link #rows()}. */
  public Stream<SourceItem> items() {
    Set<Fingerprint> ids = new HashSet<>();
    return rows.map(row -> item(row, ids));
  }

  /** A row that cannot be used leaves its id to another. */
  private static SourceItem item(UnreadRow row, Set<Fingerprint> ids) {
    Optional<Fingerprint> id = row.content().map(_ -> row.id());
    if (id.filter(ids::contains).isPresent()) {
      return row.doubled();
    }
    SourceItem item = row.read();
    if (item instanceof SourceItem.Row) {
      id.ifPresent(ids::add);
    }
    return item;
  }

  /** There is nothing new since the cursor. */
  public static Batch nothing(Cursor from) {
    return new Batch("", "", Map.of(), Stream.empty(), from, Optional.empty());
  }

  /**
   * There is nothing new since the cursor, and the source was asked at that time: what it has said
   * is all that it knew then. Of a file that is still the same this cannot be said.
   */
  public static Batch unchanged(Cursor from, Instant asOf) {
    return new Batch("", "", Map.of(), Stream.empty(), from, Optional.of(asOf));
  }

  /** The same batch, to be read once more. */
  public Batch with(Stream<UnreadRow> again) {
    return new Batch(id, origin, coverage, again, next, producedAt, formats);
  }

  /** The same batch of rows that were read already, to be taken in once more. */
  public Batch withItems(List<SourceItem> again) {
    return with(again.stream().map(UnreadRow::of));
  }

  public boolean isEmpty() {
    return id.isEmpty();
  }

  /** Lets go of what the rows are read from. */
  @Override
  public void close() {
    rows.close();
  }
}
