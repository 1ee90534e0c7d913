package homeroom.stream;

import homeroom.api.RecordKey;
import homeroom.api.WithoutText;
import homeroom.authority.Digests;
import homeroom.authority.Identity;
import homeroom.authority.RecordState;
import homeroom.log.PartitionKeys;
import homeroom.planning.Decision;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.planning.KeyEffect;
import homeroom.planning.KeyInput;
import homeroom.planning.ReferenceEffect;
import homeroom.planning.Rules;
import homeroom.planning.UnknownEntityException;
import homeroom.schema.Boundary;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.schema.KeyNote;
import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import homeroom.schema.Quarantined;
import homeroom.wire.AcceptedMessages;
import homeroom.wire.Inputs;
import homeroom.wire.KeyNotes;
import homeroom.wire.Messages;
import homeroom.wire.Movements;
import homeroom.wire.Topics;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import homeroom.wire.WireFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the decision: reads state, lets it be decided, writes what follows. Holds no
 * branch about a district's data.
 */
final class RouterProcessor implements Processor<byte[], byte[], byte[], Outgoing> {

  private static final Logger LOG = LoggerFactory.getLogger(RouterProcessor.class);

  /** So many records are reconsidered before other work has its turn. */
  private static final int CROWD = 500;

  /** So many records' states are kept as they are, by all tasks together. */
  private static final int STATES_KEPT = 1_024;

  private static final Duration LOOK_AT_WHAT_IS_DUE = Duration.ofSeconds(5);

  /** Keys that begin so are the task's own. */
  private static final String OWN = "_";

  private static final byte[] CONFIGURATION = Outgoing.key("_task/configuration");

  private final Topics topics;
  private final int partitions;
  private final RulesSource rules;
  private final RouterMeter meter;
  private ProcessorContext<byte[], Outgoing> context;
  private KeyValueStore<byte[], byte[]> records;
  private RecordStore states;
  private Parents parents;
  private Referred referred;
  private Children children;
  private DueStore due;
  private KeyMail keys;
  private Sweep sweep;
  private Feeds feeds;
  private Places places;
  private final Promptness promptness = new Promptness();
  private DecisionEngine engine;
  private long timestamp;

  RouterProcessor(Topics topics, int partitions, RulesSource rules, RouterMeter meter) {
    this.meter = meter;
    this.topics = topics;
    this.partitions = partitions;
    this.rules = rules;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> context) {
    this.context = context;
    records = context.getStateStore(RouterTopology.RECORDS);
    // A task that is revived after a failure begins here again, and remembers nothing.
    states = new RecordStore(records, STATES_KEPT / partitions);
    parents =
        new Parents(
            new WaitingStore(context.getStateStore(RouterTopology.WAITING)),
            (key, link) -> forward(topics.links(), key, link));
    ReferringStore referring = new ReferringStore(context.getStateStore(RouterTopology.REFERRING));
    referred = new Referred(referring, (key, link) -> forward(topics.links(), key, link));
    children =
        new Children(
            new LeavingStore(context.getStateStore(RouterTopology.LEAVING)),
            referring,
            states::get,
            (key, link) -> forward(topics.links(), key, link));
    sweep = new Sweep(records);
    feeds =
        new Feeds(
            new WaitingStore(context.getStateStore(RouterTopology.WAITING)),
            records,
            link -> forward(topics.links(), ownKey(), link));
    places = new Places(records);
    due = new DueStore(context.getStateStore(RouterTopology.DUE));
    keys =
        new KeyMail(
            new KeptStore(context.getStateStore(RouterTopology.KEPT)),
            (key, note) -> forward(topics.links(), key, note));
    context.schedule(LOOK_AT_WHAT_IS_DUE, PunctuationType.WALL_CLOCK_TIME, this::sendWhatIsDue);
    context.schedule(Promptness.LOOK, PunctuationType.WALL_CLOCK_TIME, this::commitPromptly);
    byte[] stored = records.get(CONFIGURATION);
    engine =
        new DecisionEngine(
            Optional.ofNullable(stored)
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .flatMap(rules::rules)
                .orElseGet(rules::newest));
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    timestamp = message.timestamp();
    promptness.took(timestamp, context.currentSystemTimeMs());
    context.recordMetadata().ifPresent(places::passed);
    if (message.key() == null || message.value() == null) {
      quarantine(message, "WIRE_EMPTY", "the message has no key or no value", "");
      return;
    }
    String key = new String(message.key(), StandardCharsets.UTF_8);
    if (misplaced(message.key())) {
      quarantine(
          message,
          "WIRE_WRONG_PARTITION",
          "the message lies in a partition that its key does not belong to",
          key);
      return;
    }
    dispatchOrQuarantine(key, message);
  }

