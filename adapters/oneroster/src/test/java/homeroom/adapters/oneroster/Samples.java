package homeroom.adapters.oneroster;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Cursor;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.UnusableBatch;
import homeroom.api.Value;
import homeroom.api.WrittenPath;
import homeroom.testkit.files.FolderRawStore;
import homeroom.testkit.files.ZipFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A small sound package that tests damage, rows to write, and the adapter set up for both. */
final class Samples {

  static final Instant NOW = Instant.parse("2026-09-01T06:30:00Z");
  static final Set<String> USED = Set.of("orgs.csv", "users.csv", "enrollments.csv");

  static final String ORGS =
      """
      sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
      o1,,,Cedar District,district,,
      o2,,,North School,school,,o1
      """;
  static final String USERS =
      """
      sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,\
      givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
      u1,,,true,o2,student,ana.one,,Ana,One,,,ana@cedar.example,,,,09,pw
      u2,,,true,"o1,o2",teacher,ben.two,,Ben,Two,,,ben@cedar.example,,,,,pw
      """;
  static final String ENROLLMENTS =
      """
      sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,\
      primary,beginDate,endDate
      e1,,,c1,o2,u1,student,false,2026-08-15,2027-06-10
      """;

  private Samples() {}

  /** A manifest that declares the three files as one mode. */
  static String manifest(String mode) {
    return """
    propertyName,value
    manifest.version,1.0
    oneroster.version,1.1
    file.orgs,MODE
    file.users,MODE
    file.enrollments,MODE
    file.classes,absent
    source.systemName,Test
    """
        .replace("MODE", mode);
  }

  static Map<String, String> sound() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("manifest.csv", manifest("bulk"));
    files.put("users.csv", USERS);
    files.put("orgs.csv", ORGS);
    files.put("enrollments.csv", ENROLLMENTS);
    return files;
  }

  /** The sound package with one file replaced. */
  static Map<String, String> with(String file, String text) {
    Map<String, String> files = sound();
    files.put(file, text);
    return files;
  }

  static SourceAdapter source(Path from, Path raw, Set<String> collections) {
    return source(from, raw, collections, "1.1");
  }

  static SourceAdapter source(Path from, Path raw, Set<String> collections, String version) {
    return source(
        Map.of("from.path", new WrittenPath(from.toString(), from), "from.version", version),
        context(raw, collections));
  }

  /** With these options beside those that concern all ways to a package. */
  static SourceAdapter source(Map<String, Object> options, AdapterContext context) {
    Map<String, Object> values = new HashMap<>(options);
    values.putIfAbsent("from.version", "1.1");
    values.put("from.settle", Duration.ZERO);
    values.put("from.at-most", 2048L);
    return new OneRosterFactory().source(new Settings(values), context);
  }

  /** Writes users of 1.1 into a folder. */
  static ConsumerAdapter consumer(Path to, Path raw) {
    return consumer(to, raw, "1.1");
  }

  /** Writes files of a version into a folder. */
  static ConsumerAdapter consumer(Path to, Path raw, String version) {
    return new OneRosterFactory()
        .consumer(
            new Settings(Map.of("to", to, "batch", 1000L, "version", version)),
            context(raw, Set.of("users.csv")));
  }

  static AdapterContext context(Path raw, Set<String> collections) {
    return new AdapterContext(
        "sis", InstantSource.fixed(NOW), new FolderRawStore(raw), collections);
  }

  /** A user as a row of the file, in the order in which a mapping names the columns. */
  static Map<String, Value> user(String sourcedId, List<String> orgs, String login, String name) {
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("sourcedId", Value.text(sourcedId));
    row.put("enabledUser", Value.flag(true));
    row.put("orgSourcedIds", Value.items(orgs));
    row.put("role", Value.text("student"));
    row.put("username", Value.text(login));
    row.put("givenName", Value.text(name));
    row.put("familyName", Value.text("One"));
    return row;
  }

  /** Brings a whole row to a record that the system may have. */
  static Delivery delivery(
      String id, String key, Operation operation, String target, Map<String, Value> row) {
    return new Delivery(
        id,
        new RecordKey("student", key),
        target,
        operation,
        row,
        row.keySet(),
        false,
        Optional.empty(),
        1);
  }

  /** Reads a package of these files. */
  static List<SourceItem> read(Path folder, Map<String, String> files)
      throws IOException, AdapterFailure {
    Path zip = ZipFiles.write(folder.resolve("OneRoster.zip"), files);
    return items(source(zip, folder.resolve("raw"), USED).poll(Cursor.START));
  }

  /** Everything, once the whole batch is known to be usable. */
  static List<SourceItem> items(Batch batch) throws AdapterFailure {
    try (Stream<SourceItem> items = batch.items()) {
      return items.toList();
    } catch (UnusableBatch unusable) {
      throw unusable.failure();
    }
  }

  static List<SourceItem.Row> rows(List<SourceItem> items) {
    return items.stream()
        .filter(SourceItem.Row.class::isInstance)
        .map(SourceItem.Row.class::cast)
        .toList();
  }

  static List<SourceItem.Rejected> rejected(List<SourceItem> items) {
    return items.stream()
        .filter(SourceItem.Rejected.class::isInstance)
        .map(SourceItem.Rejected.class::cast)
        .toList();
  }
}
