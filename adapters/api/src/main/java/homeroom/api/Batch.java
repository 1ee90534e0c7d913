package homeroom.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One file, one scheduled pull, or one notification.
 *
 * @param id names the content: the same bytes always have the same id; empty when there is nothing
 *     new
 * @param origin what was read, for people ({@code OneRoster.zip}); no secret, no personal data
 * @param coverage for each collection whether the batch holds all of it
 * @param items read lazily and once, on one thread; the receiver closes the stream
 * @param next where to go on after all items were accepted
 * @param producedAt when the source made it, where the source says so
 * @param formats for collections that are read by a contract, the name of that version of it
 */
public record Batch(
    String id,
    String origin,
    Map<String, Coverage> coverage,
    Stream<SourceItem> items,
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
      Stream<SourceItem> items,
      Cursor next,
      Optional<Instant> producedAt) {
    this(id, origin, coverage, items, next, producedAt, Map.of());
  }

  /** There is nothing new since the cursor. */
  public static Batch nothing(Cursor from) {
    return new Batch("", "", Map.of(), Stream.empty(), from, Optional.empty());
  }

  /** The same batch, to be read once more. */
  public Batch with(Stream<SourceItem> again) {
    return new Batch(id, origin, coverage, again, next, producedAt, formats);
  }

  public boolean isEmpty() {
    return id.isEmpty();
  }

  /** Lets go of what the items are read from. */
  @Override
  public void close() {
    items.close();
  }
}
