package homeroom.app;

import homeroom.alert.AlertSettings;
import homeroom.alert.Alerter;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Keeping;
import homeroom.app.backup.BackupFailure;
import homeroom.app.backup.RestoredMark;
import homeroom.audit.Indexer;
import homeroom.audit.IndexerMetrics;
import homeroom.audit.Pseudonyms;
import homeroom.audit.QueryStore;
import homeroom.audit.StoreFailure;
import homeroom.audit.StoreLocation;
import homeroom.audit.StorePruning;
import homeroom.audit.explain.BatchChanges;
import homeroom.audit.explain.Explanations;
import homeroom.audit.explain.PartitionSearch;
import homeroom.audit.explain.RangeSearch;
import homeroom.broker.BrokerFailure;
import homeroom.broker.Checkpoint;
import homeroom.config.Configuration;
import homeroom.config.ConsumerSetup;
import homeroom.config.KafkaSettings;
import homeroom.config.SourceSetup;
import homeroom.config.Surroundings;
import homeroom.delivery.DeliveryEngine;
import homeroom.delivery.DeliveryOffsets;
import homeroom.delivery.DeliverySettings;
import homeroom.http.HubControl;
import homeroom.http.HubServer;
import homeroom.ingest.FileRawStore;
import homeroom.ingest.IntakePlaces;
import homeroom.ingest.QuarantineLog;
import homeroom.ingest.RawRetention;
import homeroom.ingest.SpoolFailure;
import homeroom.outage.OutageWatch;
import homeroom.planning.SourceMapping;
import homeroom.reconcile.Reconciliations;
import homeroom.replay.KafkaReplayLog;
import homeroom.replay.LaterTries;
import homeroom.replay.Replays;
import homeroom.stream.CommandLog;
import homeroom.stream.ConfigurationLog;
import homeroom.stream.Router;
import homeroom.stream.RouterProgress;
import homeroom.stream.RouterSettings;
import homeroom.stream.TopicSetup;
import homeroom.stream.TopicSetupException;
import homeroom.wire.Topics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A hub, running: the one place where the core, the broker, the adapters and the configuration
 * meet.
 *
 * <p>Parts start in the order in which they need each other and stop in the reverse order.
 */
final class Hub implements AutoCloseable {

  /** The kept files' folder in the data folder. */
  private static final String RAW = "raw";

