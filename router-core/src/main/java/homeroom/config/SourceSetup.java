package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import homeroom.planning.SourcePolicy;
import homeroom.planning.Timetable;
import java.time.Duration;
import java.util.Set;

/**
 * A source and what is needed to run it.
 *
 * @param system its name
 * @param title for people
 * @param adapter makes the adapter
 * @param settings of the adapter
 * @param collections that its mappings read
 * @param timetable when it is asked, and when it should have spoken
 * @param policy how its data is taken in
 * @param keepFiles for how long the files are kept that it was read from
 */
public record SourceSetup(
    String system,
    String title,
    AdapterFactory adapter,
    Settings settings,
    Set<String> collections,
    Timetable timetable,
    SourcePolicy policy,
    Duration keepFiles) {
  public SourceSetup {
    collections = Set.copyOf(collections);
  }
}
