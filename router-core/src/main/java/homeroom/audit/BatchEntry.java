package homeroom.audit;

import homeroom.schema.BatchReport;
import homeroom.schema.CollectionReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a file or a pull.
 *
 * @param status {@code STARTED}, {@code ACCEPTED}, {@code FAILED} or {@code HELD}
 * @param code why it failed or is held
 * @param held the name of what of it waits for a person
 * @param heldUntil until when that can be let through
 * @param approvedBy who let through what was held
 */
public record BatchEntry(
    String system,
    String batch,
    String origin,
    String status,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<String> code,
    Optional<String> message,
    Optional<String> remedy,
    Optional<String> held,
    Optional<Instant> heldUntil,
    Optional<String> approvedBy,
    List<Collection> collections) {

  /**
   * What became of the rows of a collection.
   *
   * @param left rows of a batch that was read again, of records of which something newer is known
   * @param format the version of the format by whose contract it was read
   */
  public record Collection(
      String collection,
      long rows,
      long created,
      long changed,
      long unchanged,
      long deleted,
      long rejected,
      long skipped,
      long left,
      Optional<String> format) {}

  public BatchEntry {
    collections = List.copyOf(collections);
  }

  /** The same as the log has it. */
  public static BatchEntry of(BatchReport report) {
    return new BatchEntry(
        report.getSystem(),
        report.getBatchId(),
        report.getOrigin(),
        report.getStatus().name(),
        Micros.toInstant(report.getStartedAt()),
        Optional.ofNullable(report.getEndedAt()).map(Micros::toInstant),
        Optional.ofNullable(report.getCode()),
        Optional.ofNullable(report.getMessage()),
        Optional.ofNullable(report.getRemedy()),
        Optional.ofNullable(report.getHeld()),
        Optional.ofNullable(report.getHeldUntil()).map(Micros::toInstant),
        Optional.ofNullable(report.getApprovedBy()),
        report.getCollections().stream().map(BatchEntry::of).toList());
  }

  private static Collection of(CollectionReport report) {
    return new Collection(
        report.getCollection(),
        report.getRows(),
        report.getCreated(),
        report.getChanged(),
        report.getUnchanged(),
        report.getDeleted(),
        report.getRejected(),
        report.getSkipped(),
        report.getLeft(),
        Optional.ofNullable(report.getFormat()));
  }
}
