package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Fingerprint;
import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRecordsTest {

  @TempDir private Path folder;

  @Test
  void shouldHoldTheSameAsAMap() {
    Random random = new Random(1);
    HeapRecords map = new HeapRecords();
    try (DiskRecords disk = new DiskRecords(folder.resolve("sis"))) {
      for (int i = 0; i < 20_000; i++) {
        String key = "student/ä" + random.nextInt(3_000);
        if (random.nextInt(4) == 0) {
          map.remove(key);
          disk.remove(key);
        } else {
          Said said = said(random);
          map.put(key, said);
          disk.put(key, said);
        }
        String other = "student/ä" + random.nextInt(3_000);
        assertThat(disk.get(other)).isEqualTo(map.get(other));
      }
      assertThat(all(disk)).containsExactlyEntriesOf(all(map));
    }
  }

  @Test
  void shouldPassOnWhatWasThereWhenItBegan() {
    try (DiskRecords disk = new DiskRecords(folder.resolve("sis"))) {
      Random random = new Random(1);
      for (int i = 0; i < 100; i++) {
        disk.put("student/" + i, said(random));
      }
      Map<String, Said> passed = new LinkedHashMap<>();
      disk.forEach(
          (key, said) -> {
            passed.put(key, said);
            disk.remove(key);
            disk.put("student/new-" + key.length(), said);
          });
      assertThat(passed).hasSize(100);
    }
  }

  @Test
  void shouldBeginEmptyAndLeaveNothing() throws Exception {
    Path own = folder.resolve("sis");
    Files.createDirectories(own);
    Files.writeString(own.resolve("CURRENT"), "of a hub that was killed");
    try (DiskRecords disk = new DiskRecords(own)) {
      assertThat(all(disk)).isEmpty();
      disk.put("student/1", said(new Random(1)));
    }
    assertThat(own).doesNotExist();
  }

  private static Map<String, Said> all(SaidRecords records) {
    Map<String, Said> all = new LinkedHashMap<>();
    records.forEach(all::put);
    return all;
  }

  private static Said said(Random random) {
    byte[] digest = new byte[16];
    random.nextBytes(digest);
    Optional<RowPrint> row =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new RowPrint(print(random), print(random)));
    return new Said(
        new Accepted(new Digest(digest), "users-" + random.nextInt(3) + ".csv", 0, null), row);
  }

  private static Fingerprint print(Random random) {
    return new Fingerprint(random.nextLong(), random.nextLong());
  }
}
