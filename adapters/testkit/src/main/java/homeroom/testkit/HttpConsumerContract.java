package homeroom.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.Probe;
import homeroom.api.Value;
import homeroom.testkit.WiredTrial.Work;
import homeroom.testkit.wire.Fault;
import homeroom.testkit.wire.Fault.Ending;
import homeroom.testkit.wire.Fault.Ending.Answered;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every consumer adapter that speaks HTTP keeps beside {@link ConsumerContract}, whatever
 * happens on the way to its system and back.
 */
public interface HttpConsumerContract extends ConsumerContract {

  Duration PATIENT = Duration.ofSeconds(20);
  Duration HASTY = Duration.ofSeconds(1);

  @Override
  HttpSystem open();

  /** Endings after which nobody can know whether a request was done. */
  private static Map<String, Ending> unknown() {
    return Map.of(
        "reset", new Ending.Reset(),
        "cut", new Ending.Cut(),
        "500", Fault.json(500, "{}"),
        "502 with a page", Fault.page(502),
        "503 that says when", Fault.page(503).with("Retry-After", "7"),
        "504", Fault.page(504),
        "404 with a page", Fault.page(404),
        "410 of a proxy", Fault.page(410, "410 Gone"),
        "200 with a page", Fault.page(200));
  }

  @TestFactory
  default Stream<DynamicTest> shouldNotKnowWhatWasNotAnswered() {
    return unknown().entrySet().stream()
        .flatMap(
            ending ->
                Stream.of(Work.values())
                    .flatMap(
                        work ->
                            Stream.of(true, false)
                                .map(
                                    done ->
                                        unanswered(
                                            work,
                                            ending.getKey(),
                                            new Fault(done, ending.getValue()),
                                            PATIENT))));
  }

  @TestFactory
  default Stream<DynamicTest> shouldNotKnowWhatIsAnsweredAfterTheDeadline() {
    return Stream.of(Work.values())
        .flatMap(
            work ->
                Stream.of(true, false)
                    .map(
                        done ->
                            unanswered(work, "late", new Fault(done, new Ending.Held()), HASTY)));
  }

  /** An adapter may look and find that it was done; it may not claim what was not. */
  private DynamicTest unanswered(Work work, String name, Fault fault, Duration deadline) {
    String title = work + ", " + (fault.done() ? "done, " : "not done, ") + name;
    return dynamicTest(
        title,
        () -> {
          try (WiredTrial wired = new WiredTrial(open(), deadline)) {
            Delivery delivery = wired.prepared(work);
            wired.wire().onWrites(fault);
            Outcome outcome = wired.trial().outcome(delivery);
            wired.wire().mend();

            if (outcome instanceof Failed(Failure failure)) {
              assertThat(failure.kind()).as(failure.code()).isEqualTo(Kind.UNKNOWN);
            } else {
              assertThat(fault.done()).as("an adapter that says it was done").isTrue();
            }
            repeated(wired, work, delivery, outcome);
          }
        });
  }

  private static void repeated(WiredTrial wired, Work work, Delivery delivery, Outcome outcome) {
    Applied again = wired.trial().applied(delivery);
    Applied oncemore = wired.trial().applied(delivery);

    if (outcome instanceof Applied applied) {
      assertThat(applied.remoteId()).isEqualTo(again.remoteId());
    }
    assertThat(oncemore.remoteId()).isEqualTo(again.remoteId());
    assertThat(again.remoteId().orElse("none")).isNotBlank();
    assertThat(wired.count()).isEqualTo(1);
    assertThat(wired.trial().held()).isEqualTo(wired.after(work));
  }