  private void commitPromptly(long now) {
    if (promptness.look()) {
      context.commit();
    }
  }

  private void dispatchOrQuarantine(String key, Record<byte[], byte[]> message) {
    try {
      dispatch(key, message);
    } catch (WireFormatException notOurs) {
      quarantine(message, notOurs.code(), String.valueOf(notOurs.getMessage()), key);
    } catch (UnknownEntityException removed) {
      quarantine(message, "ROUTER_UNKNOWN_ENTITY", String.valueOf(removed.getMessage()), key);
    }
  }

  private boolean misplaced(byte[] key) {
    int belongs = Utils.toPositive(Utils.murmur2(key)) % partitions;
    return context.recordMetadata().map(at -> at.partition() != belongs).orElse(false);
  }

  private void dispatch(String key, Record<byte[], byte[]> message) {
    byte[] value = message.value();
    String type = WireFormat.typeOf(value);
    switch (type) {
      case "DataEvent", "DeliveryReceipt" -> decide(key, Inputs.of(key, value), message);
      case "KeyNote" ->
          decide(key, KeyNotes.input(key, WireFormat.decode(value, KeyNote.class)), message);
      case "Link" -> link(key, WireFormat.decode(value, Link.class), message);
      case "Boundary" -> passOn(key, WireFormat.decode(value, Boundary.class), message);
      case "Command" -> command(key, WireFormat.decode(value, Command.class), message);
      default -> quarantine(message, "WIRE_UNKNOWN_TYPE", "the router does not read this", key);
    }
    meter.took(context.recordMetadata().map(meta -> systemOf(meta.topic())).orElse(""), type);
  }

  private void decide(String key, Input input, Record<byte[], byte[]> message) {
    sweep
        .owedTo(Outgoing.key(key))
        .filter(command -> !states.get(key).equals(RecordState.EMPTY))
        .ifPresent(
            command -> decideNow(key, new Input.Reconsidered(command + "@" + position()), message));
    for (String source : engine.fedAt(entityOf(key))) {
      feeds.releaseFirst(
          key, source, () -> decideNow(key, new Input.BoundaryPassed(source, position()), message));
    }
    decideNow(key, input, message);
  }

  private static String entityOf(String key) {
    return key.substring(0, Math.max(0, key.indexOf('/')));
  }

