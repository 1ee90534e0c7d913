package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Fingerprint;
import homeroom.api.FingerprintTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedMemoryTest {

  @TempDir private Path folder;

  @Test
  void shouldHoldATableThatGrowsAndLeaveNoFile() {
    FingerprintTable table = new FingerprintTable(1, _ -> true, new MappedMemory(folder));
    for (int i = 0; i < 100_000; i++) {
      table.number(table.add(new Fingerprint(i, -i)), 0, i);
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(table.number(table.find(new Fingerprint(i, -i)), 0)).isEqualTo(i);
    }
    assertThat(folder).isEmptyDirectory();
  }
}
