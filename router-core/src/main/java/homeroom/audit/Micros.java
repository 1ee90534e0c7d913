package homeroom.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the log and the tables hold them: microseconds since the epoch. */
final class Micros {

  private Micros() {}

  static long of(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
