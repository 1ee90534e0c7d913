package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** The failures of this adapter as a whole. */
final class Faults {

  private Faults() {}

  static AdapterFailure option(String name, String problem, String remedy) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "CSV_BAD_OPTION",
            "Setting up the CSV source: " + name + " " + problem + ".",
            remedy));
  }

  static AdapterFailure tooMany(int files, int most) {
    return new AdapterFailure(
        Failure.of(
            Kind.CONFIGURATION,
            "CSV_TOO_MANY_FILES",
            "Looking for files: "
                + files
                + " lie there, and the hub keeps account of "
                + most
                + " at most.",
            "Move away those that were read, or name fewer with from.names."));
  }

  static AdapterFailure content(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Kind.CONTENT, "CSV_" + code, message, remedy));
  }

  static AdapterFailure contract(String code, String message, String remedy) {
    return new AdapterFailure(Failure.of(Kind.CONTENT, "CONTRACT_" + code, message, remedy));
  }

  static AdapterFailure io(IOException cause) {
    Failure failure =
        switch (cause) {
          case AccessDeniedException _ ->
              Failure.of(
                  Kind.CONFIGURATION,
                  "CSV_NO_ACCESS",
                  "Reading the kept file: the hub's account may not.",
                  "Give the hub's account access to its data folder.");
          default ->
              Failure.of(
                  Kind.TRANSIENT,
                  "CSV_IO",
                  "Reading the kept file: the disk did not do it.",
                  "The hub tries again; if it stays, look for a full disk or a lost mount.");
        };
    return new AdapterFailure(failure, cause);
  }
}
