package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file on this machine, or a folder of them. */
record FolderPlace(Path path) implements Place, Visit {

  @Override
  public Visit visit() {
    return this;
  }

  @Override
  public Listing list() throws AdapterFailure {
    try {
      return Files.isDirectory(path)
          ? Listing.folder(String.valueOf(path.getFileName()), files())
          : listed(path).map(Listing::file).orElse(Listing.NOTHING);
    } catch (IOException e) {
      throw new AdapterFailure(FileFailures.disk("Looking at the configured path", e), e);
    }
  }

  private List<Listed> files() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(path)) {
      found = files.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
    List<Listed> listed = new ArrayList<>();
    for (Path file : found) {
      listed(file).ifPresent(listed::add);
    }
    return listed;
  }

  private static Optional<Listed> listed(Path file) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Listed(
              file.getFileName().toString(), now.size(), now.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(Listed file) throws IOException {
    return Files.newInputStream(at(file));
  }

  @Override
  public Optional<Listed> again(Listed file) throws IOException {
    return listed(at(file));
  }

  @Override
  public Failure failure(Listed file, IOException cause) {
    return cause instanceof NoSuchFileException
        ? FileFailures.stillWritten(file.name())
        : FileFailures.disk("Reading " + file.name(), cause);
  }

  @Override
  public void close() {}

  private Path at(Listed file) throws IOException {
    if (!Files.isDirectory(path)) {
      return path;
    }
    Optional<Path> direct = byName(file.name());
    return direct.isPresent() ? direct.get() : asListed(file.name());
  }

  private Optional<Path> byName(String name) {
    try {
      return Optional.of(path.resolve(name)).filter(Files::exists);
    } catch (InvalidPathException noName) {
      return Optional.empty();
    }
  }

  /** A name in another encoding than this machine's cannot be given back, only be found again. */
  private Path asListed(String name) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new NoSuchFileException(name));
    }
  }
}
