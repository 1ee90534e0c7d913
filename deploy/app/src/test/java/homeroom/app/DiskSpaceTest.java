package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskSpaceTest {

  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "100, 51200, ",
    "20, 3072, ",
    "20, 2048, ",
    "20, 2047, DISK_LOW",
    "100, 5120, ",
    "100, 5119, DISK_LOW",
    "100, 512, DISK_LOW",
    "100, 511, DISK_FULL",
    "100, 0, DISK_FULL"
  })
  void shouldTellOfADiskThatFillsUp(long totalGib, long freeMib, String code) {
    DiskSpace disk = new DiskSpace(freeMib << 20, totalGib * GIB);

    assertThat(disk.concern().map(Failure::code)).isEqualTo(Optional.ofNullable(code));
  }

  @Test
  void shouldTakeInUntilThereIsOnlyRoomForWhatWasAccepted() {
    assertThat(new DiskSpace(512L << 20, 100 * GIB).hindrance()).isEmpty();
    assertThat(new DiskSpace((512L << 20) - 1, 100 * GIB).hindrance())
        .map(Failure::code)
        .contains("DISK_FULL");
  }

  @Test
  void shouldSayTheSameOfEveryFullDiskSoThatItIsToldOnce() {
    assertThat(new DiskSpace(1, 100 * GIB).hindrance())
        .isEqualTo(new DiskSpace(2, 100 * GIB).hindrance());
  }

  @Test
  void shouldNotComplainOfADiskThatNobodyKnows() {
    assertThat(new DiskSpace(0, 0).concern()).isEmpty();
    assertThat(new DiskSpace(0, 0).hindrance()).isEmpty();
  }
}
