package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Why files could not be got, whatever the way to them. */
final class FileFailures {

  private FileFailures() {}

  static Failure stillWritten(String name) {
    return Failure.of(
        Kind.TRANSIENT,
        "FILE_STILL_WRITTEN",
        "Reading " + name + ": it is still being written.",
        "The hub looks again; have the export renamed into place when it is complete, or give it"
            + " more time with from.settle.");
  }

  static Failure cutShort(String name, long got, long size) {
    return Failure.of(
        Kind.TRANSIENT,
        "FILE_CUT_SHORT",
        "Getting " + name + ": " + got + " of " + size + " bytes came.",
        "The hub gets it again; if it stays, look at the connection and the other side's disk.");
  }

  static Failure tooLarge(String name, long atMost) {
    return Failure.of(
        Kind.CONTENT,
        "FILE_TOO_LARGE",
        "Getting " + name + ": it is larger than " + (atMost >> 20) + " MiB.",
        "Look whether it is the right file; if it is, raise from.at-most.");
  }

  static Failure tooSlow(String name) {
    return Failure.of(
        Kind.TRANSIENT,
        "FILE_TOO_SLOW",
        "Getting " + name + ": it did not come within two hours.",
        "The hub gets it again; if it stays, look at the connection.");
  }

  /** It is there, and may be lost with the power. */
  static Failure notForced(String name) {
    return Failure.of(
        Kind.UNKNOWN,
        "FILE_NOT_FORCED",
        "Writing " + name + ": the disk did not confirm it.",
        "The hub writes it again; if it stays, look at the disk.");
  }

  static AdapterFailure interrupted() {
    return new AdapterFailure(
        Failure.of(
            Kind.TRANSIENT,
            "FILE_LOOK_ENDED",
            "Waiting whether a file still grows: the hub is ending.",
            "Nothing to do; it looks again when it is there again."));
  }

  /** This machine's disk said no. */
  static Failure disk(String doing, IOException cause) {
    return cause instanceof AccessDeniedException
        ? Failure.of(
            Kind.CONFIGURATION,
            "FILE_NO_ACCESS",
            doing + ": the hub's account may not.",
            "Give the hub's account access to the path, or name another path.")
        : Failure.of(
            Kind.TRANSIENT,
            "FILE_IO",
            doing + ": the disk did not do it.",
            "The hub tries again; if it stays, look for a full disk or a lost mount.");
  }
}
