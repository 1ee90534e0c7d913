package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What did not reach a system in a window of time, and why.
 *
 * @param causes the records that the system does not have as they should be, by what holds them
 *     back, the biggest first; then those that wait for many records of one entity
 * @param dropped how many of which a person said that what was refused shall not reach the system;
 *     none of the causes counts them
 * @param recovered how many records were refused in the window and are in step since
 * @param handedOver how many were put where the system fetches them and have not been seen there
 * @param kept what got stuck in the window before it could become a delivery to anybody
 */
public record Undelivered(
    List<Cause> causes, long dropped, long recovered, long handedOver, List<Kept> kept) {

  public Undelivered {
    causes = List.copyOf(causes);
    kept = List.copyOf(kept);
  }

  /**
   * Records that are held back by the same thing. One that waits for several is counted once: of
   * the records that are not there yet under the one that most records wait for, of equals under
   * the one named first.
   *
   * @param reason the code of a refusal, or what is waited for: the entity of a record, {@code
   *     after:system} or {@code children:entity}; empty for what is under way
   * @param records how many
   * @param before how many of them have been due since before the window began
   * @param oldest since when the first of them has been due
   * @param detail what was said of one of them, for people
   * @param category what a refusal is about, of one of them
   * @param status the other system's HTTP status or SQL state, of one of them
   * @param parent the record that all of them wait for; empty where it is no record, or many
   * @param parents how many different records they wait for; 0 where it is no record
   * @param examples those that have been due longest
   */
  public record Cause(
      HoldingState state,
      Optional<String> reason,
      long records,
      long before,
      Instant oldest,
      Optional<String> detail,
      Optional<String> category,
      Optional<String> status,
      Optional<Subject> parent,
      long parents,
      List<Example> examples) {
    public Cause {
      examples = List.copyOf(examples);
    }

    /** Whether they wait for records that are too many to be named. */
    public boolean waitsForMany() {
      return parent.isEmpty() && parents > 0;
    }
  }

  /** One record and what it waits for. */
  public record Example(Subject subject, Instant due, List<String> waitsFor) {
    public Example {
      waitsFor = List.copyOf(waitsFor);
    }
  }

  /** What a system sent that went into quarantine. */
  public record Kept(String system, String code, String message, String remedy, long entries) {}
}
