package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.app.backup.RestoredMark;
import homeroom.broker.Checkpoint;
import homeroom.broker.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder says of itself after a loss of power. */
class PowerLossMarkTest {

  @TempDir Path data;

  @BeforeEach
  void checkpoint() throws Exception {
    Path broker = data.resolve("broker");
    Files.createDirectories(broker.resolve("logs"));
    assertThat(new Checkpoints(broker, PowerLoss.checkpoint(data)).take(Duration.ofSeconds(1)))
        .isPresent();
  }

  private Checkpoint mend() throws Exception {
    return PowerLoss.mend(data, true, _ -> 0).orElseThrow();
  }

  @Test
  void shouldSayToWhichMomentItWentBack() throws Exception {
    Checkpoint back = mend();

    assertThat(RestoredMark.read(data))
        .contains(new RestoredMark(back.at(), RestoredMark.Why.POWER_LOSS));
  }

  /** What is told again since last night's backup covers what was lost today. */
  @Test
  void shouldKeepTheMarkOfARestoreThatIsNotThrough() throws Exception {
    RestoredMark restored =
        new RestoredMark(Instant.now().minus(Duration.ofHours(8)), RestoredMark.Why.BACKUP);
    RestoredMark.write(data, restored);

    mend();

    assertThat(RestoredMark.read(data)).contains(restored);
  }
}
