package homeroom.adapters.oneroster;

import homeroom.adapters.oneroster.Manifest.Mode;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import homeroom.support.files.Inbox;
import homeroom.support.files.Listed;
import homeroom.support.files.Listing;
import homeroom.support.files.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads OneRoster packages of one version. The cursor knows the content of the package that was
 * read last, so that one is read once, and how it was listed, so that it is got once.
 */
final class OneRosterSource implements KeptSource {

  private final Inbox inbox;
  private final Version version;
  private final AdapterContext context;

  /** What was got last, by how it was listed; a package that cannot be used is not got again. */
  private Map<String, Arrival> got = Map.of();

  OneRosterSource(Inbox inbox, Version version, AdapterContext context) {
    this.inbox = inbox;
    this.version = version;
    this.context = context;
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    requireKnownCollections();
    Position read = Position.of(from);
    try (Look look = inbox.look(listing -> toWaitFor(listing, read))) {
      Listing listing = PackageFolder.tables(look.listing());
      if (listing.files().isEmpty() || isRead(listing, read)) {
        return Batch.nothing(from);
      }
      Optional<String> manifest = PackageFolder.manifest(listing);
      PackageFolder.requireNewManifest(manifest, read);
      Arrival arrival = arrival(look, listing);
      if (arrival.kept().id().equals(read.id())) {
        return Batch.nothing(from);
      }
      Position next = new Position(arrival.kept().id(), listing.stamp(), manifest);
      return batch(arrival.kept(), arrival.name(), next.cursor(), arrival.at());
    }
  }

  private List<Listed> toWaitFor(Listing all, Position read) {
    Listing listing = all.only(PackageFolder::isTable);
    return isKnown(listing, read) ? List.of() : listing.files();
  }

  private Arrival arrival(Look look, Listing listing) throws AdapterFailure {
    Optional<Arrival> before = before(listing);
    if (before.isPresent()) {
      return before.get();
    }
    Arrival arrival = Arrival.of(look, listing, context.raw());
    got = listing.stamp().map(stamp -> Map.of(stamp, arrival)).orElse(Map.of());
    return arrival;
  }

  private boolean isKnown(Listing listing, Position read) {
    return isRead(listing, read) || before(listing).isPresent();
  }

  private static boolean isRead(Listing listing, Position read) {
    return listing.stamp().isPresent() && listing.stamp().equals(read.stamp());
  }

  private Optional<Arrival> before(Listing listing) {
    return listing.stamp().map(got::get).filter(arrival -> Files.exists(arrival.kept().file()));
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    requireKnownCollections();
    return batch(kept, origin, Cursor.START, Optional.empty());
  }

  private Batch batch(RawStore.Kept kept, String name, Cursor next, Optional<Instant> at)
      throws AdapterFailure {
    Notes notes = new Notes();
    List<Sheet> sheets = check(kept, notes);
    return new Batch(
        kept.id(),
        name,
        coverage(sheets),
        RowStream.of(kept.file(), sheets, notes, () -> notes.log(context.system())),
        next,
        at,
        formats(sheets));
  }

  private Map<String, String> formats(List<Sheet> sheets) {
    return sheets.stream()
        .map(sheet -> sheet.table().file())
        .distinct()
        .collect(Collectors.toMap(file -> file, _ -> "OneRoster " + version.number()));
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
