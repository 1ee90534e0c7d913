package homeroom.app;

import homeroom.api.Failure;
import java.util.Optional;

/**
 * How much room the disk of the data folder has, and what follows from it. A broker that cannot
 * write stops, so people are told while there is time, and what comes in from outside is refused
 * while there still is room for what was accepted: its decisions, deliveries and receipts.
 *
 * @param free in bytes, for the hub's user
 * @param total in bytes; 0 if nobody knows
 */
record DiskSpace(long free, long total) {

  /** Below this people are told. */
  static final long LOW = 2L << 30;

  /** Below this share of the disk they are told as well: one in so many. */
  static final int LOW_SHARE = 20;

  /** Below this nothing more is taken in. */
  static final long FULL = 512L << 20;

  private static final String REMEDY =
      "make room on the disk of the data folder, or enlarge it; nothing in the folder itself may"
          + " be deleted while the hub runs. See df -h, and du -sh on the data folder";

  /** What a person should look at. */
  Optional<Failure> concern() {
    return hindrance().or(this::low);
  }

  /** Why nothing is taken in. The message does not change with every byte: it is told once. */
  Optional<Failure> hindrance() {
    return isKnown() && free < FULL
        ? Optional.of(
            Failure.of(
                Failure.Kind.TRANSIENT,
                "DISK_FULL",
                "less than 512 MiB are free on the disk of the data folder; sources are not read,"
                    + " and notifications are refused, until there are",
                REMEDY + ". Sources are read again by themselves then"))
        : Optional.empty();
  }

  private Optional<Failure> low() {
    return isKnown() && (free < LOW || free < total / LOW_SHARE)
        ? Optional.of(
            Failure.of(
                Failure.Kind.CONFIGURATION,
                "DISK_LOW",
                "only %d MiB of %d MiB are free on the disk of the data folder"
                    .formatted(free >> 20, total >> 20),
                REMEDY + ". Below 512 MiB nothing more is taken in"))
        : Optional.empty();
  }

  private boolean isKnown() {
    return total > 0;
  }
}
