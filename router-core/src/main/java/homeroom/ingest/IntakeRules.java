package homeroom.ingest;

import homeroom.planning.SourceMapping;
import homeroom.planning.SourcePolicy;
import homeroom.wire.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * By what a source's batches are taken in.
 *
 * @param byCollection the policy's mappings, in order
 * @param alsoConsumer whether the system is delivered to as well, so that what it confirmed must be
 *     held against what it says
 * @param configuration that the mappings are of, for reports; empty if nobody said
 */
record IntakeRules(
    Topics topics,
    SourcePolicy policy,
    Map<String, List<SourceMapping>> byCollection,
    boolean alsoConsumer,
    InstantSource clock,
    String configuration) {

  static IntakeRules of(
      Topics topics, SourcePolicy policy, boolean alsoConsumer, InstantSource clock) {
    return new IntakeRules(
        topics,
        policy,
        policy.mappings().stream().collect(Collectors.groupingBy(SourceMapping::collection)),
        alsoConsumer,
        clock,
        "");
  }

  IntakeRules of(String configuration) {
    return new IntakeRules(topics, policy, byCollection, alsoConsumer, clock, configuration);
  }

  String system() {
    return policy.system();
  }

  /** What the rows of a collection are tried with, in order. */
  List<SourceMapping> mappings(String collection) {
    return byCollection.getOrDefault(collection, List.of());
  }

  /** The entity of all rows of a collection; {@link Part#ANY_ENTITY} if there are several. */
  String entity(String collection) {
    List<String> entities =
        mappings(collection).stream().map(SourceMapping::entity).distinct().toList();
    return entities.size() == 1 ? entities.getFirst() : Part.ANY_ENTITY;
  }
}
