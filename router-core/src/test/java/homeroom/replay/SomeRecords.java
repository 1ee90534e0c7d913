package homeroom.replay;

import homeroom.api.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Some students, of whom the router answers for all that it is asked. */
public final class SomeRecords implements ReplayRecords {

  static final Instant BEGAN = Instant.parse("2026-11-01T08:00:00Z");

  private final int number;
  private final MemoryReplayLog log;
  private volatile boolean answering = true;
  private volatile boolean decided = true;
  private volatile long open;
  private volatile CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

  public SomeRecords(int number, MemoryReplayLog log) {
    this.number = number;
    this.log = log;
  }

  void answer(boolean now) {
    answering = now;
  }

  /** Whether the router has read all that it is asked. */
  void decide(boolean now) {
    decided = now;
  }

  /** So many deliveries have no receipt. */
  void open(long deliveries) {
    open = deliveries;
  }

  /** The log holds more than can be found, until the answer is completed. */
  CompletableFuture<Void> fallBehind() {
    current = new CompletableFuture<>();
    return current;
  }

  @Override
  public CompletableFuture<Void> caughtUp() {
    return current;
  }

  @Override
  public long open(String system) {
    return open;
  }

  @Override
  public ToldUntilNow toldUntilNow() {
    return () -> decided;
  }

  @Override
  public Optional<Instant> oldest() {
    return Optional.of(BEGAN);
  }

  @Override
  public long count(Selection selection) {
    return number;
  }

  @Override
  public List<Found> after(Selection selection, Optional<RecordKey> last, int limit) {
    int from = last.map(it -> Integer.parseInt(it.key()) + 1).orElse(1);
    return IntStream.rangeClosed(from, number)
        .limit(limit)
        .mapToObj(
            student ->
                new Found(
                    new RecordKey("student", Integer.toString(student)),
                    Optional.of(BEGAN.plusSeconds(student * 60L))))
        .toList();
  }

  @Override
  public List<Count> counts(Selection selection) {
    return List.of(
        new Count(
            "student",
            "REFUSED",
            number,
            List.of(new Example("p001", "student", Optional.of("1")))));
  }

  @Override
  public Map<String, Long> decided(String replayId) {
    long voided = log.commands().stream().filter(it -> it.startsWith("VOID")).count();
    long asked = log.commands().size() - voided;
    return Map.of("CONFIRMATION_VOID", answering ? voided : 0, "REPLAY_SENT", asked);
  }

  @Override
  public Map<String, Long> ended(String replayId) {
    return Map.of("DELIVERED", 1L);
  }
}
