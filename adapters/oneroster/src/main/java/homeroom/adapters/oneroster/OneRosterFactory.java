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
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * OneRoster CSV packages of 1.1 and 1.2.
 *
 * <p>Which version is written stands beside {@code to} and not below it, because {@code to} may be
 * a folder alone, with nothing below it.
 */
public final class OneRosterFactory implements AdapterFactory {

  private static final String TO = "to";
  private static final String FROM_VERSION = "from.version";
  private static final String VERSION = "version";

  @Override
  public String name() {
    return "oneroster-csv";
  }

  @Override
  public String title() {
    return "Reads OneRoster 1.1 and 1.2 CSV packages, and writes such for import, full ones or such"
        + " of changes.";
  }

  @Override
  public Optional<List<Option>> sourceOptions() {
    List<Option> options =
        new ArrayList<>(
            FileOptions.all("The package: a ZIP archive, or a folder that holds its CSV files."));
    options.add(
        Option.choice(
            FROM_VERSION,
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
                    "How many records a package without a schedule holds at most."),
                Option.choice(
                    VERSION,
                    Version.numbers(),
                    Version.V1_1.number(),
                    "The version of OneRoster that is written; files and columns differ.")));
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
    return Optional.of(readable(version(settings, FROM_VERSION).columnsOf(collection)));
  }

  /**
   * The columns of a file in OneRoster 1.1 and 1.2 that a mapping fills; {@code metadata.*} stands
   * for a district's own columns.
   */
  @Override
  public Optional<List<String>> consumerFields(String target) {
    return Optional.of(fillable(ofAny(version -> version.fieldsOf(target))));
  }

  /** The same of the version that is written. */
  @Override
  public Optional<List<String>> consumerFields(String target, Settings settings) {
    return Optional.of(fillable(version(settings, VERSION).fieldsOf(target)));
  }

  /** The files of OneRoster 1.1 and 1.2. */
  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(ofAny(Version::targets));
  }

  /** The files of the version that is written. */
  @Override
  public Optional<List<String>> consumerTargets(Settings settings) {
    return Optional.of(version(settings, VERSION).targets());
  }

  @Override
  public SourceAdapter source(Settings settings, AdapterContext context) {
    return new OneRosterSource(
        FileOptions.inbox(settings, context.raw(), PackageFolder::mayHold),
        version(settings, FROM_VERSION),
        context);
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    if (!settings.has(TO)) {
      return FileConsumers.consumer(settings, new RosterForm(version(settings, VERSION)), context);
    }
    return new OneRosterConsumer(
        new DropFolder(settings.path(TO)),
        version(settings, VERSION),
        context.clock(),
        Math.toIntExact(settings.whole("batch")));
  }

  private static Version version(Settings settings, String option) {
    return Version.numbered(settings.text(option)).orElseThrow();
  }

  private static List<String> ofAny(Function<Version, List<String>> names) {
    return Stream.of(Version.values()).map(names).flatMap(List::stream).distinct().toList();
  }

  private static List<String> fillable(List<String> columns) {
    return columns.isEmpty() ? List.of() : and(columns, Table.EXTENSION + "*");
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
