package homeroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a loss of power leaves of a broker's folder, brought back to the last checkpoint. */
class RollbackTest {

  @TempDir Path folder;

  @Property(tries = 30)
  void shouldEndEachPartitionAtTheCheckpointWhateverTheTailsAre(@ForAll long seed)
      throws Exception {
    Path broker = Files.createTempDirectory("rollback");
    try {
      Random chance = new Random(seed);
      MadeLogs logs = new MadeLogs(broker, chance);
      logs.grow(1 + chance.nextInt(4));
      Checkpoint checkpoint = logs.checkpoint();
      Map<String, MadeLogs.Content> forced = logs.contents();
      logs.grow(chance.nextInt(4));
      logs.losePower(forced);

      Rollback.to(checkpoint, broker);

      assertThat(logs.contents()).isEqualTo(forced);
      assertThat(logs.checkpoint().ends()).isEqualTo(checkpoint.ends());
      assertThat(logs.sidecars()).isEmpty();

      // Power goes once more, right after, and nothing was written meanwhile.
      Rollback.to(checkpoint, broker);
      assertThat(logs.contents()).isEqualTo(forced);
    } finally {
      MadeLogs.remove(broker);
    }
  }

  @Test
  void shouldChangeNothingWhenTheDiskLostWhatWasForced() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("kept-0", 3);
    logs.append("lost-0", 3);
    Checkpoint checkpoint = logs.checkpoint();
    logs.append("kept-0", 2);
    MadeLogs.shorten(logs.segments("lost-0").getFirst(), 100);
    Map<String, MadeLogs.Content> before = logs.contents();

    assertThatThrownBy(() -> Rollback.to(checkpoint, folder))
        .isInstanceOf(BrokerFailure.class)
        .hasMessageContaining("CHECKPOINT_NOT_REACHED")
        .hasMessageContaining("lost-0");
    assertThat(logs.contents()).isEqualTo(before);
  }

  @Test
  void shouldRefuseALogThatWasCompactedBehindTheCheckpoint() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("state-0", 3);
    Checkpoint checkpoint = logs.checkpoint();
    logs.append("state-0", 3);
    logs.cleaned("state", 0, checkpoint.ends().get("state-0") + 1);

    assertThatThrownBy(() -> Rollback.to(checkpoint, folder))
        .isInstanceOf(BrokerFailure.class)
        .hasMessageContaining("was compacted behind the checkpoint");
  }

  @Test
  void shouldKeepTheEndThoughWhatCameRightBeforeWasCompactedAway() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("state-0", 3);
    MadeLogs.Content first = logs.content("state-0");
    logs.append("state-0", 2);
    Checkpoint checkpoint = logs.checkpoint();
    long end = checkpoint.ends().get("state-0");
    logs.roll("state-0");
    logs.append("state-0", 2);
    // The cleaner left of the first segment what came first.
    MadeLogs.shorten(logs.segments("state-0").getFirst(), first.bytes());
    logs.cleaned("state", 0, end);

    for (int power = 0; power < 2; power++) {
      Rollback.to(checkpoint, folder);

      assertThat(logs.content("state-0")).isEqualTo(first);
      assertThat(logs.checkpoint().ends()).containsEntry("state-0", end);
    }
  }

  @Test
  void shouldFinishTheSwapOfASegmentThatWasCompacted() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("state-0", 2);
    logs.roll("state-0");
    logs.append("state-0", 2);
    logs.roll("state-0");
    logs.append("state-0", 2);
    Checkpoint checkpoint = logs.checkpoint();
    MadeLogs.Content all = logs.content("state-0");
    // Both older segments became one, and the power went before their names were changed.
    logs.mergeIntoSwap("state-0");
    logs.append("state-0", 2);

    Rollback.to(checkpoint, folder);

    assertThat(logs.segments("state-0")).hasSize(2);
    assertThat(logs.contents()).containsEntry("state-0", all);
    assertThat(logs.checkpoint().ends()).isEqualTo(checkpoint.ends());
  }

  @Test
  void shouldGoBackToTheBeginningWhenPowerGoesRightAfterIt() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    Path file = folder.resolve("checkpoint");
    assertThat(new Checkpoints(folder, file).take(Duration.ofSeconds(1))).isPresent();
    logs.append("made-0", 2);

    Rollback.to(Checkpoint.read(file).orElseThrow(), folder);

    assertThat(logs.contents()).isEmpty();
  }

  /** A broker that recovers cuts off what it finds damaged, in the file that was looked at. */
  @Test
  void shouldSeeThatALogBecameShorter() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("cut-0", 2);
    long end = logs.checkpoint().ends().get("cut-0");
    MadeLogs.Content whole = logs.content("cut-0");
    logs.append("cut-0", 2);
    Path file = folder.resolve("checkpoint");
    Checkpoints running = new Checkpoints(folder, file);
    running.take(Duration.ofSeconds(1));
    assertThat(Checkpoint.read(file).orElseThrow().ends().get("cut-0")).isGreaterThan(end);

    MadeLogs.shorten(logs.segments("cut-0").getFirst(), whole.bytes());
    running.take(Duration.ofSeconds(1));

    assertThat(Checkpoint.read(file).orElseThrow().ends()).containsEntry("cut-0", end);
  }

  @Test
  void shouldGoBackToNothingWhereAllWasDeletedForItsAge() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("old-0", 2);
    Checkpoint checkpoint = logs.checkpoint();
    logs.roll("old-0");
    Files.delete(logs.segments("old-0").getFirst());
    logs.append("old-0", 1);

    Rollback.to(checkpoint, folder);

    assertThat(logs.content("old-0").bytes()).isZero();
    assertThat(logs.checkpoint().ends()).isEqualTo(checkpoint.ends());
  }

  @Test
  void shouldReadBackTheCheckpointThatWasWrittenAndRefuseADamagedOne() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("some-0", 2);
    Path file = folder.resolve("checkpoint");
    assertThat(Checkpoint.read(file)).isEmpty();
    Checkpoint taken = logs.checkpoint();

    assertThat(Checkpoint.read(file)).contains(taken);

    Files.writeString(file, Files.readString(file).replace("some-0", "same-0"));
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(BrokerFailure.class)
        .hasMessageContaining("CHECKPOINT_UNREADABLE");
  }

  @Test
  void shouldForceOnlyWhatChanged() throws Exception {
    MadeLogs logs = new MadeLogs(folder, new Random(1));
    logs.append("one-0", 2);
    logs.append("two-0", 2);
    Checkpoints checkpoints = new Checkpoints(folder, folder.resolve("checkpoint"));
    List<Integer> forced = new ArrayList<>();
    forced.add(take(checkpoints).forced());
    Checkpoint first = Checkpoint.read(folder.resolve("checkpoint")).orElseThrow();
    forced.add(take(checkpoints).forced());
    assertThat(Checkpoint.read(folder.resolve("checkpoint"))).contains(first);
    logs.append("two-0", 1);
    forced.add(take(checkpoints).forced());
    logs.roll("one-0");
    forced.add(take(checkpoints).forced());

    assertThat(forced).containsExactly(2, 0, 1, 1);
    assertThat(Checkpoint.read(folder.resolve("checkpoint")).orElseThrow().ends())
        .isEqualTo(new TreeMap<>(logs.checkpoint().ends()));
  }

  private static Checkpoints.Taken take(Checkpoints checkpoints) throws IOException {
    return checkpoints.take(Duration.ofSeconds(10)).orElseThrow();
  }
}
