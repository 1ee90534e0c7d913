package homeroom.http;

import homeroom.api.Failure;
import homeroom.ingest.SourceIngest;
import homeroom.planning.Timetable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the hub is, as far as the log and the store do not tell.
 *
 * @param version of the program
 * @param configuration the id of the configuration in force
 * @param startedAt when this process became ready
 * @param troubles what keeps the hub itself from making progress: a router that stopped, brokers
 *     that do not answer; empty when all moves
 * @param disk what is wrong with the disk of the data folder: its room, or that nothing was made
 *     safe on it for long
 * @param alerts what keeps messages to the data team from getting out
 */
public record HubStatus(
    String version,
    String tenant,
    String configuration,
    Instant startedAt,
    List<SystemStatus> systems,
    List<Failure> troubles,
    List<Failure> disk,
    List<Failure> alerts) {

  public HubStatus {
    systems = List.copyOf(systems);
    troubles = List.copyOf(troubles);
    disk = List.copyOf(disk);
    alerts = List.copyOf(alerts);
  }

  /**
   * One system.
   *
   * @param title as the configuration names it, for people
   */
  public record SystemStatus(
      String system,
      String title,
      Optional<SourceStatus> source,
      Optional<ConsumerStatus> consumer) {}

  /**
   * A system as a source.
   *
   * @param busy what is being taken in from it; nothing else is meanwhile
   * @param next when it is asked next; empty when it speaks by itself or is asked on command only
   * @param timetable when it is asked, and when it should have spoken
   * @param failure why the last attempt to ask it did not work
   */
  public record SourceStatus(
      Optional<SourceIngest.Busy> busy,
      Optional<Instant> next,
      Timetable timetable,
      Optional<Failure> failure) {}

  /**
   * A system as a consumer.
   *
   * @param perSecond deliveries that ended, averaged over the last minute
   * @param lag deliveries in the log that the engine has not taken up
   * @param retrying deliveries that failed and are tried again
   * @param retryingSince when the first of those failed first
   */
  public record ConsumerStatus(
      EngineState engine,
      double perSecond,
      long lag,
      int retrying,
      Optional<Instant> retryingSince) {}

  /** How the engine that delivers to a consumer is. */
  public sealed interface EngineState {

    /** It delivers, or would if there were anything. */
    record Running() implements EngineState {}

    /** The system cannot be used; the engine tries again by itself. */
    record Down(Instant since, Failure failure) implements EngineState {}

    /** The system asked for rest; the engine calls again when it is over. */
    record Throttled(Instant since, Failure failure) implements EngineState {}

    /** It waits for a person; it goes on by itself once what the failure says is mended. */
    record Paused(Instant since, Failure failure) implements EngineState {}
  }
}
