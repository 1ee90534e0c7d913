package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.KeptSource;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.api.UnreadRow;
import homeroom.support.files.FileOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one file per batch. A file that cannot be used holds up those after it until it is mended
 * or taken away, because a later file may build on it.
 */
final class CsvSource implements KeptSource {

  private final Settings settings;
  private final NamePattern names;
  private final Found found;

  CsvSource(Settings settings, RawStore raw) {
    this.settings = settings;
    this.names = NamePattern.of(settings);
    this.found = new Found(FileOptions.inbox(settings, raw, names.wanted()));
  }

  @Override
  public Batch poll(Cursor from) throws AdapterFailure {
    names.requirePattern();
    Layout layout = Layout.of(settings);
    Optional<Search.Next> next = found.after(Done.of(from));
    if (next.isEmpty()) {
      return Batch.nothing(from);
    }
    Found.Export export = next.get().export();
    try {
      return batch(
          export.name(),
          export.kept().orElseThrow(),
          next.get().behind(),
          export.changed(),
          layout);
    } catch (IOException e) {
      throw Faults.io(e);
    }
  }

  @Override
  public boolean goesOneByOne() {
    return true;
  }

  @Override
  public Batch again(RawStore.Kept kept, String origin) throws AdapterFailure {
    try {
      return batch(origin, kept, Cursor.START, Optional.empty(), Layout.of(settings));
    } catch (IOException e) {
      throw Faults.io(e);
    }
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
