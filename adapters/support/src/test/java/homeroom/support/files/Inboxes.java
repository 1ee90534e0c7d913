package homeroom.support.files;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.RawStore;
import homeroom.testkit.files.FolderRawStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads all of an inbox, as an adapter does. */
final class Inboxes {

  static final Duration SETTLE = Duration.ofSeconds(10);
  static final long AT_MOST = 4 << 20;

  private Inboxes() {}

  static Inbox inbox(Place place, Path raw, Waiting waiting) {
    return new Inbox(place, FileNames::isCsv, new FolderRawStore(raw), SETTLE, AT_MOST, waiting);
  }

  /** The texts of all files by name. */
  static Map<String, String> read(Inbox inbox) throws AdapterFailure, IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Look look = inbox.look(Listing::files)) {
      for (Listed file : look.listing().files()) {
        RawStore.Kept kept = look.keep(file);
        texts.put(file.name(), Files.readString(kept.file(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  static Failure failure(Inbox inbox) {
    return catchThrowableOfType(AdapterFailure.class, () -> read(inbox)).failure();
  }

  /** What is in the raw store. */
  static List<String> kept(Path raw) throws IOException {
    if (!Files.exists(raw)) {
      return List.of();
    }
    try (var files = Files.list(raw)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
