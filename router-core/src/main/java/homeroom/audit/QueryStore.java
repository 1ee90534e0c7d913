package homeroom.audit;

import homeroom.api.Failure;
import homeroom.wire.Topics;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * What can be looked up. Thread-safe; every method blocks on the database, so call it from a thread
 * that may wait.
 */
public final class QueryStore implements AutoCloseable {

  private final Databases.Opened databases;
  private final Pseudonyms pseudonyms;
  private final Jdbi writer;
  private final Jdbi readers;

  private QueryStore(Databases.Opened databases, Pseudonyms pseudonyms) {
    this.databases = databases;
    this.pseudonyms = pseudonyms;
    this.writer = Jdbi.create(databases.writer());
    this.readers = Jdbi.create(databases.readers());
  }

  /**
   * Opens the store and brings its tables up to this version.
   *
   * @throws StoreFailure if the database cannot be used, or was filled under another pseudonym key
   */
  public static QueryStore open(StoreLocation location, Pseudonyms pseudonyms) {
    QueryStore store = new QueryStore(Databases.open(location), pseudonyms);
    try {
      store.checkKey();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** The names of records in this store. */
  public Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  public MovementQueries movements() {
    return new MovementQueries(readers);
  }

  public RecordQueries records() {
    return new RecordQueries(readers);
  }

  public DeliveryQueries deliveries() {
    return new DeliveryQueries(readers);
  }

  public KeyQueries keys() {
    return new KeyQueries(readers);
  }

  public ConflictQueries conflicts() {
    return new ConflictQueries(readers);
  }

  public FirstContactQueries firstContacts() {
    return new FirstContactQueries(readers);
  }

  public AlertQueries alerts() {
    return new AlertQueries(readers);
  }

  public ReplayQueries replays() {
    return new ReplayQueries(readers);
  }

  public IntakeQueries intake() {
    return new IntakeQueries(readers);
  }

  public BatchQueries batches() {
    return new BatchQueries(readers, intake());
  }

  public FreshnessQueries freshness() {
    return new FreshnessQueries(readers);
  }

  public QuarantineQueries quarantine() {
    return new QuarantineQueries(readers);
  }

  /**
   * Forgets movements, conflicts, batches and boundaries from before a time. What is true, what
   * each system holds, when a record first got there, what was counted on first contact and what
   * stands in quarantine stay. So do what waits for a person or for a system's own id to be known,
   * and the newest batches and boundary of each source, however old they are.
   *
   * <p>It goes in portions, between which the indexer writes. When its thread is interrupted it
   * ends behind a portion, and what is left goes the next time.
   *
   * @param before not before 1970
   * @return how many movements were forgotten
   * @throws StoreFailure if the database refuses; what was forgotten until then stays forgotten
   */
  public long prune(Instant before) {
    try {
      return new Pruning(writer, pseudonyms, Micros.of(before)).run();
    } catch (SQLException | JdbiException failed) {
      throw new StoreFailure(IndexerFailures.of(failed), failed);
    }
  }

  /**
   * Brings a store that may have read further than the log reaches back to where the log ends; what
   * it knows from before stays, also what the log does not hold any more. No indexer runs
   * meanwhile.
   *
   * @param tenant whose topics are read
   * @param ends for each partition ({@code topic-number}) the offset behind its last message
   * @return how many movements it had read that the log does not hold
   */
  public int rollBack(String tenant, Map<String, Long> ends) {
    Map<TopicPartition, Long> partitions = new HashMap<>();
    ends.forEach(
        (name, end) -> {
          int dash = name.lastIndexOf('-');
          int number = Integer.parseInt(name.substring(dash + 1));
          partitions.put(new TopicPartition(name.substring(0, dash), number), end);
        });
    try {
      return writer.inTransaction(
          handle ->
              new StoreRollback(
                      handle.getConnection(),
                      new Topics(tenant),
                      new Subjects(pseudonyms),
                      partitions)
                  .run());
    } catch (SQLException failed) {
      throw new StoreFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "QUERY_STORE_UNAVAILABLE",
              "Bringing the query store back to where the log ends: its database refused that.",
              "Start the hub again when the database works. The store can be deleted as well: it is"
                  + " filled again from the log, without what is older than that."),
          failed);
    }
  }

  /** The one connection that writes; for the indexer. */
  Jdbi writer() {
    return writer;
  }

  @Override
  public void close() {
    databases.close();
  }

  /**
   * Under another key every record would get a second name, and what is stored under the first
   * could never be found again.
   */
  private void checkKey() {
    String mine = pseudonyms.fingerprint();
    String stored =
        writer.inTransaction(
            handle -> {
              handle.execute(
                  "insert into store_properties (name, value) values ('pseudonym-key', ?)"
                      + " on conflict (name) do nothing",
                  mine);
              return handle
                  .createQuery("select value from store_properties where name = 'pseudonym-key'")
                  .mapTo(String.class)
                  .one();
            });
    if (!stored.equals(mine)) {
      throw new StoreFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "PSEUDONYM_KEY_CHANGED",
              "Opening the query store: it was filled under another pseudonym key.",
              "Put the key file of the data folder back from a backup, or delete the query store:"
                  + " it is filled again from the log, under the new key."));
    }
  }
}
