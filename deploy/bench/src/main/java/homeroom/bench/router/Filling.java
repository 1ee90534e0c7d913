package homeroom.bench.router;

import homeroom.api.Value;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.RecordState;
import homeroom.bench.Students;
import homeroom.planning.DecisionEngine;
import homeroom.planning.Effect;
import homeroom.planning.Input;
import homeroom.wire.States;
import homeroom.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * States of very many students, all of them in step, written where the router restores its store
 * from. So a store is full in seconds that would take as many events to fill in hours.
 */
final class Filling {

  private Filling() {}

  /** Writes the states of the students from 0 on. */
  static void fill(Cluster cluster, Topics topics, int students) {
    String changelog = Samples.changelog(topics);
    String events = topics.events(Students.SOURCE);
    cluster.makeTopics(List.of(new Topics.Spec(changelog, true, true), Topics.Spec.routed(events)));
    List<byte[]> states = IntStream.range(0, Students.DIFFERENT).mapToObj(Filling::state).toList();
    try (KafkaProducer<byte[], byte[]> producer =
        cluster.producer(Map.of(ProducerConfig.LINGER_MS_CONFIG, 50))) {
      for (int student = 0; student < students; student++) {
        byte[] key = Students.key(student).toString().getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(changelog, key, states.get(student % states.size())));
      }
    }
    cluster.beginAtTheStart(topics.routerGroup(), events);
  }

  /** A student whom all eight consumers confirmed. */
  private static byte[] state(int student) {
    DecisionEngine engine = new DecisionEngine(Students.rules());
    Map<String, Value> fields = new HashMap<>(Students.row(student, 0));
    fields.put(FieldRules.EXISTS, Value.flag(true));
    Event event =
        new Event(
            "kJ2aQm4zTg1oXw9c-" + student + "-0",
            Students.SOURCE,
            fields,
            Instant.EPOCH,
            false,
            Optional.empty(),
            OptionalLong.empty());
    var told =
        engine.decide(
            Students.key(student), RecordState.EMPTY, new Input.Told(event, Optional.empty()));
    RecordState state = told.next();
    for (Effect effect : told.effects()) {
      if (effect instanceof Effect.Send send) {
        state = engine.decide(Students.key(student), state, confirmed(send)).next();
      }
    }
    return States.encode(state);
  }

  private static Input confirmed(Effect.Send send) {
    return new Input.Answered(
        send.deliveryId(),
        send.system(),
        Input.Answered.Result.CREATED,
        Optional.of("104857600"),
        Optional.empty(),
        Optional.empty(),
        1);
  }
}
