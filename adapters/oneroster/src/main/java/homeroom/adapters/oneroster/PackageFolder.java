package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.support.files.FileNames;
import homeroom.support.files.Listed;
import homeroom.support.files.Listing;
import java.util.Locale;
import java.util.Optional;

/** What lies in a folder whose CSV files are a package. */
final class PackageFolder {

  private static final String ZIP = ".zip";

  private PackageFolder() {}

  /** Which names are looked at. */
  static boolean mayHold(String name) {
    return isTable(name) || isZip(name);
  }

  static boolean isTable(String name) {
    return FileNames.isCsv(name);
  }

  private static boolean isZip(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ZIP);
  }

  /**
   * Of a folder the CSV files alone; of a file that file.
   *
   * @throws AdapterFailure if archives are there instead; of several, each may say what changed
   *     only, so none may be passed over
   */
  static Listing tables(Listing all) throws AdapterFailure {
    Listing tables = all.only(PackageFolder::isTable);
    if (tables.files().isEmpty() && !all.files().isEmpty()) {
      throw Faults.configuration(
          "ARCHIVE_IN_FOLDER",
          "Looking into the folder of the package: there are "
              + all.files().size()
              + " ZIP archives and no CSV file.",
          "Have the export always written under one name, and name it in from.path, such as"
              + " exports/OneRoster.zip.");
    }
    return tables;
  }

  /** How the manifest of a folder is listed; empty where a change of it would not show. */
  static Optional<String> manifest(Listing tables) {
    return tables.folder().isEmpty()
        ? Optional.empty()
        : tables.only(Manifest.FILE::equalsIgnoreCase).files().stream()
            .filter(Listed::tellsChanges)
            .findFirst()
            .flatMap(file -> tables.only(file.name()::equals).stamp());
  }

  /**
   * Waits where files changed since the last package and the manifest did not: it would say of a
   * few changes that they are all there is.
   *
   * @throws AdapterFailure of kind {@code TRANSIENT}
   */
  static void requireNewManifest(Optional<String> manifest, Position read) throws AdapterFailure {
    if (manifest.isPresent() && manifest.equals(read.manifest())) {
      throw new AdapterFailure(
          Failure.of(
              Kind.TRANSIENT,
              "ONEROSTER_OLD_MANIFEST",
              "Looking into the folder of the package: files changed since the last package, and"
                  + " manifest.csv did not.",
              "The hub looks again; have the export write manifest.csv each time, after all other"
                  + " files."));
    }
  }
}
