package homeroom.support.outbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How files are called.
 *
 * @param pattern with {@code {target}} and {@code {time}}
 */
record FileName(String pattern, DateTimeFormatter time) {

  static final String TARGET = "{target}";
  static final String TIME = "{time}";

  /** Empty if the time's form or the zone is none. */
  static Optional<FileName> of(String pattern, String time, String zone) {
    try {
      DateTimeFormatter form =
          DateTimeFormatter.ofPattern(time, Locale.ROOT).withZone(ZoneId.of(zone));
      form.format(Instant.EPOCH);
      return Optional.of(new FileName(pattern, form));
    } catch (DateTimeException | IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  boolean tellsTime() {
    return pattern.contains(TIME);
  }

  boolean tellsTarget() {
    return pattern.contains(TARGET);
  }

  /** Whether two files that are made in one minute have different names. */
  boolean tellsSeconds() {
    return !time.format(Instant.EPOCH).equals(time.format(Instant.EPOCH.plusSeconds(1)));
  }

  /**
   * @param number which of the files of that time it is, from 1
   */
  String at(String target, Instant now, int number) {
    String when = time.format(now) + (number > 1 ? "-" + number : "");
    return pattern.replace(TARGET, target).replace(TIME, when);
  }

  /** Whether a name holds another one as a word of its own. */
  static boolean isNamedIn(String name, String stem) {
    for (int at = name.indexOf(stem); at >= 0; at = name.indexOf(stem, at + 1)) {
      int end = at + stem.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(name.charAt(at - 1));
      boolean ends = end == name.length() || !Character.isLetterOrDigit(name.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /** A file's name without what stands behind its last dot: what its answer's name holds. */
  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
