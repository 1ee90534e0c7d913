package homeroom.ingest;

import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a system that is a consumer as well confirmed since its last batch, and what that means for
 * the rows of the next. Used by one batch, on one thread.
 */
final class ConfirmedRows {

  private static final Digest NOTHING = new Digest(new byte[16]);

  private final SourceStanding standing;
  private final Chunks chunks;
  private final List<Long> readSince;
  private final Set<String> writtenMeanwhile = new HashSet<>();

  /**
   * @param readSince where the receipts of the system ended when it began to be read
   */
  ConfirmedRows(SourceStanding standing, Chunks chunks, List<Long> readSince) {
    this.standing = standing;
    this.chunks = chunks;
    this.readSince = readSince;
  }

  /** Whether a record was written at the system while that was read. */
  boolean writtenMeanwhile(String key) {
    return writtenMeanwhile.contains(key);
  }

  /**
   * What the system confirmed stands above what it said before, so such a row is said again. That
   * is written down before the place up to which receipts were read, or a crash would lose it.
   */
  void sayAgain() {
    standing
        .cursor()
        .setReceipts(standing.log().confirmed(standing.cursor().getReceipts(), this::confirmed));
  }

  /** Of a row that names the record by the system's own id, the same holds. */
  private void confirmed(SourceLog.Confirmed receipt) {
    confirmed(receipt, receipt.record());
    receipt.ownId().ifPresent(id -> confirmed(receipt, id));
  }

  private void confirmed(SourceLog.Confirmed receipt, String record) {
    switch (receipt.outcome()) {
      case DELETED -> {
        noteWrittenMeanwhile(receipt, record);
        forgetDeleted(record);
      }
      case CREATED, UPDATED, UNCHANGED, CHANGED_MEANWHILE -> {
        noteWrittenMeanwhile(receipt, record);
        sayAgain(record);
      }
      case HANDED_OVER -> sayAgain(record);
      case REFUSED -> {}
    }
  }

  /**
   * Whoever was read while we wrote to it, or looked at it before writing, may have been read
   * before or after. Taken for news, an old value would undo what we just wrote or saw; so such a
   * row waits until it is read again. What was only handed over is not expected to show yet.
   */
  private void noteWrittenMeanwhile(SourceLog.Confirmed receipt, String record) {
    if (receipt.isAfter(readSince)) {
      writtenMeanwhile.add(record);
    }
  }

  /** That a record is gone which we took away ourselves is nothing that the system tells us. */
  private void forgetDeleted(String key) {
    if (standing.accepted().find(key).isPresent()) {
      standing.accepted().remove(key);
      chunks.forget(key);
      chunks.wrote();
    }
  }

  /** Whether the hub wrote the record there since the system last spoke of it. */
  static boolean isUnsaid(Accepted last) {
    return last.getDigest().equals(NOTHING);
  }

  private void sayAgain(String key) {
    standing
        .accepted()
        .find(key)
        .filter(last -> !isUnsaid(last))
        .ifPresent(
            last -> {
              Accepted unsaid = new Accepted(NOTHING, last.getCollection(), 0, null);
              standing.accepted().put(key, unsaid);
              chunks.accept(key, unsaid);
              chunks.wrote();
            });
  }
}
