package homeroom.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.Failure;
import homeroom.live.LiveBroker;
import homeroom.schema.OutageState;
import homeroom.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a real broker, and a clock for each watch that a look moves on by half a minute. */
@ExtendWith(LiveBroker.class)
final class OutageWatchTest {

  private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");
  private static final Trouble DOWN =
      new Trouble(
          "lms",
          Failure.of(Failure.Kind.TRANSIENT, "HTTP_CONNECT", "it does not answer", "look at it"));

  private final Topics topics = LiveBroker.tenant();
  private volatile List<Trouble> troubles = List.of();

  @BeforeEach
  void open() {
    LiveBroker.ensure(topics, List.of(), List.of());
  }

  private OutageWatch start(String hub) {
    AtomicReference<Instant> now = new AtomicReference<>(NOON);
    OutageWatch watch =
        new OutageWatch(
            topics,
            LiveBroker.servers(),
            hub,
            () -> {
              now.updateAndGet(before -> before.plusSeconds(30));
              return troubles;
            },
            (InstantSource) now::get,
            Duration.ofMillis(50));
    watch.start();
    return watch;
  }

  private List<OutageState> written() {
    return LiveBroker.read(topics.outages(), OutageState.class);
  }

  private void awaitWritten(int count) {
    await().until(() -> written().size() == count);
  }

  @Test
  void shouldWriteDownAnOutageItsEndAndNothingMoreThoughTheHubIsStartedAgain() {
    troubles = List.of(DOWN);
    try (OutageWatch _ = start("one")) {
      awaitWritten(1);
    }
    try (OutageWatch _ = start("one");
        OutageWatch _ = start("another")) {
      // The other hub notices by itself, this one goes on.
      awaitWritten(2);
      troubles = List.of();
      awaitWritten(4);
    }

    assertThat(written())
        .extracting(it -> it.getHub() + (it.getEndedAt() == null ? " began" : " is over"))
        .startsWith("one began", "another began")
        .containsExactlyInAnyOrder("one began", "another began", "one is over", "another is over");
    assertThat(written().getFirst())
        .satisfies(
            it -> {
              assertThat(it.getSystem()).isEqualTo("lms");
              assertThat(it.getNeedsPerson()).isFalse();
              assertThat(it.getMessage()).isEqualTo("it does not answer");
            });
  }
}