  /** Half of the processors; the others are for the broker, the adapters and the query store. */
  private static final int ROUTER_THREADS =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);

  private final Configuration configuration;
  private final DataFolder data;
  private final Spools spools;
  private final Supplier<DiskSpace> disk;
  private final InstantSource clock = InstantSource.system();
  private final OpenParts parts = new OpenParts();
  private final List<DeliveryEngine> engines = new ArrayList<>();
  private final List<RunningSource> sources = new ArrayList<>();
  private final Map<String, ConsumerAdapter> consumers = new HashMap<>();
  private final Topics topics;
  private String bootstrapServers = "";
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private List<ConfigurationLog.Applied> applied = List.of();
  private Router router;
  private QueryStore store;
  private Indexer indexer;
  private Replays replays;
  private Reconciliations reconciliations;
  private HubServer server;
  private Optional<Alerter> alerter = Optional.empty();
  private Optional<AfterRestore> afterRestore = Optional.empty();
  private Optional<Checkpointing> checkpoints = Optional.empty();

  private Hub(Configuration configuration, DataFolder data, Supplier<DiskSpace> disk) {
    this.configuration = configuration;
    this.data = data;
    spools = new Spools(data.root());
    this.disk = disk;
    topics = new Topics(configuration.tenant());
  }

  /**
   * What an operator says about a start that is not a usual one.
   *
   * @param overGaps go on though messages were removed from the log before they were decided
   * @param without the sources that are not waited for if the hub was restored from a backup
   * @param powerWasLost the machine lost power under the hub, which cannot tell that by itself
   */
  record Exceptions(boolean overGaps, Set<String> without, boolean powerWasLost) {

    static final Exceptions NONE = new Exceptions(false, Set.of(), false);

    Exceptions {
      without = Set.copyOf(without);
    }
  }

  /** Every kind of adapter there is. */
  static List<AdapterFactory> adapters() {
    return ServiceLoader.load(AdapterFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Starts a hub and returns when it works.
   *
   * @throws HubFailure if it cannot; nothing is left running then
   * @throws BrokerFailure if the embedded broker cannot
   */
  static Hub start(Configuration configuration, DataFolder data, Surroundings surroundings)
      throws HubFailure, BrokerFailure {
    return start(configuration, data, surroundings, Exceptions.NONE);
  }

  /**
   * Starts a hub and returns when it works.
   *
   * @param exceptions what an operator said
   * @throws HubFailure if it cannot; nothing is left running then
   * @throws BrokerFailure if the embedded broker cannot
   */
  static Hub start(
      Configuration configuration,
      DataFolder data,
      Surroundings surroundings,
      Exceptions exceptions)
      throws HubFailure, BrokerFailure {
    return start(configuration, data, surroundings, exceptions, data::space);
  }

  /**
   * The same.
   *
   * @param disk how much room there is for what the hub keeps, whenever it is asked
   */
  static Hub start(
      Configuration configuration,
      DataFolder data,
      Surroundings surroundings,
      Exceptions exceptions,
      Supplier<DiskSpace> disk)
      throws HubFailure, BrokerFailure {
    Hub hub = new Hub(configuration, data, disk);
    try {
      hub.start(surroundings, exceptions);
      return hub;
    } catch (TopicSetupException unfit) {
      hub.close();
      throw new HubFailure(unfit.code(), String.valueOf(unfit.getMessage()), unfit.remedy(), unfit);
    } catch (SpoolFailure unusable) {
      hub.close();
      throw HubFailure.of(unusable.failure(), unusable);
    } catch (HubFailure | BrokerFailure | RuntimeException failed) {
      hub.close();
      throw failed;
    }
  }

  private void start(Surroundings surroundings, Exceptions exceptions)
      throws HubFailure, BrokerFailure {
    bootstrapServers = broker(exceptions.powerWasLost());
    Optional<RestoredMark> restored = restored();
    prepareTopics();
    AppliedRules rules = applyConfiguration(surroundings);
    startRouter(rules, exceptions.overGaps());
    removeUnfinishedFiles();
    startConsumers(restored.isEmpty());
    startSources();
    refuseUnknown(exceptions.without());
    startQueryStore();
    startAlerts();
    startReplays();
    reconciliations = opened(reconciliations());
    restored.ifPresent(mark -> prepareAfterRestore(mark, exceptions.without()));
    startServer(rules);
    sources.forEach(RunningSource::start);
    afterRestore.ifPresent(AfterRestore::start);
    opened(new LaterTries(replays, new GivenUpDeliveries(engines(), store), clock)).start();
  }

  private Optional<RestoredMark> restored() throws HubFailure {
    try {
      return RestoredMark.read(data.root());
    } catch (BackupFailure unreadable) {
      throw HubFailure.of(unreadable);
    }
  }

  private void refuseUnknown(Set<String> without) throws HubFailure {
    Set<String> asked =
        sources.stream()
            .filter(SourcesAgain::isAskedByItself)
            .map(RunningSource::system)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String system : without) {
      if (!asked.contains(system)) {
        throw new HubFailure(
            "HUB_SOURCE_UNKNOWN",
            "--deliver-without names "
                + system
                + ", which is no source that is asked on a schedule",
            asked.isEmpty() ? "leave it out" : "name one of: " + String.join(", ", asked));
      }
    }
  }

  private String broker(boolean powerWasLost) throws HubFailure, BrokerFailure {
    return switch (configuration.kafka().broker()) {
      case KafkaSettings.Cluster(var servers) -> servers;
      case KafkaSettings.Embedded(var port) -> embedded(port, powerWasLost);
    };
  }

  private String embedded(int port, boolean powerWasLost) throws HubFailure, BrokerFailure {
    OwnBroker broker =
        opened(
            OwnBroker.start(
                data.root(), port, powerWasLost, this::rollBackStore, spools, registry));
    checkpoints = Optional.of(broker.checkpoints());
    return broker.bootstrapServers();
  }

  private int rollBackStore(Checkpoint to) throws HubFailure {
    try (QueryStore opened = openStore()) {
      return opened.rollBack(configuration.tenant(), to.ends());
    } catch (StoreFailure unusable) {
      throw HubFailure.of(unusable.failure(), unusable);
    }
  }

  private void prepareTopics() {
    int partitions = configuration.kafka().partitions();
    try (Admin admin =
        Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      new TopicSetup(admin, partitions).ensure(topics.all(sourceNames(), consumerNames()));
      DeliveryOffsets offsets = new DeliveryOffsets(admin, topics);
      consumerNames().forEach(offsets::begin);
    }
  }

  private AppliedRules applyConfiguration(Surroundings surroundings) {
    ConfigurationLog log =
        new ConfigurationLog(topics, bootstrapServers, configuration.kafka().partitions());
    applied = new ArrayList<>(log.all());
    boolean isNew =
        ConfigurationLog.newest(applied)
            .filter(newest -> newest.configuration().equals(configuration.id()))
            .isEmpty();
    AppliedRules rules = new AppliedRules(configuration.rules(), applied, adapters(), surroundings);
    if (isNew) {
      Instant now = clock.instant();
      log.apply(configuration.id(), configuration.files().files(), now);
      applied.add(
          new ConfigurationLog.Applied(configuration.id(), now, configuration.files().files()));
    }
    return rules;
  }

  private void startRouter(AppliedRules rules, boolean overGaps) throws HubFailure {
    router =
        opened(
            new Router(
                topics,
                new RouterSettings(
                    bootstrapServers,
                    data.instance(),
                    data.at("router"),
                    configuration.kafka().partitions(),
                    ROUTER_THREADS,
                    RouterSettings.COMMIT_INTERVAL),
                rules,
                new RouterCounters(registry)));
    router.start(overGaps);
  }

  /**
   * @param atOnce whether they may deliver already
   */
  private void startConsumers(boolean atOnce) throws HubFailure {
    for (ConsumerSetup setup : configuration.consumers()) {
      AdapterContext context =
          new AdapterContext(
              setup.system(),
              clock,
              rawStore(setup.system()),
              setup.targets(),
              setup.histories(),
              Optional.of(
                  new Keeping(
                      data.at("outbox").resolve(setup.system()), () -> believed(setup.system()))));
      ConsumerAdapter adapter = opened(setup.adapter().consumer(setup.settings(), context));
      consumers.put(setup.system(), adapter);
      DeliveryEngine engine =
          opened(
              new DeliveryEngine(
                  topics,
                  new DeliverySettings(
                          setup.system(), bootstrapServers, data.instance(), setup.concurrency())
                      .understanding(mappings(setup.system()))
                      .at(setup.timetable()),
                  adapter,
                  clock));
      engines.add(engine);
      if (atOnce) {
        engine.start();
      }
    }
  }

  private OptionalLong believed(String system) {
    QueryStore opened = store;
    return opened == null
        ? OptionalLong.empty()
        : OptionalLong.of(opened.deliveries().believed(system));
  }

  /** How the rows of a system are understood; none if it is no source. */
  private List<SourceMapping> mappings(String system) {
    return configuration.sources().stream()
        .filter(source -> source.system().equals(system))
        .flatMap(source -> source.policy().mappings().stream())
        .toList();
  }

  private void startSources() {
    Set<String> consumers = consumerNames();
    for (SourceSetup setup : configuration.sources()) {
      RunningSource source =
          opened(
              RunningSource.of(
                  topics,
                  setup,
                  places(setup.system()),
                  consumers.contains(setup.system()),
                  () -> disk.get().hindrance(),
                  clock));
      source.ingest().configuration(configuration.id());
      // A cluster has what it acknowledged on several machines.
      sources.add(
          checkpoints
              .map(it -> source.spooling(spools.of(setup.system()), spools.safe(it)))
              .orElse(source));
      spools.atEnd(source.ingest()::tidySpool);
      source
          .schedule()
          .watchFiles(new RawRetention(rawStore(setup.system()), setup.keepFiles(), clock));
    }
    spools.tellOfLeft(checkpoints.isPresent(), checkpoints.isPresent() ? told() : Set.of());
  }

  private Set<String> told() {
    return sources.stream()
        .filter(source -> source.ingest().isTold())
        .map(RunningSource::system)
        .collect(Collectors.toSet());
  }

  private void startQueryStore() throws HubFailure {
    try {
      store = opened(openStore());
    } catch (StoreFailure unusable) {
      throw HubFailure.of(unusable.failure(), unusable);
    }
    Map<String, Object> settings = new HashMap<>(Indexer.consumerSettings());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    indexer =
        opened(
            new Indexer(
                store,
                configuration.tenant(),
                () -> new KafkaConsumer<>(settings),
                new IndexerMetrics(registry),
                clock));
    indexer.start();
    opened(new StorePruning(store::prune, configuration.keepMovements(), clock)).start();
  }

  private QueryStore openStore() {
    return QueryStore.open(storeLocation(), Pseudonyms.open(data.root(), configuration.tenant()));
  }

  /** Before the sources, so that nothing they tell is missed. */
  private void startAlerts() {
    if (!configuration.alerts().isEmpty()) {
      Alerter started =
          opened(
              new Alerter(
                  topics,
                  new AlertSettings(
                      bootstrapServers, configuration.title(), configuration.alerts()),
                  store.pseudonyms()::of,
                  clock));
      alerter = Optional.of(started);
      started.start();
    }
  }

  private void startReplays() {
    replays =
        opened(
            new Replays(
                new KafkaReplayLog(topics, bootstrapServers),
                new StoredReplayRecords(
                    store, indexer, opened(new RouterProgress(topics, bootstrapServers))),
                consumerNames(),
                clock));
    replays.resume();
  }

  private Reconciliations reconciliations() {
    return new Reconciliations(
        new Reconciliations.Parts(
            configuration.rules(),
            consumers,
            configuration.sources().stream()
                .collect(
                    Collectors.toMap(SourceSetup::system, source -> mappings(source.system()))),
            new ComparedRecords(store, indexer),
            new RecalledFiles(sources),
            clock));
  }

  private void prepareAfterRestore(RestoredMark mark, Set<String> without) {
    Set<String> histories =
        configuration.consumers().stream()
            .filter(setup -> setup.histories().containsAll(setup.targets()))
            .map(ConsumerSetup::system)
            .collect(Collectors.toSet());
    afterRestore =
        Optional.of(
            opened(
                new AfterRestore(
                    data.root(),
                    mark,
                    new AfterRestore.Parts(
                        List.copyOf(engines),
                        sourceNames(),
                        histories,
                        new RouterProgress(topics, bootstrapServers),
                        indexer,
                        newBeginnings(),
                        replays),
                    new SourcesAgain(sources, without),
                    clock.instant())));
  }

  private NewBeginnings newBeginnings() {
    return new NewBeginnings(topics, bootstrapServers, store, indexer, clock);
  }

  private StoreLocation storeLocation() {
    return configuration
        .store()
        .<StoreLocation>map(url -> new StoreLocation.Postgres(url, "", () -> ""))
        .orElseGet(() -> new StoreLocation.SqliteFile(data.at("store.db")));
  }

  private Explanations explanations(AppliedRules rules) {
    return new Explanations(
        store,
        new PartitionSearch(topics, this::logConsumer, clock),
        new AppliedConfigurations(rules, applied));
  }

  private BatchChanges batchChanges() {
    return new BatchChanges(
        store, new RangeSearch(topics, this::logConsumer, clock), configuration.reported());
  }

  private Consumer<byte[], byte[]> logConsumer() {
    Map<String, Object> settings = new HashMap<>(PartitionSearch.consumerSettings());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return new KafkaConsumer<>(settings);
  }

  private void startServer(AppliedRules rules) throws HubFailure {
    CommandLog commands = commands();
    QuarantineLog quarantine = opened(new QuarantineLog(topics, bootstrapServers));
    HubControl control =
        new RunningHub(
            configuration,
            router,
            engines,
            sources,
            commands,
            quarantine,
            alerter,
            newBeginnings(),
            afterRestore,
            disk,
            checkpoints,
            clock);
    new EngineMetrics(registry).watch(engines);
    new DiskMetrics(registry).watch(disk);
    watchOutages(control);
    try {
      server =
          opened(
              HubServer.start(
                  configuration.httpPort(),
                  data.root(),
                  new HubServer.Parts(
                      control,
                      store,
                      indexer,
                      explanations(rules),
                      batchChanges(),
                      replays,
                      reconciliations,
                      registry,
                      clock)));
    } catch (IOException taken) {
      throw new HubFailure(
          "HTTP_PORT",
          String.valueOf(taken.getMessage()),
          "end what listens there, or write another port into hub.yaml (http: {port: …})",
          taken);
    }
  }

  private void watchOutages(HubControl control) throws HubFailure {
    opened(
            new OutageWatch(
                topics,
                bootstrapServers,
                data.instance(),
                new HubTroubles(
                    control::status, indexer::health, () -> store.intake().came(), clock),
                clock))
        .start();
  }

  /** A cluster has what it acknowledged on several machines. */
  private CommandLog commands() {
    if (checkpoints.isEmpty()) {
      return opened(new CommandLog(topics, bootstrapServers, _ -> {}));
    }
    SpooledCommands spool =
        opened(new SpooledCommands(spools.ofCommands(), spools.safe(checkpoints.get())));
    checkpoints.get().then(spool::tidy);
    spools.atEnd(spool::tidy);
    CommandLog commands = opened(new CommandLog(topics, bootstrapServers, spool::keep));
    spool.takeIn(commands, clock.instant());
    return commands;
  }

  private IntakePlaces places(String system) {
    return new IntakePlaces(
        bootstrapServers, rawStore(system), data.at("accepted").resolve(system));
  }

  private void removeUnfinishedFiles() throws HubFailure {
    try {
      FileRawStore.removeUnfinished(data.at(RAW));
    } catch (IOException | UncheckedIOException unreadable) {
      throw new HubFailure(
          "HUB_RAW_UNREADABLE",
          data.at(RAW) + " cannot be tidied up",
          "give the hub's account the right to read and write it",
          unreadable);
    }
  }

  private FileRawStore rawStore(String system) {
    return new FileRawStore(data.at(RAW).resolve(system));
  }

  private Set<String> sourceNames() {
    Set<String> names = new HashSet<>();
    configuration.sources().forEach(source -> names.add(source.system()));
    return names;
  }

  private Set<String> consumerNames() {
    Set<String> names = new HashSet<>();
    configuration.consumers().forEach(consumer -> names.add(consumer.system()));
    return names;
  }

  private <T extends AutoCloseable> T opened(T part) {
    return parts.opened(part);
  }

  Configuration configuration() {
    return configuration;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Topics topics() {
    return topics;
  }

  /** Where the HTTP interface listens. */
  int port() {
    return server.port();
  }

  Router router() {
    return router;
  }

  List<DeliveryEngine> engines() {
    return List.copyOf(engines);
  }

  Optional<RunningSource> source(String system) {
    return sources.stream().filter(source -> source.system().equals(system)).findFirst();
  }

  List<RunningSource> sources() {
    return List.copyOf(sources);
  }

  @Override
  public void close() {
    // Sources first, so that nothing new comes in while the rest ends.
    parts.close();
  }
}
