package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Anything that moved, was held back, or failed. Holds no value of the record.
 *
 * @param seq grows with each movement in this store
 * @param id the same in every store
 * @param subject the record
 * @param outcome what became of it, as in the log
 * @param system whose event, or to whom
 * @param cause the event, receipt or command
 * @param version of the record
 * @param fields names of the fields concerned
 * @param sent what this made due at consumers
 * @param effect what a delivery did: {@code CREATED}, {@code UPDATED}, {@code UNCHANGED}, {@code
 *     DELETED}
 * @param attempts how often a delivery was tried; 0 where nothing was delivered
 * @param configuration the configuration that decided
 * @param category what a refusal is about
 * @param status the other system's HTTP status or SQL state
 * @param requestId how the other system finds the request in its log
 */
public record MovementEntry(
    long seq,
    String id,
    Subject subject,
    String outcome,
    String system,
    String cause,
    Optional<String> delivery,
    long version,
    List<String> fields,
    List<Due> sent,
    Optional<String> effect,
    Optional<String> code,
    Optional<String> detail,
    Optional<String> batch,
    int attempts,
    Instant at,
    String configuration,
    Optional<String> category,
    Optional<String> status,
    Optional<String> requestId) {

  /**
   * What was made due at one consumer.
   *
   * @param delivery empty while it waits
   * @param waitsFor {@code entity~pseudonym}, or {@code after:system}
   */
  public record Due(String system, Optional<String> delivery, List<String> waitsFor) {
    public Due {
      waitsFor = List.copyOf(waitsFor);
    }
  }

  public MovementEntry {
    fields = List.copyOf(fields);
    sent = List.copyOf(sent);
  }
}
