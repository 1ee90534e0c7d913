package homeroom.simulators.sis;

import homeroom.adapters.oneroster.OneRosterFactory;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Cursor;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The other side of the stand-in: the adapter as the hub uses it. */
public final class Hub {

  private static final Set<String> FILES = Set.copyOf(Rules.files());

  private final Path work;
  private final InstantSource clock;

  public Hub(Path work, InstantSource clock) {
    this.work = work;
    this.clock = clock;
  }

  /** All items of a package. */
  public List<SourceItem> read(Path rosterPackage) throws AdapterFailure {
    SourceAdapter source =
        new OneRosterFactory()
            .source(
                new Settings(
                    Map.of(
                        "from.path",
                        new WrittenPath(rosterPackage.toString(), rosterPackage),
                        "from.settle",
                        Duration.ZERO,
                        "from.at-most",
                        2048L,
                        "from.version",
                        "1.1")),
                context());
    try (Stream<SourceItem> items = source.poll(Cursor.START).items()) {
      return items.toList();
    }
  }

  ConsumerAdapter consumer(Path to) {
    return new OneRosterFactory()
        .consumer(new Settings(Map.of("to", to, "batch", 1000L, "version", "1.1")), context());
  }

  private AdapterContext context() {
    return new AdapterContext("sis", clock, new FolderRawStore(work.resolve("raw")), FILES);
  }
}
