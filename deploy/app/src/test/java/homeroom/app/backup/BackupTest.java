package homeroom.app.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a hub on a cluster, whose data folder holds no topics. */
class BackupTest {

  @TempDir Path folder;
  private Path data;
  private Path file;

  @BeforeEach
  void fill() throws Exception {
    data = folder.resolve("data");
    file = folder.resolve("backup.zip");
    write("data/pseudonyms-cedar.key", "key");
    write("data/instance", "hub-1");
    write("data/api-token", "token");
    byte[] raw = new byte[100_000];
    new Random(1).nextBytes(raw);
    Files.createDirectories(data.resolve("raw/sis"));
    Files.write(data.resolve("raw/sis/sha256-1"), raw);
    write("data/raw/sis/incoming-1.part", "half");
    write("data/secrets/sis", "secret");
    write("data/router/rocks", "state");
    write("configuration/hub.yaml", "tenant: cedar");
    write("configuration/.git/HEAD", "history");
    try (Connection store = store(data);
        Statement statement = store.createStatement()) {
      statement.execute("create table movements (id text)");
      statement.execute("insert into movements values ('one')");
    }
  }

  private void write(String name, String text) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private static Connection store(Path data) throws Exception {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + data.resolve("store.db") + "?journal_mode=WAL");
  }

  private Backup backup(boolean secrets) {
    return new Backup(data, "0.1", secrets, Optional.of(folder.resolve("configuration")));
  }

  @Test
  void shouldHoldWhatFilesAreWrittenFromWithoutThoseThatAreNotInPlace() throws Exception {
    Path outbox = Files.createDirectories(data.resolve("outbox/tests")).resolve("outbox.db");
    try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + outbox);
        Statement statement = store.createStatement()) {
      statement.execute("create table record (key text)");
      statement.execute("create table parcel (id integer, placed integer)");
      statement.execute("create table passage (parcel integer, key text)");
      statement.execute("insert into record values ('1'), ('2')");
      statement.execute("insert into parcel values (1, 10), (2, null)");
      statement.execute("insert into passage values (1, '1'), (2, '2')");
    }
    backup(false).to(file);

    Path restored = restored().resolve("outbox/tests/outbox.db");
    try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + restored);
        Statement statement = store.createStatement();
        ResultSet counts =
            statement.executeQuery(
                "select (select count(*) from record), (select count(*) from parcel),"
                    + " (select count(*) from passage)")) {
      assertThat(List.of(counts.getInt(1), counts.getInt(2), counts.getInt(3)))
          .containsExactly(2, 1, 1);
    }
  }

  private Path restored() throws BackupFailure, IOException {
    Path restored = Files.createDirectories(folder.resolve("restored"));
    Restore.empty(restored, "hub.lock");
    Restore.into(restored, file);
    return restored;
  }

  @Test
  void shouldPutBackWhatCountsAndNothingElse() throws Exception {
    backup(false).to(file);

    Path restored = restored();
    try (Stream<Path> files = Files.walk(restored)) {
      assertThat(files.filter(Files::isRegularFile).map(it -> restored.relativize(it).toString()))
          .containsExactlyInAnyOrder(
              "pseudonyms-cedar.key",
              "instance",
              "store.db",
              "raw/sis/sha256-1",
              "configuration/hub.yaml");
    }
    assertThat(restored.resolve("raw/sis/sha256-1"))
        .hasSameBinaryContentAs(data.resolve("raw/sis/sha256-1"));
    try (Connection store = store(restored);
        ResultSet found = store.createStatement().executeQuery("select id from movements")) {
      assertThat(found.getString(1)).isEqualTo("one");
    }
  }

  /** The parts that are left are of different moments; a backup of them would count as whole. */
  @Test
  void shouldRefuseWhatALossOfPowerLeft() throws Exception {
    assumeThat(Path.of("/proc/sys/kernel/random/boot_id")).exists();
    write("data/" + RunningMark.NAME, "another boot\n");

    assertThatThrownBy(() -> backup(false).to(file))
        .isInstanceOfSatisfying(
            BackupFailure.class,
            refused -> assertThat(refused.code()).isEqualTo("BACKUP_AFTER_POWER_LOSS"));
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldHoldSecretsOnlyWhenAsked() throws Exception {
    assertThat(backup(true).to(file).manifest().secrets()).isTrue();

    assertThat(restored().resolve("secrets/sis")).hasContent("secret");
  }

  @Test
  void shouldBeReadableByItsOwnerOnlyAndLeaveNothingBeside() throws Exception {
    backup(false).to(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("data", "configuration", "backup.zip");
    }
  }

  @Test
  void shouldCopyTheStoreWhileAnotherWrites() throws Exception {
    try (Connection store = store(data);
        Statement statement = store.createStatement()) {
      store.setAutoCommit(false);
      statement.execute("insert into movements values ('not committed')");

      backup(false).to(file);
    }
    try (Connection store = store(restored());
        ResultSet found = store.createStatement().executeQuery("select count(*) from movements")) {
      assertThat(found.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void shouldNotOverwriteAFile() throws Exception {
    write("backup.zip", "another");

    assertThat(failure(() -> backup(false).to(file))).isEqualTo("BACKUP_TARGET");
    assertThat(file).hasContent("another");
  }

  @Test
  void shouldRefuseAFolderThatIsNoHubs() {
    data = folder.resolve("configuration");

    assertThat(failure(() -> backup(false).to(file))).isEqualTo("BACKUP_NO_HUB");
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldTellAFileThatIsNotThereFromOneThatIsDamaged() {
    assertThat(failure(() -> Backup.verify(file.resolveSibling("none.zip"))))
        .isEqualTo("BACKUP_NO_FILE");
  }

  @Test
  void shouldFindEveryDamage() throws Exception {
    backup(false).to(file);
    byte[] bytes = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(failure(() -> Backup.verify(file))).isEqualTo("BACKUP_DAMAGED");

    byte[] changed = bytes.clone();
    changed[bytes.length / 2] ^= 1;
    Files.write(file, changed);
    assertThat(failure(() -> Backup.verify(file))).isEqualTo("BACKUP_DAMAGED");
  }

  @Test
  void shouldTrustNothingThatTheManifestDoesNotVouchFor() throws Exception {
    archive(parts -> List.of());
    assertThat(failure(() -> Backup.verify(file))).isEqualTo("BACKUP_DAMAGED");

    archive(parts -> List.of(new Manifest.Part("raw", 3, "00")));
    assertThat(failure(() -> Backup.verify(file))).isEqualTo("BACKUP_DAMAGED");

    archive(parts -> Stream.concat(parts.stream(), parts.stream()).toList());
    assertThat(failure(() -> Backup.verify(file))).isEqualTo("BACKUP_DAMAGED");
  }

  @Test
  void shouldWriteNothingOutsideOfTheFolder() throws Exception {
    archive("../outside", parts -> parts);

    assertThat(failure(this::restored)).isEqualTo("BACKUP_DAMAGED");
    assertThat(folder.resolve("outside")).doesNotExist();
    assertThat(failure(() -> Restore.refuseUnfinished(folder.resolve("restored"))))
        .isEqualTo("RESTORE_UNFINISHED");
  }

  @Test
  void shouldRestoreIntoAnEmptyFolderOnly() throws Exception {
    backup(false).to(file);
    write("restored/hub.lock", "");
    restored();

    assertThat(failure(this::restored)).isEqualTo("RESTORE_NOT_EMPTY");
  }

  private interface Parts {
    List<Manifest.Part> of(List<Manifest.Part> parts);
  }

  private void archive(Parts parts) throws IOException {
    archive("raw", parts);
  }

  private void archive(String name, Parts parts) throws IOException {
    try (ArchiveWriter archive = new ArchiveWriter(file)) {
      archive.add(name, new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)));
      archive.end(
          noted ->
              new Manifest(
                  Manifest.FORMAT,
                  "0.1",
                  List.of("cedar"),
                  "2026-11-20T02:00:00Z",
                  false,
                  false,
                  Map.of(),
                  parts.of(noted)));
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private static String failure(Action action) {
    return catchThrowableOfType(BackupFailure.class, action::run).code();
  }
}
