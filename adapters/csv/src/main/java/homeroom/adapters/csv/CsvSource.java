package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.api.UnreadRow;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one file per batch. A file that cannot be used holds up those after it until it is mended
 * or taken away, because a later file may build on it.
 */
final class CsvSource implements KeptSource {

  private final Settings settings;
  private final Found found;

  CsvSource(Settings settings, RawStore raw) {
    this.settings = settings;
    this.found =
        new Found(settings.path("from.path"), new FileNames(settings.text("from.names")), raw);
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    Layout layout = Layout.of(settings);
    try {
      Done done = Done.of(from);
      List<Found.Export> there = found.exports();
      Optional<Found.Export> next = done.next(there);
      return next.isEmpty()
          ? Batch.nothing(from)
          : batch(next.get(), done.and(next.get(), there), layout);
    } catch (NoSuchFileException e) {
      return Batch.nothing(from);
    } catch (IOException e) {
      throw Faults.io(e);
    }
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    try {
      return batch(origin, kept, Cursor.START, Optional.empty(), Layout.of(settings));
    } catch (IOException e) {
      throw Faults.io(e);
    }
  }

  private static Batch batch(Found.Export export, Cursor next, Layout layout)
      throws IOException, AdapterFailure {
    return batch(export.name(), export.kept(), next, Optional.of(export.changed()), layout);
  }

  private static Batch batch(
      String name, RawStore.Kept kept, Cursor next, Optional<Instant> producedAt, Layout layout)
      throws IOException, AdapterFailure {
    CheckedFile file = CheckedFile.of(name, kept.file(), layout);
    return new Batch(
        kept.id(),
        name,
        Map.of(layout.collection(), layout.coverage()),
        file.items().map(UnreadRow::of),
        next,
        producedAt,
        file.format().map(format -> Map.of(layout.collection(), format)).orElseGet(Map::of));
  }
}
