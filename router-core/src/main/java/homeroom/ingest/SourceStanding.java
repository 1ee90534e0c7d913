package homeroom.ingest;

import homeroom.api.Batch;
import homeroom.api.Cursor;
import homeroom.schema.Accepted;
import homeroom.schema.BatchReport;
import homeroom.schema.SourceCursor;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** What is known of the source while this hub is the one that runs it. */
final class SourceStanding implements AutoCloseable {

  private final IntakeRules rules;
  private final String bootstrapServers;
  private final SourceWriter writer;
  private final SourceLog log;
  private final Map<String, Accepted> accepted;
  private final SourceCursor cursor;

  /** Reads what was accepted before, and fences whoever wrote for the source until now. */
  SourceStanding(IntakeRules rules, String bootstrapServers) {
    this.rules = rules;
    this.bootstrapServers = bootstrapServers;
    writer =
        new SourceWriter(rules.topics().tenant() + ".source." + rules.system(), bootstrapServers);
    log = new SourceLog(rules.topics(), rules.system(), bootstrapServers);
    cursor =
        log.cursor()
            .orElseGet(() -> new SourceCursor(Cursor.START.position(), 0L, null, List.of()));
    accepted = log.snapshot();
  }

  Cursor position() {
    return new Cursor(cursor.getPosition());
  }

  SourceWriter writer() {
    return writer;
  }

  SourceLog log() {
    return log;
  }

  /** What the source last said about each record, by its key; changed as batches come in. */
  Map<String, Accepted> accepted() {
    return accepted;
  }

  /** How far the source has been read; changed as batches come in. */
  SourceCursor cursor() {
    return cursor;
  }

  @Override
  public void close() {
    writer.close();
  }

  void note(BatchReport report) {
    writer.begin();
    write(report);
    writer.commit();
  }

  /** Where the receipts end now; nobody needs to know of a system that is not delivered to. */
  List<Long> receiptEnds() {
    return rules.alsoConsumer() ? log.receiptEnds() : List.of();
  }

  /**
   * Takes a batch in.
   *
   * @param readSince where the receipts ended when the source began to be read
   * @param meanwhile done between the transactions of the batch
   */
  BatchReport take(Batch batch, List<Long> readSince, Runnable meanwhile) {
    try (Pace pace = pace()) {
      return new BatchIntake(
              rules,
              this,
              batch,
              readSince,
              () -> pace.await(writer.ends(rules.topics().events(rules.system())), meanwhile))
          .run();
    }
  }

  private Pace pace() {
    return new Pace(
        rules.topics().routerGroup(),
        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers)));
  }

  /** Takes notifications in, all of them or none. */
  void takeNotifications(List<Batch> batches) {
    writer.begin();
    for (Batch batch : batches) {
      if (!batch.isEmpty()) {
        new BatchIntake(rules, this, batch, List.of(), () -> {}).takeNotification();
      }
    }
    writer.commit();
  }

  void write(BatchReport report) {
    writer.write(rules.topics().batches(), rules.system() + "/" + report.getBatchId(), report);
  }
}
