package homeroom.replay;

import homeroom.api.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a replay asks of the query store. Thread-safe; blocks. */
public interface ReplayRecords {

  /** From when on movements are kept; empty if there are none. */
  Optional<Instant> oldest();

  /**
   * Done when all that is in the log now can be found here. Until then records are missing that a
   * system may have got already.
   */
  CompletableFuture<Void> caughtUp();

  /**
   * Notes what the router was told until now.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker cannot be asked
   */
  ToldUntilNow toldUntilNow() throws InterruptedException;

  /** What the router was told until some moment. */
  interface ToldUntilNow {

    /**
     * Whether it has decided all of it, and written what followed.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be asked
     */
    boolean isDecided() throws InterruptedException;
  }

  /** How many deliveries to a system have no receipt yet. */
  long open(String system);

  long count(Selection selection);

  /**
   * Some records, in an order that is the same in every hub of the district.
   *
   * @param last the one before; empty to begin with the first
   */
  List<Found> after(Selection selection, Optional<RecordKey> last, int limit);

  /** How the records stand at the system, counted by entity, with some examples of each. */
  List<Count> counts(Selection selection);

  /** What became of a replay's commands so far: how many records by the code of their movement. */
  Map<String, Long> decided(String replayId);

  /** How the deliveries that a replay caused ended so far: how many by outcome. */
  Map<String, Long> ended(String replayId);

  /**
   * A record.
   *
   * @param created when the hub created it at the system
   */
  record Found(RecordKey record, Optional<Instant> created) {}

  /**
   * Records that stand alike.
   *
   * @param standing the name of a holding's state, or {@code NEVER_TOLD}
   */
  record Count(String entity, String standing, long records, List<Example> examples) {
    public Count {
      examples = List.copyOf(examples);
    }
  }

  /**
   * @param pseudonym of the record
   * @param key its natural key, until it is forgotten
   */
  record Example(String pseudonym, String entity, Optional<String> key) {}
}
