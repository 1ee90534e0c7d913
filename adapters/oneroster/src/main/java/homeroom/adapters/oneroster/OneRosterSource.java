package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads OneRoster packages of one version. The cursor is the content id of the package that was
 * read last, so that a package lying there unchanged is read once.
 */
final class OneRosterSource implements KeptSource {

  private final Path path;
  private final Version version;
  private final AdapterContext context;

  OneRosterSource(Path path, Version version, AdapterContext context) {
    this.path = path;
    this.version = version;
    this.context = context;
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    requireKnownCollections();
    Optional<Arrival> arrival = Arrival.at(path, context.raw());
    if (arrival.isEmpty() || arrival.get().kept().id().equals(from.position())) {
      return Batch.nothing(from);
    }
    return batch(arrival.get().kept(), arrival.get().name(), Optional.of(arrival.get().at()));
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    requireKnownCollections();
    return batch(kept, origin, Optional.empty());
  }

  private Batch batch(RawStore.Kept kept, String name, Optional<Instant> at) throws AdapterFailure {
    Notes notes = new Notes();
    List<Sheet> sheets = check(kept, notes);
    return new Batch(
        kept.id(),
        name,
        coverage(sheets),
        RowStream.of(kept.file(), sheets, notes, () -> notes.log(context.system())),
        new Cursor(kept.id()),
        at);
  }

  private List<Sheet> check(RawStore.Kept kept, Notes notes) throws AdapterFailure {
    try (RosterZip zip = RosterZip.open(kept.file(), notes)) {
      return new PackageCheck(zip, version, notes).sheets(context.collections());
    } catch (IOException e) {
      throw Faults.io("Reading the kept package", e);
    }
  }

  private static Map<String, Coverage> coverage(List<Sheet> sheets) {
    Map<String, Coverage> coverage = new LinkedHashMap<>();
    for (Sheet sheet : sheets) {
      coverage.put(
          sheet.table().file(), sheet.mode() == Mode.BULK ? Coverage.COMPLETE : Coverage.PARTIAL);
    }
    return coverage;
  }

  private void requireKnownCollections() throws AdapterFailure {
    for (String collection : context.collections()) {
      if (!Version.files().contains(collection)) {
        throw Faults.configuration(
            "UNKNOWN_COLLECTION",
            "Reading a package: " + collection + " is no file of OneRoster 1.1 or 1.2.",
            "Name one of " + String.join(", ", Version.files()) + ".");
      }
    }
  }
}
