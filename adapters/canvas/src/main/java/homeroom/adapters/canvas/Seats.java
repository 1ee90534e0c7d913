package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import homeroom.api.AdapterFailure;
import homeroom.support.http.Address;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which enrollments a person has. A person's enrollments are mostly made together, when a class or
 * the person arrives; so the answer is kept for a moment, and one look serves them all.
 * Thread-safe.
 *
 * <p>What Canvas is told meanwhile by others can be missed for that moment, as it could between a
 * look and the request that follows it. Enrolling somebody twice makes no second enrollment there.
 * What another hub wrote must not be missed: its unanswered requests are repeated here.
 */
final class Seats {

  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final int MOST_PEOPLE = 5_000;

  /** Canvas's own default leaves out what is over; only what is deleted shall be left out. */
  private static final List<String> STATES =
      List.of("active", "invited", "creation_pending", "inactive", "completed", "rejected");

  /**
   * @param generation looks of an earlier one do not count
   */
  private record Look(String person, int generation) {}

  private final Canvas canvas;
  private final AtomicInteger generation = new AtomicInteger();
  private final LoadingCache<Look, List<JsonNode>> seats =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumSize(MOST_PEOPLE)
          .executor(Runnable::run)
          .build(this::look);

  Seats(Canvas canvas) {
    this.canvas = canvas;
  }

  /**
   * The enrollments of a person that are not deleted; none if there is no such person.
   *
   * @param person how Canvas is asked for the person
   */
  List<JsonNode> of(String person) throws AdapterFailure {
    try {
      return seats.get(now(person));
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof AdapterFailure failure) {
        throw failure;
      }
      throw failed;
    }
  }

  /** An enrollment that was just made. */
  void add(String person, JsonNode made) {
    List<JsonNode> known = seats.getIfPresent(now(person));
    if (known != null) {
      known.add(made);
    }
  }

  /** What is known of a person may no longer be so: the next look is a new one. */
  void forget(String person) {
    seats.invalidate(now(person));
  }

  /**
   * What is known of anybody may no longer be so: another hub may have written. A look that is
   * under way counts as one from before.
   */
  void forgetAll() {
    generation.incrementAndGet();
  }

  private Look now(String person) {
    return new Look(person, generation.get());
  }

  private List<JsonNode> look(Look look) throws AdapterFailure {
    Address address = Canvas.at("users").id(look.person()).then("enrollments");
    return new CopyOnWriteArrayList<>(canvas.allOrNone(inAllStates(address)));
  }

  /** The list with all that is not deleted. */
  static Address inAllStates(Address list) {
    Address all = list;
    for (String state : STATES) {
      all = all.with("state[]", state);
    }
    return all;
  }
}
