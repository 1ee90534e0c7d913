package homeroom.adapters.oneroster;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RawStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What lies at the source's path, kept byte by byte.
 *
 * @param name of the file or folder
 * @param at when it was written
 */
record Arrival(String name, RawStore.Kept kept, Instant at) {

  /** Size and time of a file; if they change while it is read, somebody is still writing. */
  private record Stamp(Path file, long size, FileTime time) {

    static List<Stamp> of(List<Path> files) throws IOException {
      List<Stamp> stamps = new ArrayList<>();
      for (Path file : files) {
        stamps.add(new Stamp(file, Files.size(file), Files.getLastModifiedTime(file)));
      }
      return stamps;
    }
  }

  /** Empty while nothing has arrived. */
  static Optional<Arrival> at(Path path, RawStore raw) throws AdapterFailure {
    try {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      boolean folder = Files.isDirectory(path);
      List<Path> files = folder ? FolderZip.files(path) : List.of(path);
      return files.isEmpty() ? Optional.empty() : Optional.of(keep(path, files, folder, raw));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Faults.io("Reading the package at the configured path", e);
    }
  }

  private static Arrival keep(Path path, List<Path> files, boolean folder, RawStore raw)
      throws IOException, AdapterFailure {
    List<Stamp> before = Stamp.of(files);
    String name = path.getFileName().toString();
    RawStore.Kept kept = folder ? keepFolder(name + ".zip", files, raw) : keepFile(name, path, raw);
    if (!before.equals(Stamp.of(files))) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.TRANSIENT,
              "ONEROSTER_STILL_WRITTEN",
              "Reading the package at the configured path: it changed while it was read.",
              "The hub reads it again; have the export renamed into place when it is complete."));
    }
    Instant newest =
        before.stream().map(stamp -> stamp.time().toInstant()).max(Instant::compareTo).get();
    return new Arrival(name, kept, newest);
  }

  private static RawStore.Kept keepFile(String name, Path file, RawStore raw) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return raw.keep(name, bytes);
    }
  }

  private static RawStore.Kept keepFolder(String name, List<Path> files, RawStore raw)
      throws IOException {
    Path zip = Files.createTempFile("homeroom-oneroster", ".zip");
    try {
      FolderZip.write(files, Files.newOutputStream(zip));
      return keepFile(name, zip, raw);
    } finally {
      Files.deleteIfExists(zip);
    }
  }
}
