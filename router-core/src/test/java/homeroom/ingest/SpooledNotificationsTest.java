package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.PushSource;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.planning.SourcePolicy;
import homeroom.schema.DataEvent;
import homeroom.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was posted, when the log has less of it than the sender was told. */
@ExtendWith(LiveBroker.class)
class SpooledNotificationsTest {

  @TempDir Path folder;

  private final String lms = LiveBroker.system();

  /** Posts the id and the name of one student. */
  private static final class Posting implements PushSource {
    @Override
    public Batch receive(Request request) {
      String[] said = new String(request.body(), StandardCharsets.UTF_8).split(" ");
      SourceItem row =
          SourceItem.Row.of(
              FakeSource.STUDENTS,
              said[2],
              Map.of("id", Value.text(said[0]), "name", Value.text(said[1])));
      return Batch.ofItems(
          said[2], "a post", Map.of(), Stream.of(row), Cursor.START, Optional.empty());
    }

    @Override
    public void close() {}
  }

  /** A broker is as good as another one whose topics are empty. */
  private SourceIngest hub(Topics topics) {
    return hub(topics, "spool");
  }

  private SourceIngest hub(Topics topics, String spool) {
    LiveBroker.ensure(topics, List.of(lms), List.of(lms));
    SourceIngest hub =
        new SourceIngest(
            topics,
            new SourcePolicy(
                lms,
                List.of(FakeSource.mapping(FakeSource.STUDENTS)),
                Optional.empty(),
                Guards.HALF),
            new Posting(),
            new IntakePlaces(
                LiveBroker.servers(),
                new FileRawStore(folder.resolve("raw")),
                folder.resolve("accepted")),
            false,
            InstantSource.system());
    hub.spool(folder.resolve(spool), System::nanoTime);
    return hub;
  }

  private static void post(SourceIngest hub, String... posts) throws AdapterFailure {
    for (String post : posts) {
      hub.receive(new PushSource.Request(Map.of(), post.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private List<String> keys(Topics topics) {
    return LiveBroker.read(topics.events(lms), DataEvent.class).stream()
        .map(DataEvent::getKey)
        .sorted()
        .toList();
  }

  @Test
  void shouldTakeInAgainOnlyWhatTheLogLost() throws Exception {
    Topics kept = LiveBroker.tenant();
    Topics lost = LiveBroker.tenant();
    try (SourceIngest before = hub(lost, "another")) {
      post(before, "2 Bo e2");
    }
    try (SourceIngest hub = hub(kept)) {
      post(hub, "1 Ada e1", "2 Bo e2", "3 Cy e3");
      assertThat(Files.list(folder.resolve("spool"))).isNotEmpty();
    }

    try (SourceIngest hub = hub(kept)) {
      hub.takeSpooledIn();
    }
    assertThat(keys(kept)).containsExactly("1", "2", "3");

    try (SourceIngest hub = hub(lost)) {
      hub.takeSpooledIn();
      assertThat(keys(lost)).containsExactly("1", "2", "3");
      hub.takeSpooledIn();
    }
    List<String> ids =
        LiveBroker.read(kept.events(lms), DataEvent.class).stream()
            .map(DataEvent::getEventId)
            .sorted()
            .toList();
    assertThat(LiveBroker.read(lost.events(lms), DataEvent.class))
        .extracting(DataEvent::getEventId)
        .containsExactlyInAnyOrderElementsOf(ids);

    // Power may go a second time right after that.
    Topics again = LiveBroker.tenant();
    try (SourceIngest hub = hub(again)) {
      post(hub, "4 Di e4");
    }
    assertThat(keys(again)).containsExactly("1", "2", "3", "4");
  }

  /** A hub that ended while it kept again what it had taken in leaves it twice. */
  @Test
  void shouldTakeInOnceWhatWasLeftTwiceAndKeepTheTimeAtWhichItWasPosted() throws Exception {
    Topics log = LiveBroker.tenant();
    try (SourceIngest hub = hub(LiveBroker.tenant())) {
      post(hub, "1 Ada e1", "2 Bo e2");
    }
    List<Spool.Event> posted = new Spool(folder.resolve("spool"), System::nanoTime).left();
    Instant friday = Instant.now().minus(Duration.ofDays(3));
    List<Spool.Event> then =
        posted.stream().map(it -> new Spool.Event(it.key(), it.value(), friday)).toList();
    Spool left = new Spool(folder.resolve("left"), System::nanoTime);
    left.keep(then, friday);
    left.keep(then, friday);
    left.close();

    try (SourceIngest hub = hub(log, "left")) {
      hub.takeSpooledIn();
    }

    assertThat(keys(log)).containsExactly("1", "2");
    assertThat(new Spool(folder.resolve("left"), System::nanoTime).left())
        .extracting(Spool.Event::at)
        .isNotEmpty()
        .containsOnly(Instant.ofEpochMilli(friday.toEpochMilli()));
  }

  @Test
  void shouldTakeInWhatCouldNotBeReadAsSoonAsItCanBe() throws Exception {
    Topics log = LiveBroker.tenant();
    try (SourceIngest hub = hub(LiveBroker.tenant())) {
      post(hub, "1 Ada e1");
    }
    Path posted;
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      posted = files.findFirst().orElseThrow();
    }
    Path unreadable = Files.createDirectories(folder.resolve("left").resolve("1.spool"));

    try (SourceIngest hub = hub(log, "left");
        SourceSchedule schedule = new SourceSchedule(hub, InstantSource.system())) {
      assertThat(schedule.takeSpooledIn()).isFalse();
      assertThat(schedule.spoolTrouble())
          .hasValueSatisfying(
              failure -> {
                assertThat(failure.code()).isEqualTo("SPOOL_UNREADABLE");
                assertThat(failure.message()).contains(unreadable.toString());
              });
      schedule.watchSpool();
      Files.delete(unreadable);
      Files.copy(posted, unreadable);

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(keys(log)).containsExactly("1"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(schedule.spoolTrouble()).isEmpty());
      assertThat(schedule.takeSpooledIn()).isTrue();
    }
  }
}
