package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.api.RecordKey;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.planning.SourcePolicy;
import homeroom.schema.DataEvent;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchEventsTest {

  private static final Instant BEGAN = Instant.parse("2026-11-28T01:30:00Z");

  private final List<DataEvent> written = new ArrayList<>();

  private record Listening(List<DataEvent> written) implements Output {
    @Override
    public void begin() {}

    @Override
    public void write(String topic, String key, @Nullable SpecificRecord value) {
      written.add((DataEvent) value);
    }

    @Override
    public void commit() {}
  }

  /** When a row and a missing record became so, of a file that was changed last at a time. */
  private List<Instant> occurred(Optional<Instant> changed) {
    written.clear();
    IntakeRules rules =
        IntakeRules.of(
            new Topics("cedar"),
            new SourcePolicy("sis", List.of(), Optional.empty(), Guards.HALF),
            false,
            InstantSource.fixed(BEGAN));
    Batch batch = Batch.ofItems("b", "students.csv", Map.of(), Stream.of(), Cursor.START, changed);
    BatchEvents events = new BatchEvents(rules, new Listening(written), batch, BEGAN);
    Map<String, Value> fields = Map.of("name", Value.text("x"));
    events.row(
        SourceItem.Row.of("students.csv", "students.csv:2", fields),
        new Assertion(new RecordKey("student", "1"), fields),
        "e1");
    events.missing("student/2", "students.csv", "e2");
    return written.stream().map(event -> Values.instant(event.getOccurredAt())).toList();
  }

  @Test
  void shouldTakeTheTimeOfAFileForThatOfWhatItSays() {
    Instant changed = BEGAN.minus(Duration.ofHours(2));
    assertThat(occurred(Optional.of(changed))).containsOnly(changed);
    assertThat(occurred(Optional.empty())).containsOnly(BEGAN);
  }

  /** What a server whose clock is ahead says would be the most recent for hours. */
  @Test
  void shouldBelieveNoFileThatIsOfTheFuture() {
    assertThat(occurred(Optional.of(BEGAN.plus(Duration.ofHours(3))))).containsOnly(BEGAN);
  }
}
