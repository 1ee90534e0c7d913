package homeroom.adapters.oneroster;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.support.files.FileOptionCheck;
import homeroom.support.files.FileOptions;
import homeroom.support.outbox.FileConsumers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** OneRoster CSV packages: of 1.1 and 1.2 as a source, of 1.1 as a consumer. */
public final class OneRosterFactory implements AdapterFactory {

  private static final String TO = "to";

  @Override
  public String name() {
    return "oneroster-csv";
  }

  @Override
  public String title() {
    return "Reads OneRoster 1.1 and 1.2 CSV packages and writes 1.1 packages for import, full ones"
        + " or such of changes.";
  }

  @Override
  public Optional<List<Option>> sourceOptions() {
    List<Option> options =
        new ArrayList<>(
            FileOptions.all("The package: a ZIP archive, or a folder that holds its CSV files."));
    options.add(
        Option.choice(
            "from.version",
            Version.numbers(),
            Version.V1_1.number(),
            "The version of OneRoster that the mappings are written for; packages of another one"
                + " are refused."));
    return Optional.of(options);
  }

  @Override
  public List<OptionProblem> sourceProblems(Settings settings) {
    return FileOptionCheck.of(settings);
  }

  @Override
  public Optional<List<Option>> consumerOptions() {
    List<Option> options =
        new ArrayList<>(
            List.of(
                Option.optional(
                    TO,
                    Type.PATH,
                    "The folder from which the system imports, for a package of changes with each"
                        + " call; created when absent. For packages on a schedule, to.path."),
                Option.withDefault(
                    "batch",
                    Type.WHOLE,
                    "1000",
                    "How many records a package without a schedule holds at most.")));
    options.addAll(FileConsumers.options("OneRoster-{time}.zip"));
    return Optional.of(options);
  }

  /** A folder alone is filled with each call. */
  @Override
  public boolean handsOverOnSchedule(Settings settings) {
    return !settings.has(TO);
  }

  @Override
  public List<OptionProblem> consumerProblems(Settings settings) {
    return settings.has(TO) ? List.of() : FileConsumers.problems(settings);
  }

  /**
   * The columns of a file in OneRoster 1.1 and 1.2 without {@code password}, which is never read.
   * {@code metadata.*} and {@code ext_*} stand for a district's or a vendor's own columns, which
   * are passed on under their own names.
   */
  @Override
  public Optional<List<String>> sourceColumns(String collection) {
    return Optional.of(readable(Version.columns(collection)));
  }

  /** The same of the version that is read. */
  @Override
  public Optional<List<String>> sourceColumns(String collection, Settings settings) {
    return Optional.of(readable(version(settings).columnsOf(collection)));
  }

  /**
   * The columns of OneRoster 1.1 that a mapping fills; {@code metadata.*} stands for a district's
   * own columns.
   */
  @Override
  public Optional<List<String>> consumerFields(String target) {
    return Optional.of(
        Tables.named(target)
            .map(table -> and(table.writable(), Table.EXTENSION + "*"))
            .orElse(List.of()));
  }

  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(Tables.files());
  }

  @Override
  public SourceAdapter source(Settings settings, AdapterContext context) {
    return new OneRosterSource(
        FileOptions.inbox(settings, context.raw(), PackageFolder::mayHold),
        version(settings),
        context);
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    if (!settings.has(TO)) {
      return FileConsumers.consumer(settings, new RosterForm(), context);
    }
    return new OneRosterConsumer(
        new DropFolder(settings.path(TO)),
        context.clock(),
        Math.toIntExact(settings.whole("batch")));
  }

  private static Version version(Settings settings) {
    return Version.numbered(settings.text("from.version")).orElseThrow();
  }

  private static List<String> readable(Set<String> columns) {
    return columns.isEmpty()
        ? List.of()
        : and(columns, Table.EXTENSION + "*", Table.VENDOR_EXTENSION + "*");
  }

  private static List<String> and(Collection<String> columns, String... prefixes) {
    return Stream.concat(columns.stream(), Stream.of(prefixes)).toList();
  }
}
