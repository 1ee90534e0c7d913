package homeroom.adapters.csv;

import homeroom.api.AdapterContext;
import homeroom.api.Batch;
import homeroom.api.Option;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The adapter set up as the hub does it: with the defaults that its options describe. */
final class Sources {

  private Sources() {}

  static SourceAdapter source(Path from, Path raw, Map<String, Object> options) {
    CsvFactory factory = new CsvFactory();
    Map<String, Object> values = new HashMap<>();
    for (Option option : factory.sourceOptions().orElseThrow()) {
      option.defaultValue().ifPresent(value -> values.put(option.name(), value));
    }
    values.put("from.path", new WrittenPath(from.toString(), from));
    values.put("from.settle", Duration.ZERO);
    values.put("from.at-most", 10L);
    values.putAll(options);
    AdapterContext context =
        new AdapterContext(
            "assessment", InstantSource.system(), new FolderRawStore(raw), Set.of("rows"));
    return factory.source(new Settings(values), context);
  }

  static List<SourceItem> items(Batch batch) {
    try (Stream<SourceItem> items = batch.items()) {
      return items.toList();
    }
  }
}
