package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The failures of this adapter as a whole. */
final class Faults {

  private static final String EXPORT_AGAIN = "Export the package again and hand it in complete.";

  private Faults() {}

  /** The package as a whole cannot be used. */
  static AdapterFailure content(String code, String message) {
    return content(code, message, EXPORT_AGAIN);
  }

  static AdapterFailure content(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Kind.CONTENT, "ONEROSTER_" + code, message, remedy));
  }

  static AdapterFailure configuration(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Kind.CONFIGURATION, "ONEROSTER_" + code, message, remedy));
  }

  /** The disk said no; whether an operator must act is told by the kind of exception. */
  static AdapterFailure io(String doing, IOException cause) {
    Failure failure =
        switch (cause) {
          case AccessDeniedException _ ->
              Failure.of(
                  Kind.CONFIGURATION,
                  "ONEROSTER_NO_ACCESS",
                  doing + ": the hub's account may not.",
                  "Give the hub's account access to the path, or name another path.");
          case NotDirectoryException _ -> notThere(doing);
          case NoSuchFileException _ -> notThere(doing);
          case FileAlreadyExistsException _ -> notThere(doing);
          default -> transientFailure(doing);
        };
    return new AdapterFailure(failure, cause);
  }

  private static Failure notThere(String doing) {
    return Failure.of(
        Kind.CONFIGURATION,
        "ONEROSTER_NO_SUCH_PATH",
        doing + ": the path is not there or not a folder.",
        "Correct the path in the configuration, or create it.");
  }

  private static Failure transientFailure(String doing) {
    return Failure.of(
        Kind.TRANSIENT,
        "ONEROSTER_IO",
        doing + ": the disk did not do it.",
        "The hub tries again; if it stays, look for a full disk or a lost mount.");
  }
}