  private void decideNow(String key, Input input, Record<byte[], byte[]> message) {
    RecordKey record = RecordKey.parse(key);
    RecordState state = states.get(key);
    Decision decision = decided(record, state, input);
    if (!decision.next().equals(state)) {
      states.put(key, decision.next());
    }
    Set<String> fed = engine.fedAt(record.entity());
    if (!fed.isEmpty()) {
      feeds.note(key, fed, engine.awaitsBoundaries(record, decision.next()));
    }
    for (int i = 0; i < decision.effects().size(); i++) {
      apply(record, decision.effects().get(i), decision.next(), input, message, i);
    }
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.AskChildren ask) {
        gone(key, key, children.survey(key, key, ask.systems(), surveyOf(input)), message);
      }
    }
    if (input instanceof Input.Reconsidered) {
      // By new rules it may refer to nothing at a system without having left it.
      children.release(key, refersTo(record));
    }
  }

  private BiPredicate<String, String> refersTo(RecordKey record) {
    return (system, parent) ->
        engine.refersTo(record, states.get(record.toString()), system, parent);
  }

  /** A defect in a decision holds up its own record only. */
  private Decision decided(RecordKey record, RecordState state, Input input) {
    try {
      return engine.decide(record, state, input);
    } catch (UnknownEntityException removed) {
      throw removed;
    } catch (RuntimeException defect) {
      LOG.error(
          "decision failed code=ROUTER_DEFECT entity={}", record.entity(), new WithoutText(defect));
      throw new WireFormatException(
          "ROUTER_DEFECT", "the decision failed: " + defect.getClass().getSimpleName(), defect);
    }
  }

  private void apply(
      RecordKey record,
      Effect effect,
      RecordState next,
      Input input,
      Record<byte[], byte[]> message,
      int index) {
    Instant at = Instant.ofEpochMilli(message.timestamp());
    String configuration = engine.rules().configuration();
    String key = record.toString();
    switch (effect) {
      case Effect.Changed changed -> {
        forward(topics.changes(), key, AcceptedMessages.change(record, changed));
        publish(record, next);
      }
      case Effect.Conflict conflict ->
          forward(topics.conflicts(), key, Messages.conflict(record, conflict, configuration, at));
      case Effect.Send send ->
          forward(
              RouterTopology.DELIVERIES,
              topics.deliveries(send.system()),
              key,
              AcceptedMessages.order(
                  record,
                  send,
                  Optional.ofNullable(next.identity().knownAs().get(send.system())),
                  configuration));
      case Effect.Ask ask ->
          forward(
              topics.links(),
              ask.parent(),
              Link.newBuilder(Links.about(LinkKind.ASK, ask.parent(), key, ask.systems()))
                  .setFollows(ask.follows())
                  .build());
      case Effect.Withdraw withdraw ->
          forward(
              topics.links(),
              withdraw.parent(),
              Links.about(LinkKind.WITHDRAW, withdraw.parent(), key, withdraw.systems()));
      case Effect.Remind remind -> remind(key, remind);
      case Effect.Arrived arrived -> parents.release(key, arrived.system(), "");
      case Effect.AskChildren ask -> {
        // Last, because what comes of it follows everything else.
      }
      case Effect.Left left -> children.release(key, refersTo(record));
      case ReferenceEffect.Follow follow -> referred.follow(follow.parent(), key);
      case ReferenceEffect.Unfollow unfollow -> referred.unfollow(unfollow.parent(), key);
      case ReferenceEffect.Spread s -> referred.spread(key, "", next.identity());
      case KeyEffect elsewhere ->
          keys.carryOut(
              key, elsewhere, message.value(), input.id(), site(key, record, next, message));
      case Effect.Moved moved ->
          forward(
              topics.movements(),
              key,
              Movements.movement(
                  Digests.name(key, input.id(), Integer.toString(index), position()),
                  record,
                  moved,
                  input.id(),
                  configuration,
                  at));
    }
  }

  private void publish(RecordKey record, RecordState state) {
    forward(
        topics.records(),
        record.toString(),
        AcceptedMessages.golden(record, state, engine.rules().configuration()));
  }

  private KeyMail.Site site(
      String key, RecordKey record, RecordState next, Record<byte[], byte[]> message) {
    return new KeyMail.Site() {
      @Override
      public void publish() {
        RouterProcessor.this.publish(record, next);
      }

      @Override
      public void decide(byte[] kept) {
        dispatchOrQuarantine(key, message.withValue(kept));
      }
    };
  }

  /** Where the input lies, so that the same input repeated later makes a movement of its own. */
  private String position() {
    return context.recordMetadata().map(RouterProcessor::place).orElse("");
  }

  private static String place(RecordMetadata at) {
    return at.topic() + ":" + at.partition() + ":" + at.offset();
  }

  /** Each survey is one of its own, also after the same record was to be deleted before. */
  private String surveyOf(Input input) {
    return "survey:" + input.id() + "@" + position();
  }

  /** At these systems nothing refers to a record any more. */
  private void gone(
      String asker, String subject, List<String> systems, Record<byte[], byte[]> message) {
    if (systems.isEmpty()) {
      return;
    }
    if (asker.equals(subject)) {
      decide(asker, new Input.ChildrenLeft(systems, position()), message);
    } else {
      children.relay(asker, subject, systems);
    }
  }

  private void link(String key, Link link, Record<byte[], byte[]> message) {
    switch (link.getKind()) {
      case ASK -> {
        if (link.getFollows()) {
          referred.register(link, identity(link.getParent()));
        }
        parents.ask(link, states.get(link.getParent()));
      }
      case WITHDRAW -> parents.withdraw(link);
      case PRESENT ->
          decide(
              link.getChild(),
              new Input.ParentArrived(link.getParent(), link.getSystems(), position()),
              message);
      case RELEASE -> {
        if (Feeds.isOne(link)) {
          feeds.goOn(link, release(Feeds.sourceOf(link), message));
        } else {
          parents.release(link);
        }
      }
      case FOLLOW -> referred.register(link, identity(link.getParent()));
      case UNFOLLOW -> referred.withdraw(link);
      case KNOWN ->
          decide(
              link.getChild(),
              new KeyInput.Known(link.getParent(), String.valueOf(link.getNow()), position()),
              message);
      case SPREAD -> referred.spread(link.getParent(), link.getChild(), identity(link.getParent()));
      case LEAVING -> leaving(key, link, message);
      case LEFT -> gone(link.getParent(), link.getSubject(), children.left(link), message);
      case SURVEY -> gone(link.getParent(), link.getSubject(), children.survey(link), message);
    }
  }

  private void leaving(String key, Link link, Record<byte[], byte[]> message) {
    RecordKey record = RecordKey.parse(key);
    // What the rules know no more refers to nothing, and that has to be said.
    if (engine.rules().entities().containsKey(record.entity())) {
      decide(
          key, new Input.ParentLeaving(link.getSubject(), link.getSystems(), position()), message);
    }
    List<String> found = children.asked(key, link, refersTo(record), "survey:" + position());
    gone(key, link.getSubject(), found, message);
  }

  private Identity identity(String key) {
    return states.get(key).identity();
  }

  /** Behind all that was decided here of what its source said before. */
  private void passOn(String key, Boundary marker, Record<byte[], byte[]> message) {
    Boundary boundary =
        Boundary.newBuilder(marker)
            .setLoggedAt(Values.micros(Instant.ofEpochMilli(message.timestamp())))
            .build();
    forward(topics.boundaries(), marker.getSystem() + "/" + marker.getPartition(), boundary);
    // Whoever reads the movements in their order has read by then what it is about.
    forward(topics.movements(), key, boundary);
    feeds.passed(marker.getSystem(), release(marker.getSystem(), message));
  }

  private Feeds.Release release(String source, Record<byte[], byte[]> message) {
    return key ->
        !engine.rules().entities().containsKey(RecordKey.parse(key).entity())
            || ofCrowd(
                key,
                message,
                () -> decide(key, new Input.BoundaryPassed(source, position()), message));
  }

  /** Whether one of a crowd could be decided; if not the others go on. */
  private boolean ofCrowd(String key, Record<byte[], byte[]> message, Runnable decision) {
    try {
      decision.run();
      return true;
    } catch (WireFormatException defect) {
      quarantine(
          Digests.name(position(), key),
          message,
          defect.code(),
          String.valueOf(defect.getMessage()),
          key);
      return false;
    }
  }

  private String ownKey() {
    return PartitionKeys.forPartition(context.taskId().partition(), partitions);
  }

  private void command(String key, Command command, Record<byte[], byte[]> message) {
    switch (command.getKind()) {
      case RESOLVE, RENAME, MERGE, SPLIT, REISSUE, VOID ->
          decide(key, Inputs.command(key, command), message);
      case CONFIGURE -> configure(command);
      case SWEEP -> sweep(command, message);
    }
  }

  /** The command waits with the task until its time; deciding about it is an input like others. */
  private void remind(String key, Effect.Remind remind) {
    Command command =
        Command.newBuilder()
            .setCommandId("due:" + remind.conflict())
            .setKind(CommandKind.RESOLVE)
            .setConfiguration("")
            .setAt(Values.micros(remind.due()))
            .setField(remind.field())
            .setConflict(remind.conflict())
            .setPosition(key)
            .build();
    due.note(remind.due(), remind.conflict(), WireFormat.encode(command));
  }

  private void sendWhatIsDue(long now) {
    timestamp = now;
    for (byte[] message : due.take(Instant.ofEpochMilli(now), CROWD)) {
      Command command = WireFormat.decode(message, Command.class);
      forward(topics.commands(), String.valueOf(command.getPosition()), command);
    }
  }

  private void configure(Command command) {
    Optional<Rules> next = rules.rules(command.getConfiguration());
    if (next.isEmpty()) {
      LOG.error(
          "configuration not known here code=ROUTER_UNKNOWN_CONFIGURATION configuration={}",
          command.getConfiguration());
      return;
    }
    byte[] before = records.get(CONFIGURATION);
    byte[] after = Outgoing.key(command.getConfiguration());
    records.put(CONFIGURATION, after);
    engine = new DecisionEngine(next.get());
    if (before != null && !Arrays.equals(before, after)) {
      sweepFrom(command, "");
    }
  }

  /** Looks again at what some records owe, then lets other work have its turn. */
  private void sweep(Command command, Record<byte[], byte[]> message) {
    if (!command.getConfiguration().equals(engine.rules().configuration())) {
      return;
    }
    List<KeyValue<byte[], byte[]>> crowd = crowdAfter(command.getPosition());
    for (KeyValue<byte[], byte[]> stored : crowd) {
      String key = new String(stored.key, StandardCharsets.UTF_8);
      RecordKey record = RecordKey.parse(key);
      if (engine.rules().entities().containsKey(record.entity())) {
        ofCrowd(
            key,
            message,
            () -> decideNow(key, new Input.Reconsidered(command.getCommandId()), message));
      }
    }
    if (crowd.size() == CROWD) {
      sweepFrom(command, new String(crowd.getLast().key, StandardCharsets.UTF_8));
    } else {
      sweep.ended();
    }
  }

  private List<KeyValue<byte[], byte[]>> crowdAfter(String position) {
    byte[] from = position == null ? new byte[0] : Outgoing.key(position + "\u0000");
    List<KeyValue<byte[], byte[]>> crowd = new ArrayList<>(CROWD);
    try (KeyValueIterator<byte[], byte[]> all = records.range(from, null)) {
      while (all.hasNext() && crowd.size() < CROWD) {
        KeyValue<byte[], byte[]> next = all.next();
        if (next.key[0] != OWN.charAt(0)) {
          crowd.add(next);
        }
      }
    }
    return crowd;
  }

  private void sweepFrom(Command cause, String position) {
    sweep.reached(cause.getCommandId(), position);
    forward(
        topics.commands(),
        ownKey(),
        Command.newBuilder()
            .setCommandId(cause.getCommandId())
            .setKind(CommandKind.SWEEP)
            .setConfiguration(cause.getConfiguration())
            .setPosition(position.isEmpty() ? null : position)
            .setAt(cause.getAt())
            .build());
  }

  private void quarantine(Record<byte[], byte[]> message, String code, String reason, String key) {
    quarantine(Digests.name(position()), message, code, reason, key);
  }

  private void quarantine(
      String id, Record<byte[], byte[]> message, String code, String reason, String key) {
    String place = position();
    String system = context.recordMetadata().map(at -> systemOf(at.topic())).orElse("");
    Quarantined quarantined =
        new Quarantined(
            id,
            system,
            null,
            place,
            key.isEmpty() ? null : key,
            null,
            code,
            reason,
            "look at what wrote it; the message itself stays in its topic",
            message.timestamp() * 1000,
            null);
    LOG.warn("message quarantined code={} place={}", code, place);
    forward(topics.quarantine(), key.isEmpty() ? place : key, quarantined);
  }

  private String systemOf(String topic) {
    int dot = topic.lastIndexOf('.');
    return dot < 0 ? topic : topic.substring(dot + 1);
  }

  private void forward(String topic, String key, SpecificRecord value) {
    forward(topic, key, WireFormat.encode(value));
  }

  private void forward(String topic, String key, byte[] value) {
    forward(RouterTopology.sink(topic), topic, key, value);
  }

  private void forward(String sink, String topic, String key, byte[] value) {
    context.forward(new Record<>(Outgoing.key(key), new Outgoing(topic, value), timestamp), sink);
  }
}
