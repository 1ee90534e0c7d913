package homeroom.adapters.csv;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.support.files.FileOptionCheck;
import homeroom.support.files.FileOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CSV files with a header, and files of fixed width, as a source. */
public final class CsvFactory implements AdapterFactory {

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String title() {
    return "Reads CSV files with a header, and files of fixed width, one by one or from a folder.";
  }

  @Override
  public Optional<List<Option>> sourceOptions() {
    List<Option> options =
        new ArrayList<>(
            FileOptions.all(
                "The file, or a folder in which every file is one batch, in the order of names."));
    options.addAll(layoutOptions());
    return Optional.of(options);
  }

  @Override
  public List<OptionProblem> sourceProblems(Settings settings) {
    List<OptionProblem> problems = new ArrayList<>(FileOptionCheck.of(settings));
    NamePattern.of(settings).problem().ifPresent(problems::add);
    problems.addAll(withoutTime(settings));
    return problems;
  }

  /** A file without the column would be refused as a whole, on the night when it comes. */
  private static List<OptionProblem> withoutTime(Settings settings) {
    return settings.optionalText("occurred-at").stream()
        .flatMap(
            column ->
                settings.contracts("contracts").stream()
                    .filter(contract -> !names(contract).contains(column))
                    .map(
                        contract ->
                            new OptionProblem(
                                "occurred-at",
                                "is no column of " + contract.file(),
                                "Name a column that every version of the format has; as: gives"
                                    + " the same name to columns that are called differently")))
        .toList();
  }

  private static List<String> names(FileContract contract) {
    return contract.columns().stream().map(Column::as).toList();
  }

  private static List<Option> layoutOptions() {
    return List.of(
        Option.withDefault(
            NamePattern.OPTION,
            Type.TEXT,
            "*.csv",
            "Which files of a folder are read, such as *.txt; the case of letters does not count."),
        Option.withDefault(
            "collection", Type.TEXT, "rows", "What mappings call the rows of these files."),
        Option.optional(
            "columns.required",
            Type.TEXT,
            "The columns, separated by commas, without which a file is refused."),
        Option.optional(
            "contracts",
            Type.CONTRACTS,
            "The contracts in contracts/, one for each version of the format; each file must be of"
                + " one."),
        Option.withDefault(
            "delimiter", Type.TEXT, ",", "What stands between two cells; tab is written \\t."),
        Option.withDefault("charset", Type.TEXT, "UTF-8", "The files' character set."),
        Option.choice(
            "coverage",
            List.of("complete", "partial"),
            "partial",
            "Whether a file holds every record, so that one that is missing is gone."),
        Option.optional("occurred-at", Type.TEXT, "The column that says when a row became true."),
        Option.optional(
            "date-format",
            Type.TEXT,
            "How that column is written, for example M/d/yyyy; ISO 8601 if not given."),
        Option.withDefault(
            "zone", Type.TEXT, "UTC", "The time zone of that column where it names none."));
  }

  /** With contracts their columns are all there are. */
  @Override
  public Optional<List<String>> sourceColumns(String collection, Settings settings) {
    List<String> columns =
        settings.contracts("contracts").stream()
            .flatMap(contract -> contract.columns().stream())
            .map(Column::as)
            .distinct()
            .toList();
    return Optional.of(columns).filter(known -> !known.isEmpty());
  }

  @Override
  public Optional<List<String>> sourceColumnsOfAll(String collection, Settings settings) {
    List<FileContract> contracts = settings.contracts("contracts");
    return sourceColumns(collection, settings)
        .map(
            all ->
                all.stream()
                    .filter(column -> contracts.stream().allMatch(it -> names(it).contains(column)))
                    .toList());
  }

  @Override
  public SourceAdapter source(Settings settings, AdapterContext context) {
    return new CsvSource(settings, context.raw());
  }
}