  /** The answer is JSON and says nothing of what was asked for. */
  @TestFactory
  default Stream<DynamicTest> shouldNotBelieveAnAnswerThatSaysNothing() {
    return Stream.of("{}", "[]", "null", "\"\"")
        .flatMap(
            body ->
                Stream.of(Work.CREATE, Work.UPDATE)
                    .map(
                        work ->
                            dynamicTest(
                                work + ", " + body,
                                () -> {
                                  try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
                                    Delivery delivery = wired.prepared(work);
                                    wired.wire().onWrites(Fault.lost(Fault.json(200, body)));
                                    Outcome outcome = wired.trial().outcome(delivery);
                                    wired.wire().mend();

                                    assertThat(Trial.failure(outcome).kind())
                                        .isIn(Kind.UNKNOWN, Kind.CONFIGURATION);
                                    repeated(wired, work, delivery, outcome);
                                  }
                                })));
  }

  /** What could not be read is neither absent nor there. */
  @TestFactory
  default Stream<DynamicTest> shouldWriteNothingWhenItCannotLook() {
    return Stream.concat(
            unknown().entrySet().stream(),
            Map.<String, Ending>of(
                "200 and an empty object", Fault.json(200, "{}"),
                "200 and null", Fault.json(200, "null"),
                "200 and a text", Fault.json(200, "\"\""))
                .entrySet()
                .stream())
        .map(
            ending ->
                dynamicTest(
                    ending.getKey(),
                    () -> {
                      try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
                        Delivery delivery = wired.prepared(Work.CREATE);
                        wired.wire().onReads(Fault.done(ending.getValue()));
                        Failure failure = wired.trial().failure(delivery);
                        Probe probe = wired.adapter().probe();
                        wired.wire().mend();

                        assertThat(failure.kind()).isIn(Kind.TRANSIENT, Kind.CONFIGURATION);
                        assertThat(probe.ready()).as("the probe finds it ready").isFalse();
                        assertThat(wired.wire().writes()).isZero();
                        assertThat(wired.trial().effect(delivery)).isEqualTo(Effect.CREATED);
                      }
                    }));
  }

  @TestFactory
  default Stream<DynamicTest> shouldSayHowLongASystemWantsToRest() {
    return onReadsAndWrites(
        saysWhen(429, Fault.json(429, "{}")),
        (name, failure) -> {
          assertThat(failure.kind()).isEqualTo(Kind.THROTTLED);
          waits(name, failure);
        });
  }

  /** It is being looked after; whether a write was done all the same is not said. */
  @TestFactory
  default Stream<DynamicTest> shouldSayWhenASystemWillBeBack() {
    return onReadsAndWrites(
        saysWhen(503, Fault.json(503, "{}")),
        (name, failure) -> {
          assertThat(failure.kind()).isIn(Kind.TRANSIENT, Kind.UNKNOWN);
          waits(name, failure);
        });
  }

  /** The two ways in which RFC 9110, section 10.2.3, lets a system say it. */
  private static Map<String, Answered> saysWhen(int status, Answered answer) {
    ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
    String date = then.format(DateTimeFormatter.RFC_1123_DATE_TIME);
    return Map.of(
        "seconds", answer.with("Retry-After", "120"),
        "date", Fault.page(status).with("Retry-After", date));
  }

  private static void waits(String name, Failure failure) {
    long asked = name.equals("seconds") ? 120 : 3_600;
    assertThat(failure.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(asked - 60), Duration.ofSeconds(asked));
  }

  @TestFactory
  default Stream<DynamicTest> shouldTellThatItIsAskedTooMuch() {
    Map<String, Answered> answers = new HashMap<>();
    answers.put("429", Fault.page(429));
    try (HttpSystem system = open()) {
      system.throttles().forEach(one -> answers.put("own " + one.status(), one));
    }
    return onReadsAndWrites(
        answers, (_, failure) -> assertThat(failure.kind()).isEqualTo(Kind.THROTTLED));
  }

  @TestFactory
  default Stream<DynamicTest> shouldTellThatTheCredentialDoesNotDo() {
    return onReadsAndWrites(
        Map.of("401", Fault.json(401, "{}"), "403", Fault.page(403)),
        (_, failure) -> assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL));
  }

  /** Nothing is done, this is why, and afterwards all is well. */
  private Stream<DynamicTest> onReadsAndWrites(
      Map<String, Answered> answers, BiConsumer<String, Failure> expected) {
    return answers.entrySet().stream()
        .flatMap(
            answer ->
                Stream.of(true, false)
                    .map(
                        reads ->
                            dynamicTest(
                                answer.getKey() + (reads ? " to a read" : " to a write"),
                                () -> {
                                  Fault fault = Fault.lost(answer.getValue());
                                  try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
                                    Delivery delivery = wired.prepared(Work.CREATE);
                                    if (reads) {
                                      wired.wire().onReads(fault);
                                    } else {
                                      wired.wire().onWrites(fault);
                                    }
                                    Failure failure = wired.trial().failure(delivery);
                                    Probe probe = wired.adapter().probe();
                                    wired.wire().mend();

                                    expected.accept(answer.getKey(), failure);
                                    assertThat(failure.remedy()).isNotBlank();
                                    if (reads) {
                                      assertThat(probe.failure().orElseThrow().kind())
                                          .isEqualTo(failure.kind());
                                    }
                                    assertThat(wired.trial().effect(delivery))
                                        .isEqualTo(Effect.CREATED);
                                  }
                                })));
  }

  @TestFactory
  default Stream<DynamicTest> shouldBlameTheRecordForWhatIsRefused() {
    return Stream.of(400, 413, 422)
        .map(
            status ->
                dynamicTest(
                    "status " + status,
                    () -> {
                      try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
                        Delivery delivery = wired.prepared(Work.UPDATE);
                        wired.wire().onWrites(Fault.lost(Fault.json(status, "{}")));

                        assertThat(wired.trial().failure(delivery).kind()).isEqualTo(Kind.CONTENT);
                      }
                    }));
  }

  @Test
  default void shouldSendNothingThatChangesSomethingWhenItProbes() {
    try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
      wired.prepared(Work.UPDATE);
      int before = wired.wire().writes();

      Probe probe = wired.adapter().probe();

      assertThat(probe).isEqualTo(Probe.READY);
      assertThat(before).isPositive();
      assertThat(wired.wire().writes()).isEqualTo(before);
    }
  }

  @Test
  default void shouldEndItsCallsWhenItIsClosed() throws Exception {
    try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
      Delivery delivery = wired.prepared(Work.CREATE);
      wired.wire().onWrites(Fault.done(new Ending.Held()));
      CompletableFuture<Outcome> outcome = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> outcome.complete(wired.trial().outcome(delivery)));
      wired.wire().awaitHeld();

      wired.adapter().close();

      Outcome ended = outcome.get(PATIENT.toMillis() / 2, TimeUnit.MILLISECONDS);
      assertThat(Trial.failure(ended).kind()).isEqualTo(Kind.UNKNOWN);
    }
  }

  /** As the hub does it: what is unknown is repeated before anything newer goes out. */
  @Test
  default void shouldEndWithTheNewestValueThoughAnswersAreLostInBetween() {
    try (WiredTrial wired = new WiredTrial(open(), PATIENT);
        OutsideSystem names = open()) {
      Trial trial = wired.trial();
      Optional<String> id = trial.applied(trial.deliveries().create(1)).remoteId();
      String field = names.changeable();
      for (int turn = 1; turn <= 6; turn++) {
        Map<String, Value> payload = trial.deliveries().payloadWith(1, field, names.another(turn));
        Delivery delivery = trial.deliveries().update(1, payload, Set.of(field), id);
        if (turn % 2 == 0) {
          wired.wire().onWrites(new Fault(turn % 4 == 0, new Ending.Reset()));
          trial.outcome(delivery);
          wired.wire().mend();
        }
        trial.applied(delivery);
      }

      assertThat(trial.held(1)).containsEntry(field, names.another(6));
      assertThat(wired.count()).isEqualTo(1);
    }
  }

  /** A caller that is not heard keeps no connection and no thread busy for the next one. */
  @Test
  default void shouldGoOnAfterManyCallsThatWereNotAnswered() {
    try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
      wired.wire().onReads(Fault.lost(new Ending.Reset()));
      List.of(1, 2, 3, 4, 5, 6, 7, 8)
          .forEach(number -> wired.trial().failure(wired.trial().deliveries().create(number)));
      wired.wire().mend();

      assertThat(wired.trial().effect(wired.trial().deliveries().create(1)))
          .isEqualTo(Effect.CREATED);
    }
  }

  /** Creations, a change and a deletion together, as far as the adapter takes them together. */
  @TestFactory
  default Stream<DynamicTest> shouldNotKnowABatchThatWasNotAnswered() {
    return unknown().entrySet().stream()
        .flatMap(
            ending ->
                Stream.of(true, false)
                    .map(
                        done ->
                            dynamicTest(
                                (done ? "done, " : "not done, ") + ending.getKey(),
                                () -> unansweredBatch(new Fault(done, ending.getValue())))));
  }

  private void unansweredBatch(Fault fault) {
    try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
      List<Delivery> batch = wired.mixedBatch();
      wired.wire().onWrites(fault);
      Map<String, Outcome> outcomes = wired.trial().outcomes(batch);
      wired.wire().mend();

      for (Outcome outcome : outcomes.values()) {
        if (outcome instanceof Failed(Failure failure)) {
          assertThat(failure.kind()).as(failure.code()).isEqualTo(Kind.UNKNOWN);
        } else {
          assertThat(fault.done()).as("an adapter that says it was done").isTrue();
        }
      }
      assertThat(wired.trial().outcomes(batch).values()).allSatisfy(Trial::applied);
      assertThat(wired.count()).isEqualTo(batch.size());
      assertThat(wired.trial().held()).isEqualTo(wired.afterMixedBatch());
    }
  }

  @TestFactory
  default Stream<DynamicTest> shouldTellForAllOfABatchWhoMustAct() {
    return Map.of(
            Kind.THROTTLED, Fault.json(429, "{}").with("Retry-After", "120"),
            Kind.CREDENTIAL, Fault.json(401, "{}"))
        .entrySet()
        .stream()
        .map(
            expected ->
                dynamicTest(
                    expected.getKey().name(),
                    () -> {
                      try (WiredTrial wired = new WiredTrial(open(), PATIENT)) {
                        List<Delivery> batch = wired.mixedBatch();
                        wired.wire().onWrites(Fault.lost(expected.getValue()));

                        assertThat(wired.trial().outcomes(batch).values())
                            .allSatisfy(
                                one ->
                                    assertThat(Trial.failure(one).kind())
                                        .isEqualTo(expected.getKey()));
                      }
                    }));
  }
}
