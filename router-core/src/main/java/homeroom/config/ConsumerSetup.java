package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A consumer and what is needed to run it; what it is told is in the rules.
 *
 * @param system its name
 * @param title for people
 * @param adapter makes the adapter
 * @param settings of the adapter
 * @param targets that its mappings write to
 * @param histories those of them that are told every version
 * @param concurrency how many calls of the adapter may run at once
 * @param timetable when what it was told is put in place, if it is handed over on a schedule
 * @param fresherThan how old what it is told may be, as far as it says so
 */
public record ConsumerSetup(
    String system,
    String title,
    AdapterFactory adapter,
    Settings settings,
    Set<String> targets,
    Set<String> histories,
    int concurrency,
    Timetable timetable,
    Optional<Duration> fresherThan) {
  public ConsumerSetup {
    targets = Set.copyOf(targets);
    histories = Set.copyOf(histories);
  }
}
