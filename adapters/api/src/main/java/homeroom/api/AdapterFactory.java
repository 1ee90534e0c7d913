package homeroom.api;

import java.util.List;
import java.util.Optional;

/**
 * Makes the adapters of one kind. Found by {@link java.util.ServiceLoader}: an adapter is one
 * folder, one service line and one YAML example.
 *
 * <p>Making an adapter does no I/O; what is wrong out there shows in {@code probe}, {@code poll} or
 * {@code deliver}.
 */
public interface AdapterFactory {

  /** The name in YAML, for example {@code oneroster-csv}. */
  String name();

  /** One sentence for a list of adapters. */
  String title();

  /** The options below {@code source:}; empty if this is no source. */
  default Optional<List<Option>> sourceOptions() {
    return Optional.empty();
  }

  /**
   * Whether a source can be asked; of one that only tells things by itself, a {@link PushSource},
   * nobody knows when its data is complete.
   */
  default boolean asksSource() {
    return true;
  }

  /** What does not fit together among a source's options. */
  default List<OptionProblem> sourceProblems(Settings settings) {
    return List.of();
  }

  /**
   * Whether a consumer that is set up like this is a {@link ScheduledHandOver}, and so needs {@code
   * schedule:}.
   */
  default boolean handsOverOnSchedule(Settings settings) {
    return false;
  }

  /** What does not fit together among a consumer's options. */
  default List<OptionProblem> consumerProblems(Settings settings) {
    return List.of();
  }

  /** The options below {@code consumer:}; empty if this is no consumer. */
  default Optional<List<Option>> consumerOptions() {
    return Optional.empty();
  }

  /**
   * The columns of a collection that can be named in a mapping; empty if any can. Lets a
   * configuration be checked before the first file arrives.
   */
  default Optional<List<String>> sourceColumns(String collection) {
    return Optional.empty();
  }

  /** The same for a source that is set up like this, where that makes a difference. */
  default Optional<List<String>> sourceColumns(String collection, Settings settings) {
    return sourceColumns(collection);
  }

  /** Those of them that every file has, so that a key or a condition can rest on them. */
  default Optional<List<String>> sourceColumnsOfAll(String collection, Settings settings) {
    return sourceColumns(collection, settings);
  }

  /**
   * The payload names of a target that can be named in a mapping; empty if any can. One that ends
   * with {@code *} stands for all that begin so.
   */
  default Optional<List<String>> consumerFields(String target) {
    return Optional.empty();
  }

  /** The same for a consumer that is set up like this, where that makes a difference. */
  default Optional<List<String>> consumerFields(String target, Settings settings) {
    return consumerFields(target);
  }

  /** The targets a consumer knows; empty if any name will do. */
  default Optional<List<String>> consumerTargets() {
    return Optional.empty();
  }

  /** The same for a consumer that is set up like this, where that makes a difference. */
  default Optional<List<String>> consumerTargets(Settings settings) {
    return consumerTargets();
  }

  default Source source(Settings settings, AdapterContext context) {
    throw new IllegalStateException(name() + " is no source");
  }

  default ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    throw new IllegalStateException(name() + " is no consumer");
  }
}
