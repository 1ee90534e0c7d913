package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homeroom.api.AdapterFailure;
import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.SourceAdapter;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.planning.SourcePolicy;
import homeroom.planning.Timetable;
import homeroom.schema.DataEvent;
import homeroom.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A source is asked for as long as the hub runs. */
@ExtendWith(LiveBroker.class)
class SourceScheduleTest {

  private static final Timetable DAILY =
      new Timetable(
          Optional.of(Duration.ofDays(1)), Optional.empty(), Optional.empty(), Optional.empty());

  private static final Timetable OFTEN =
      new Timetable(
          Optional.of(Duration.ofMillis(50)), Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir Path folder;

  private final Topics topics = LiveBroker.tenant();
  private final String system = LiveBroker.system();

  /** A folder in which three files lie, each with one student. */
  private record Folder(List<String> students) implements SourceAdapter {
    @Override
    public Batch poll(Cursor from) {
      int read = from.isStart() ? 0 : Integer.parseInt(from.position());
      if (read == students.size()) {
        return Batch.nothing(from);
      }
      SourceItem row =
          SourceItem.Row.of(
              FakeSource.STUDENTS,
              "row",
              Map.of("id", Value.text(students.get(read)), "name", Value.text("Ada")));
      return Batch.ofItems(
          "batch-" + read,
          "a file",
          Map.of(FakeSource.STUDENTS, Coverage.PARTIAL),
          Stream.of(row),
          new Cursor(Integer.toString(read + 1)),
          Optional.empty());
    }

    @Override
    public boolean goesOneByOne() {
      return true;
    }
  }

  private SourceIngest ingest(SourceAdapter source) {
    LiveBroker.ensure(topics, List.of(system), List.of());
    return new SourceIngest(
        topics,
        new SourcePolicy(
            system,
            List.of(FakeSource.mapping(FakeSource.STUDENTS)),
            Optional.empty(),
            Guards.HALF),
        source,
        new IntakePlaces(
            LiveBroker.servers(),
            new FileRawStore(folder.resolve("raw")),
            folder.resolve("accepted")),
        false,
        InstantSource.system());
  }

  @Test
  void shouldTakeInAllFilesOfAFolderWhenItsTimeHasCome() {
    try (SourceIngest ingest = ingest(new Folder(List.of("1", "2", "3")));
        SourceSchedule schedule = new SourceSchedule(ingest, InstantSource.system())) {
      schedule.begin(DAILY);

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(LiveBroker.read(topics.events(system), DataEvent.class))
                      .extracting(DataEvent::getKey)
                      .containsExactlyInAnyOrder("1", "2", "3"));
    }
  }

  @Test
  void shouldShowThatAnAdapterBrokeWithoutWhatItSaid() throws Exception {
    SourceAdapter broken =
        _ -> {
          throw new IllegalArgumentException("invalid header value: Bearer t0ken");
        };
    try (SourceIngest ingest = ingest(broken);
        SourceSchedule schedule = new SourceSchedule(ingest, InstantSource.system())) {
      schedule.begin(DAILY);

      await().atMost(Duration.ofSeconds(60)).until(() -> schedule.last().isPresent());
      Failure shown = schedule.last().orElseThrow().failure().orElseThrow();
      assertThat(shown.code()).isEqualTo("SOURCE_DEFECT");
      assertThat(shown.kind()).isEqualTo(Failure.Kind.DEFECT);
      assertThat(causes(ingest)).doesNotContain("t0ken");
    }
  }

  @Test
  void shouldAskAgainAfterAnErrorAndTellOfIt() {
    AtomicInteger asked = new AtomicInteger();
    LiveSource sis = new LiveSource();
    sis.source()
        .holds("1", "Ada")
        .meanwhile(
            () -> {
              asked.incrementAndGet();
              throw new StackOverflowError();
            });

    try (sis;
        SourceSchedule schedule = new SourceSchedule(sis.hub(), InstantSource.system())) {
      schedule.begin(OFTEN);

      await().untilAsserted(() -> assertThat(asked).hasValueGreaterThan(1));
      assertThat(schedule.last().flatMap(SourceSchedule.Look::failure))
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .returns("SOURCE_DEFECT", Failure::code)
                      .returns(Failure.Kind.DEFECT, Failure::kind));
    }
  }

  /** All that a log would hold of it. */
  private static String causes(SourceIngest ingest) {
    try {
      ingest.poll();
      return "";
    } catch (AdapterFailure failure) {
      return failure + " " + failure.getCause();
    }
  }
}
