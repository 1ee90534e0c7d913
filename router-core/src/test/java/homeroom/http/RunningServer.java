package homeroom.http;

import homeroom.audit.SampleStore;
import homeroom.audit.Samples;
import homeroom.audit.explain.BatchChanges;
import homeroom.audit.explain.ExplainSamples;
import homeroom.audit.explain.Explanations;
import homeroom.audit.explain.LogSearch;
import homeroom.audit.explain.RecordLog;
import homeroom.planning.Rules;
import homeroom.reconcile.NoRecords;
import homeroom.reconcile.Reconciliations;
import homeroom.replay.MemoryReplayLog;
import homeroom.replay.Replays;
import homeroom.replay.SomeRecords;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real server over the sample store and the fake hub, an hour after noon. */
public final class RunningServer implements AutoCloseable {

  public final FakeHub hub = new FakeHub();
  public final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  public final Path data;

  /** What the log holds about records: something about one student. */
  public volatile LogSearch log =
      (record, from) ->
          record.key().equals("123")
              ? ExplainSamples.studentLog()
              : new RecordLog(List.of(), List.of(), List.of(), List.of(), RecordLog.Reach.WHOLE);

  public final SampleStore sample;

  /** What replays asked for. */
  public final MemoryReplayLog replayLog = new MemoryReplayLog();

  private final Replays replays =
      new Replays(
          replayLog,
          new SomeRecords(3, replayLog),
          Set.of("idp", "lms"),
          InstantSource.fixed(Samples.minutes(60)));
  private final Reconciliations reconciliations =
      new Reconciliations(
          new Reconciliations.Parts(
              new Rules("rules", Map.of(), Map.of()),
              Map.of(),
              Map.of(),
              new NoRecords(),
              (source, batch, reader) -> {
                throw new IllegalStateException("no source keeps anything");
              },
              InstantSource.fixed(Samples.minutes(60))));
  private final HubServer server;

  public RunningServer(Path data) throws IOException {
    this.data = data;
    InstantSource clock = InstantSource.fixed(Samples.minutes(60));
    sample = new SampleStore(data, registry, clock);
    server =
        HubServer.start(
            0,
            data,
            new HubServer.Parts(
                hub,
                sample.store(),
                sample.indexer(),
                new Explanations(
                    sample.store(),
                    (record, from) -> log.find(record, from),
                    ExplainSamples.configurations()),
                new BatchChanges(
                    sample.store(), ExplainSamples::batch, Map.of("student", Set.of("email"))),
                replays,
                reconciliations,
                registry,
                clock));
  }

  public int port() {
    return server.port();
  }

  String token() throws IOException {
    return Files.readString(data.resolve(ApiToken.FILE)).strip();
  }

  @Override
  public void close() {
    server.close();
    replays.close();
    reconciliations.close();
    sample.close();
  }
}
