package homeroom.app;

import homeroom.api.RecordKey;
import homeroom.audit.DeliveryQueries;
import homeroom.audit.HoldingState;
import homeroom.audit.Indexer;
import homeroom.audit.QueryStore;
import homeroom.audit.ReplayQueries;
import homeroom.audit.Subject;
import homeroom.replay.ReplayRecords;
import homeroom.replay.Selection;
import homeroom.stream.RouterProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** What replays ask of the query store. */
record StoredReplayRecords(QueryStore store, Indexer indexer, RouterProgress router)
    implements ReplayRecords {

  @Override
  public Optional<Instant> oldest() {
    return store.replays().oldest();
  }

  @Override
  public CompletableFuture<Void> caughtUp() {
    return indexer.caughtUp();
  }

  @Override
  public ToldUntilNow toldUntilNow() throws InterruptedException {
    Map<TopicPartition, Long> ends = router.ends();
    return () -> router.isPast(ends);
  }

  @Override
  public long open(String system) {
    return store.deliveries().counts().stream()
        .filter(count -> count.system().equals(system) && count.state() == HoldingState.SENT)
        .mapToLong(DeliveryQueries.Count::records)
        .sum();
  }

  @Override
  public long count(Selection selection) {
    return store.replays().count(filter(selection));
  }

  @Override
  public List<Found> after(Selection selection, Optional<RecordKey> last, int limit) {
    return store.replays().after(filter(selection), last, limit).stream()
        .map(
            found ->
                new Found(
                    new RecordKey(found.subject().entity(), found.subject().key().orElseThrow()),
                    found.created()))
        .toList();
  }

  @Override
  public List<Count> counts(Selection selection) {
    return store.replays().counts(filter(selection)).stream()
        .map(
            count ->
                new Count(
                    count.entity(),
                    count.standing().map(HoldingState::name).orElse("NEVER_TOLD"),
                    count.records(),
                    count.examples().stream().map(StoredReplayRecords::example).toList()))
        .toList();
  }

  private static Example example(Subject subject) {
    return new Example(subject.record(), subject.entity(), subject.key());
  }

  @Override
  public Map<String, Long> decided(String replayId) {
    return store.replays().decided(replayId);
  }

  @Override
  public Map<String, Long> ended(String replayId) {
    return store.replays().ended(replayId);
  }

  private ReplayQueries.Filter filter(Selection selection) {
    return new ReplayQueries.Filter(
        selection.system(),
        selection.window().map(it -> new ReplayQueries.Window(it.from(), it.until())),
        selection.entity(),
        selection.records().stream().map(store.pseudonyms()::of).toList(),
        selection.onlyRefused(),
        selection.refusal(),
        selection.onlyConfirmed());
  }
}
