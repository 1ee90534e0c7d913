package homeroom.adapters.oneroster;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what was forgiven in a package, to be said once per package rather than once per row. Not
 * thread-safe.
 */
final class Notes {

  /** Something that the specification does not allow and that loses no row. */
  enum Note {
    IN_A_FOLDER,
    OTHER_FILE_NAME,
    OTHER_COLUMN_NAME,
    OTHER_CASE,
    OTHER_DATE_FORMAT,
    OWN_WORD,
    /** A column that the version does not have and that is not marked as a district's own. */
    OWN_COLUMN,
    /** The hint of when a row changed has no one meaning and is not used. */
    UNUSED_TIME,
    /** {@code status} or {@code dateLastModified} in a bulk file, which are blank there. */
    STATUS_IN_BULK,
    /** {@code inactive}, which is of 1.0. */
    INACTIVE,
    /** A file that only another version has. */
    OTHER_VERSIONS_FILE,
    UNDECLARED_EMPTY_FILE
  }

  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

  private final Map<Note, Long> counts = new EnumMap<>(Note.class);

  void add(Note note) {
    counts.merge(note, 1L, Long::sum);
  }

  Map<Note, Long> counts() {
    return Map.copyOf(counts);
  }

  void log(String system) {
    counts.forEach(
        (note, count) ->
            LOG.info(
                "OneRoster deviation forgiven. system={} note={} count={}", system, note, count));
  }
}
