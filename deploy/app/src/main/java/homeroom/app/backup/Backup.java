package homeroom.app.backup;

import homeroom.broker.BrokerCut;
import homeroom.broker.BrokerFailure;
import homeroom.files.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup of a data folder, while a hub runs on it or not.
 *
 * <p>The order makes it whole. First the query store: so it has read no further than the log
 * reaches at the cut. Then the cut through all topics at one moment. Last the raw files, which are
 * kept before anything in the log is made of them, and never change.
 *
 * @param data the hub's data folder
 * @param program the version that makes it
 * @param secrets whether the secrets go in
 * @param configuration the configuration folder, if it is to go in
 */
public record Backup(Path data, String program, boolean secrets, Optional<Path> configuration) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern KEY = Pattern.compile("pseudonyms-(.+)\\.key");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What was made. */
  public record Made(Path file, Manifest manifest) {}

  /** As of when the topics are in it, and where they end. */
  private record Cut(Instant at, boolean topics, Map<String, Long> ends) {}

  /**
   * Makes it; it has been read back and found whole when this returns.
   *
   * @param to the file, or a folder in which it gets a name of its own; never overwrites
   */
  public Made to(Path to) throws BackupFailure, BrokerFailure {
    List<String> tenants = tenants();
    Path target = target(to, tenants);
    try {
      // Readable by its owner alone from the first byte on.
      Path work = Files.createTempDirectory(target.getParent(), ".backup-");
      try {
        Path draft = Files.createTempFile(work, "backup", ".zip");
        write(draft, work, tenants);
        refuseAfterPowerLoss();
        Manifest manifest = verify(draft);
        Disk.force(draft);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        Disk.force(target.getParent());
        return new Made(target, manifest);
      } finally {
        Folders.remove(work);
      }
    } catch (IOException failed) {
      throw new BackupFailure(
          "BACKUP_NOT_WRITTEN",
          "making the backup " + target + " did not work: " + failed.getClass().getSimpleName(),
          "see that this user may read the data folder and write there, and that there is room",
          failed);
    }
  }

  /**
   * Reads a backup and compares everything in it with what was put in.
   *
   * @throws BackupFailure if it is not whole
   */
  public static Manifest verify(Path file) throws BackupFailure {
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      reader.verify();
      return reader.manifest();
    }
  }

  private List<String> tenants() throws BackupFailure {
    Restore.refuseUnfinished(data);
    refuseAfterPowerLoss();
    try {
      List<String> tenants =
          names(data).stream()
              .map(KEY::matcher)
              .filter(Matcher::matches)
              .map(key -> key.group(1))
              .toList();
      if (tenants.isEmpty()) {
        throw noHub(null);
      }
      return tenants;
    } catch (IOException unreadable) {
      throw noHub(unreadable);
    }
  }

  /** What a loss of power leaves is of no one moment until a hub has brought it back to one. */
  private void refuseAfterPowerLoss() throws BackupFailure {
    try {
      if (RunningMark.isOfAnotherBoot(data)) {
        throw new BackupFailure(
            "BACKUP_AFTER_POWER_LOSS",
            "the machine went down while a hub ran on "
                + data
                + ", and what is left does not"
                + " fit together yet",
            "start the hub, which brings it back to its last checkpoint, and make the backup then");
      }
    } catch (IOException unreadable) {
      throw noHub(unreadable);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private BackupFailure noHub(@Nullable Throwable cause) {
    return new BackupFailure(
        "BACKUP_NO_HUB",
        data + " is no data folder that a hub has worked with, or this user may not read it",
        "name the hub's data folder with --data, and run this as the hub's user",
        cause);
  }

  private static Path target(Path to, List<String> tenants) throws BackupFailure {
    Path absolute = to.toAbsolutePath().normalize();
    String name =
        "homeroom-%s-%s.zip".formatted(String.join("+", tenants), STAMP.format(Instant.now()));
    Path target = Files.isDirectory(absolute) ? absolute.resolve(name) : absolute;
    if (Files.exists(target)) {
      throw badTarget(target + " is there already");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw badTarget("the folder " + target.getParent() + " is not there");
    }
    return target;
  }

  private static BackupFailure badTarget(String why) {
    return new BackupFailure("BACKUP_TARGET", why, "name another file, or a folder, with --to");
  }

  private void write(Path draft, Path work, List<String> tenants)
      throws IOException, BackupFailure, BrokerFailure {
    try (ArchiveWriter archive = new ArchiveWriter(draft)) {
      store(archive, work.resolve("store.db"));
      Cut cut = topics(archive);
      // Not before the topics: a delivery that these call handed over must be in it.
      outboxes(archive, work.resolve("outbox.db"));
      files(archive);
      archive.end(
          parts ->
              new Manifest(
                  Manifest.FORMAT,
                  program,
                  tenants,
                  cut.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                  cut.topics(),
                  secrets,
                  cut.ends(),
                  parts));
    }
  }

  private void store(ArchiveWriter archive, Path copy) throws IOException, BackupFailure {
    Path store = data.resolve("store.db");
    if (Files.exists(store)) {
      StoreCopy.make(store, copy);
      add(archive, "store.db", copy);
      Files.delete(copy);
    }
  }

  private void outboxes(ArchiveWriter archive, Path copy) throws IOException, BackupFailure {
    Path all = data.resolve("outbox");
    if (Files.isDirectory(all)) {
      for (String system : names(all)) {
        Path outbox = all.resolve(system).resolve("outbox.db");
        if (Files.exists(outbox)) {
          StoreCopy.makeOfOutbox(outbox, copy);
          add(archive, "outbox/" + system + "/outbox.db", copy);
          Files.delete(copy);
        }
      }
    }
  }

  private Cut topics(ArchiveWriter archive) throws IOException, BrokerFailure {
    if (!Files.isDirectory(data.resolve("broker/logs"))) {
      return new Cut(Instant.now(), false, Map.of());
    }
    try (BrokerCut cut = BrokerCut.take(data.resolve("broker"), PATIENCE)) {
      for (BrokerCut.Part part : cut.parts()) {
        try (InputStream bytes = part.open()) {
          archive.add("broker/" + part.name(), bytes);
        }
      }
      return new Cut(cut.at(), true, cut.ends());
    }
  }

  private void files(ArchiveWriter archive) throws IOException {
    folder(archive, data.resolve("raw"), "raw", path -> !path.endsWith(".part"));
    if (secrets) {
      folder(archive, data.resolve("secrets"), "secrets", path -> !path.startsWith("."));
    }
    if (configuration.isPresent()) {
      // Its history, in a folder that begins so, is kept elsewhere.
      folder(
          archive,
          configuration.get(),
          Restore.CONFIGURATION,
          path -> !path.startsWith(".") && !path.contains("/."));
    }
    for (String name : names(data)) {
      if (KEY.matcher(name).matches() || name.equals("instance")) {
        add(archive, name, data.resolve(name));
      }
    }
  }

  private static void folder(
      ArchiveWriter archive, Path folder, String name, Predicate<String> wanted)
      throws IOException {
    for (Path file : Folders.files(folder)) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      if (wanted.test(path)) {
        add(archive, name + "/" + path, file);
      }
    }
  }

  private static void add(ArchiveWriter archive, String name, Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      archive.add(name, bytes);
    }
  }
}
