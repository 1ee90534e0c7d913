package homeroom.simulators.sis;

import homeroom.simulators.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A student information system in memory: it exports all it holds as a OneRoster bulk package,
 * imports delta packages of 1.1, and lets a test change what a registrar would.
 *
 * <p>It keeps what it was loaded with: columns of its own, the order of rows, how it writes values,
 * and whether its exports fill {@code status} and {@code dateLastModified}. Until something changes
 * it exports the very archive that it was loaded with, whatever that is like. Thread-safe.
 */
public final class SisSimulator {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path origin;
  private final InstantSource clock;
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final Importer importer = new Importer(sheets);
  private boolean asLoaded = true;

  private SisSimulator(Path origin, RosterPackage loaded, InstantSource clock) {
    this.origin = origin;
    this.clock = clock;
    loaded
        .files()
        .forEach(
            (file, table) -> {
              if (file.equals(RosterPackage.MANIFEST)) {
                table.stream().skip(1).forEach(row -> manifest.put(row.get(0), row.get(1)));
              } else if (!table.isEmpty()) {
                sheets.put(file, new Sheet(table));
              }
            });
  }

  /**
   * A system that holds what a package says.
   *
   * @param rosterPackage a ZIP archive or a folder
   * @param clock the time that changes are stamped with
   */
  public static SisSimulator load(Path rosterPackage, InstantSource clock) throws IOException {
    return new SisSimulator(rosterPackage, RosterPackage.read(rosterPackage), clock);
  }

  /** Writes all that is held as a package; it appears at the path complete or not at all. */
  public synchronized void export(Path zip) throws IOException {
    if (asLoaded && Files.isRegularFile(origin)) {
      Path part = Files.copy(origin, RosterPackage.part(zip), StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, zip, StandardCopyOption.ATOMIC_MOVE);
    } else {
      snapshot().write(zip);
    }
  }

  /** The version of OneRoster that it was loaded with, as its manifest has it. */
  public String version() {
    return manifest.getOrDefault("oneroster.version", "1.1");
  }

  /**
   * Imports the delta packages in a folder in the order of their names and moves them to {@code
   * processed/}, or to {@code rejected/} if they have not the form of OneRoster 1.1.
   *
   * @return how many packages there were
   */
  public synchronized int importPackages(Path folder) throws IOException {
    int packages = importer.importAll(folder, now());
    asLoaded &= packages == 0;
    return packages;
  }

  /** What has been imported. */
  public synchronized Stats stats() {
    return importer.stats();
  }

  /** What was imported: by file and sourcedId. */
  public History history() {
    return importer.history();
  }

  /** Active enrollments that were imported although the same seat was held under another id. */
  public long duplicates() {
    return stats().duplicates();
  }

  /** A record's cells by column; empty if it is not held. */
  public synchronized Optional<Map<String, String>> get(String file, String sourcedId) {
    return sheet(file).get(sourcedId);
  }

  /** Whether it has such a file with a record in it. */
  public synchronized boolean holdsAny(String file) {
    return sheets.containsKey(file) && !sheets.get(file).isEmpty();
  }

  /** The records of a file, in the order in which they are exported. */
  public synchronized List<Map<String, String>> rows(String file) {
    return sheet(file).all();
  }

  /**
   * A registrar changes one value.
   *
   * @throws NoSuchElementException if the record is not held
   */
  public synchronized void change(String file, String sourcedId, String column, String value) {
    Sheet sheet = sheet(file);
    if (!sheet.has(sourcedId)) {
      throw new NoSuchElementException(file + " does not hold this record");
    }
    if (!sheet.knows(column)) {
      throw new NoSuchElementException(file + " has no column " + column);
    }
    sheet.put(sourcedId, Map.of(column, value), now());
    asLoaded = false;
  }

  /** A registrar adds a record; columns that the row does not name are blank. */
  public synchronized void add(String file, Map<String, String> row) {
    Sheet sheet = sheet(file);
    String id = row.getOrDefault(Rules.ID, "");
    if (id.isEmpty() || sheet.has(id)) {
      throw new IllegalArgumentException("the row has no sourcedId, or one that is held already");
    }
    sheet.put(id, row, now());
    asLoaded = false;
  }

  /**
   * A registrar removes a record: it is missing from the next export.
   *
   * @throws NoSuchElementException if the record is not held
   */
  public synchronized void remove(String file, String sourcedId) {
    if (!sheet(file).remove(sourcedId)) {
      throw new NoSuchElementException(file + " does not hold this record");
    }
    asLoaded = false;
  }

  /**
   * A registrar gives a person another sourcedId. The seats follow, and the exports name the former
   * id of each in a column of their own, as the specification lets districts do.
   *
   * @throws NoSuchElementException if the person is not held
   */
  public synchronized void renumber(String user, String to) {
    Sheet users = sheet("users.csv");
    Map<String, String> person =
        users.get(user).orElseThrow(() -> new NoSuchElementException("there is no such user"));
    if (users.has(to)) {
      throw new IllegalArgumentException("the new sourcedId is held already");
    }
    users.remove(user);
    asLoaded = false;
    person.put("metadata.formerSourcedId", user);
    users.put(to, person, now());
    for (Map<String, String> seat : rows("enrollments.csv")) {
      if (user.equals(seat.get("userSourcedId"))) {
        sheet("enrollments.csv")
            .put(
                seat.get(Rules.ID),
                Map.of("userSourcedId", to, "metadata.formerUserSourcedId", user),
                now());
      }
    }
  }

  private RosterPackage snapshot() {
    Map<String, List<List<String>>> files = new LinkedHashMap<>();
    files.put(RosterPackage.MANIFEST, manifestTable());
    sheets.forEach(
        (file, sheet) -> {
          if (!sheet.isEmpty()) {
            files.put(file, sheet.table());
          }
        });
    return new RosterPackage(files);
  }

  private List<List<String>> manifestTable() {
    Map<String, String> properties = new LinkedHashMap<>(manifest);
    properties.replaceAll((name, value) -> name.startsWith("file.") ? "absent" : value);
    sheets.forEach(
        (file, sheet) -> properties.put(property(file), sheet.isEmpty() ? "absent" : "bulk"));
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("propertyName", "value"));
    properties.forEach((name, value) -> table.add(List.of(name, value)));
    return table;
  }

  /** What the manifest calls a file, whose own name it may have in other letters. */
  private String property(String file) {
    String property = "file." + file.substring(0, file.length() - ".csv".length());
    return manifest.keySet().stream()
        .filter(property::equalsIgnoreCase)
        .findFirst()
        .orElse(property);
  }

  private Sheet sheet(String file) {
    Sheet sheet = sheets.get(file);
    if (sheet == null) {
      throw new NoSuchElementException("this system holds no " + file);
    }
    return sheet;
  }

  private String now() {
    Instant now = clock.instant();
    return MOMENT.format(now);
  }
}
