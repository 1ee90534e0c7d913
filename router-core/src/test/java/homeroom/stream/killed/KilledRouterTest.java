package homeroom.stream.killed;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.live.LiveBroker;
import homeroom.schema.Conflict;
import homeroom.schema.DeliveryOrder;
import homeroom.schema.GoldenField;
import homeroom.schema.GoldenRecord;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import homeroom.stream.Kill;
import homeroom.stream.Moment;
import homeroom.wire.Values;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A router is killed between two of its commits and in the midst of them, again and again while one
 * story is told, and comes to the same as one that never was. Only what names a place in a log may
 * differ, because what is given up takes its places with it.
 *
 * <p>The story takes some fifty commits. {@code -Dhomeroom.commits-between-kills=1} kills between
 * any two of them, in a few minutes.
 */
@ExtendWith(LiveBroker.class)
class KilledRouterTest {

  private static final int COMMITS_BETWEEN =
      Integer.getInteger("homeroom.commits-between-kills", 5);

  /** The story ends before them. */
  private static final int MANY = 200;

  @TempDir static Path folder;
  private static Told undisturbed;
  private static Told killed;

  @BeforeAll
  static void tell() {
    undisturbed = Told.to(StreamsConfig.EXACTLY_ONCE_V2, folder, List.of());
    killed = Told.to(StreamsConfig.EXACTLY_ONCE_V2, folder, kills());
  }

  /** The first life ends before its first commit; each other one has some, and ends elsewhere. */
  private static List<Kill> kills() {
    return IntStream.range(0, MANY).mapToObj(KilledRouterTest::kill).toList();
  }

  private static Kill kill(int life) {
    Moment moment = Moment.values()[life % Moment.values().length];
    int unfinished = moment == Moment.COMMITTED ? 0 : 1;
    return new Kill(life == 0 ? 1 : COMMITS_BETWEEN + unfinished, moment);
  }

  @Test
  void shouldWriteTheSameThoughItIsKilled() {
    assertThat(killed.wrote().comparable()).isEqualTo(undisturbed.wrote().comparable());
  }

  @Test
  void shouldLeaveTheSameAtEachConsumerThoughItIsKilled() {
    assertThat(killed.held()).isEqualTo(undisturbed.held());
  }

  @Test
  void shouldBringEachConsumerToTheTruthThoughItIsKilled() {
    for (String system : StoryRules.CONSUMERS) {
      List<Map<String, Value>> due =
          killed.wrote().truth().values().stream()
              .filter(GoldenRecord::getExists)
              .flatMap(golden -> due(system, golden).stream())
              .toList();
      assertThat(killed.held().get(system)).containsExactlyInAnyOrderElementsOf(due);
    }
  }

  private static Optional<Map<String, Value>> due(String system, GoldenRecord golden) {
    Map<String, Value> canonical = new HashMap<>();
    for (GoldenField field : golden.getFields()) {
      canonical.put(field.getField().getName(), Values.value(field.getField()));
    }
    return StoryRules.due(system, new RecordKey(golden.getEntity(), golden.getKey()), canonical);
  }

  @Test
  void shouldSayNothingTwiceThoughItIsKilled() {
    assertThat(killed.wrote().deliveries())
        .extracting(DeliveryOrder::getDeliveryId)
        .doesNotHaveDuplicates();
    assertThat(killed.wrote().movements())
        .extracting(Movement::getMovementId)
        .doesNotHaveDuplicates();
    assertThat(killed.wrote().conflicts())
        .extracting(it -> it.getConflictId() + it.getSettled())
        .doesNotHaveDuplicates();
    assertThat(killed.wrote().quarantine()).isEmpty();
  }

  /** Without transactions a kill is seen: what was written before one counts twice. */
  @Test
  void shouldFindWhatARouterWithoutTransactionsWritesTwice() {
    // The first commit may hold nothing but the configuration; those after it hold the story.
    List<Kill> kills = IntStream.range(0, 5).mapToObj(_ -> new Kill(2, Moment.WRITTEN)).toList();
    Told unsafe = Told.to(StreamsConfig.AT_LEAST_ONCE, folder, kills);

    assertThat(unsafe.kills()).hasSize(5);
    assertThat(unsafe.wrote().comparable()).isNotEqualTo(undisturbed.wrote().comparable());
  }

  @Test
  void shouldHaveBeenKilledAtEveryMomentOfACommit() {
    assertThat(killed.kills()).contains(Moment.values());
    assertThat(killed.halfWritten()).isPositive();
  }

  @Test
  void shouldTellOfAllThatMovesARecord() {
    WhatCounts wrote = undisturbed.wrote();

    assertThat(wrote.movements())
        .extracting(Movement::getOutcome)
        .contains(
            MovementOutcome.ACCEPTED,
            MovementOutcome.UNAUTHORISED,
            MovementOutcome.CONFLICT,
            MovementOutcome.RELEASED,
            MovementOutcome.DELIVERED);
    assertThat(wrote.conflicts()).extracting(Conflict::getWinner).contains("", "lms", "sis");
    assertThat(wrote.truth().get("student/2").getMovedTo()).startsWith("student/2");
    assertThat(wrote.truth().get("student/5").getMovedTo()).isEqualTo("student/6");
  }
}
