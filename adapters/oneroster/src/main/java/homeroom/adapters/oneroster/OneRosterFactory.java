package homeroom.adapters.oneroster;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** OneRoster 1.1 CSV packages, as a source and as a consumer. */
public final class OneRosterFactory implements AdapterFactory {

  @Override
  public String name() {
    return "oneroster-csv";
  }

  @Override
  public String title() {
    return "Reads OneRoster 1.1 CSV packages and writes delta packages for import.";
  }

  @Override
  public Optional<List<Option>> sourceOptions() {
    return Optional.of(
        List.of(
            Option.required(
                "from.path",
                Type.PATH,
                "The package: a ZIP archive, or a folder that holds its CSV files.")));
  }

  @Override
  public Optional<List<Option>> consumerOptions() {
    return Optional.of(
        List.of(
            Option.required(
                "to", Type.PATH, "The folder from which the system imports; created when absent."),
            Option.withDefault(
                "batch", Type.WHOLE, "1000", "How many records one package holds at most.")));
  }

  /**
   * The columns of OneRoster 1.1 without {@code password}, which is never read. {@code metadata.*}
   * stands for a district's own columns, which are passed on under their own names.
   */
  @Override
  public Optional<List<String>> sourceColumns(String collection) {
    return Optional.of(
        Tables.named(collection).map(table -> andExtensions(table.readable())).orElse(List.of()));
  }

  /**
   * The columns of OneRoster 1.1 that a mapping fills; {@code metadata.*} stands for a district's
   * own columns.
   */
  @Override
  public Optional<List<String>> consumerFields(String target) {
    return Optional.of(
        Tables.named(target).map(table -> andExtensions(table.writable())).orElse(List.of()));
  }

  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(Tables.files());
  }

  @Override
  public SourceAdapter source(Settings settings, AdapterContext context) {
    return new OneRosterSource(settings.path("from.path"), context);
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    return new OneRosterConsumer(
        new DropFolder(settings.path("to")),
        context.clock(),
        Math.toIntExact(settings.whole("batch")));
  }

  private static List<String> andExtensions(List<String> columns) {
    return Stream.concat(columns.stream(), Stream.of(Table.EXTENSION + "*")).toList();
  }
}
