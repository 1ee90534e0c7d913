package homeroom.ingest;

import homeroom.api.Failure;
import java.io.IOException;
import java.nio.file.Path;

/** Something that the spool cannot do; says who must act. Holds no record's value or key. */
public final class SpoolFailure extends RuntimeException {

  private final transient Failure failure;

  private SpoolFailure(Failure failure, IOException cause) {
    super(failure.code() + ": " + failure.message(), cause);
    this.failure = failure;
  }

  /** Of a file or a folder. */
  static SpoolFailure unreadable(Path place, IOException cause) {
    return new SpoolFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "SPOOL_UNREADABLE",
            "what was acknowledged before the hub ended cannot be read from "
                + place
                + ": "
                + cause.getClass().getSimpleName(),
            "give this user the right to read and write it and the folders above it; to go on"
                + " without what it holds, move it out of the data folder"),
        cause);
  }

  static SpoolFailure notWritten(Path folder, IOException cause) {
    return new SpoolFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "SPOOL_NOT_WRITTEN",
            "what is in the log could not be kept in "
                + folder
                + " as well, for the case that the machine loses power: "
                + cause.getClass().getSimpleName(),
            "see to it that the disk has room and that this user may write there"),
        cause);
  }

  /** Why, and who must act. */
  public Failure failure() {
    return failure;
  }
}
