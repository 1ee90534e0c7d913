package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.SourceAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a OneRoster 1.1 package. The cursor is the content id of the package that was read last, so
 * that a package lying there unchanged is read once.
 */
final class OneRosterSource implements SourceAdapter {

  private final Path path;
  private final AdapterContext context;

  OneRosterSource(Path path, AdapterContext context) {
    this.path = path;
    this.context = context;
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    requireKnownCollections();
    Optional<Arrival> arrival = Arrival.at(path, context.raw());
    if (arrival.isEmpty() || arrival.get().kept().id().equals(from.position())) {
      return Batch.nothing(from);
    }
    return batch(arrival.get());
  }

  private Batch batch(Arrival arrival) throws AdapterFailure {
    Notes notes = new Notes();
    List<Sheet> sheets = check(arrival, notes);
    return new Batch(
        arrival.kept().id(),
        arrival.name(),
        coverage(sheets),
        RowStream.of(arrival.kept().file(), sheets, notes, () -> notes.log(context.system())),
        new Cursor(arrival.kept().id()),
        Optional.of(arrival.at()));
  }

  private List<Sheet> check(Arrival arrival, Notes notes) throws AdapterFailure {
    try (RosterZip zip = RosterZip.open(arrival.kept().file(), notes)) {
      return new PackageCheck(zip, notes).sheets(context.collections());
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
      if (Tables.named(collection).isEmpty()) {
        throw Faults.configuration(
            "UNKNOWN_COLLECTION",
            "Reading a package: " + collection + " is no file of OneRoster 1.1.",
            "Name one of " + String.join(", ", Tables.files()) + ".");
      }
    }
  }
}
