package homeroom.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.RecordKey;
import homeroom.live.LiveBroker;
import homeroom.replay.ReplayOrder.Doubt;
import homeroom.replay.ReplayOrder.Reach;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a real broker. */
@ExtendWith(LiveBroker.class)
class KafkaReplayLogTest {

  private static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

  private final Topics topics = LiveBroker.tenant();
  private KafkaReplayLog log;

  @BeforeEach
  void open() {
    LiveBroker.ensure(topics, List.of(), List.of("lms"));
    log = new KafkaReplayLog(topics, LiveBroker.servers());
  }

  @AfterEach
  void close() {
    log.close();
  }

  private static ReplayJob job(String id, Reach reach, Doubt doubt) {
    ReplayOrder order =
        new ReplayOrder(
            "lms",
            reach,
            doubt,
            Optional.of("student"),
            Optional.of(new RecordKey("student", "7")),
            true,
            Optional.of("lms:out:student:HTTP_422"),
            50,
            "kim");
    return ReplayJob.begin(id, order, doubt instanceof Doubt.None ? 0 : 3, 1, 2, NOW);
  }

  private static ReplayJob.Status status(List<ReplayJob> jobs) {
    return jobs.getFirst().status();
  }

  private static Map<String, Command> command(ReplayJob job, String key) {
    return Map.of("student/" + key, ReplayMessages.command(job, found(key), NOW));
  }

  private static ReplayRecords.Found found(String key) {
    return new ReplayRecords.Found(new RecordKey("student", key), Optional.empty());
  }

  @Test
  void shouldGiveBackEveryReplayAsItWasLast() {
    Reach window = new Reach.Window(NOW.minusSeconds(60), NOW);
    ReplayJob replay = job("replay-1", window, new Doubt.None());
    ReplayJob restored = job("replay-2", window, new Doubt.RestoredTo(NOW.minusSeconds(30)));
    ReplayJob rebuilt =
        job("replay-3", new Reach.All(), new Doubt.Rebuilt())
            .asked(List.of(found("7"), found("a/b")), NOW);
    ReplayJob told = job("replay-4", new Reach.All(), new Doubt.ToldSince());
    for (ReplayJob job : List.of(replay, restored, rebuilt, told)) {
      log.write(job, Map.of());
    }
    ReplayJob ended = replay.next(NOW.plusSeconds(9));
    log.write(ended, Map.of());

    assertThat(log.read()).containsExactlyInAnyOrder(ended, restored, rebuilt, told);
  }

  @Test
  void shouldWriteCommandsAndProgressOrNeitherOnceAnotherHubGoesOn() {
    ReplayJob job = job("replay-1", new Reach.All(), new Doubt.None());
    log.write(job, command(job, "1"));
    try (KafkaReplayLog other = new KafkaReplayLog(topics, LiveBroker.servers())) {
      assertThat(status(other.read())).isEqualTo(ReplayJob.Status.SENDING);
      ReplayJob cancelled = job.cancelled(NOW);
      assertThatThrownBy(() -> log.write(cancelled, command(job, "2")))
          .isInstanceOf(ProducerFencedException.class);

      assertThat(status(other.read())).isEqualTo(ReplayJob.Status.SENDING);
      assertThat(LiveBroker.read(topics.commands(), Command.class))
          .singleElement()
          .satisfies(
              command -> {
                assertThat(command.getKind()).isEqualTo(CommandKind.REISSUE);
                assertThat(command.getCommandId()).isEqualTo("replay-1");
                assertThat(command.getSystem()).isEqualTo("lms");
              });
    }
  }
}
