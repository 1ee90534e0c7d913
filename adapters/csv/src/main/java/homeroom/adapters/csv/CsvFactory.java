package homeroom.adapters.csv;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.api.SourceAdapter;
import homeroom.api.contract.Column;
import homeroom.api.contract.FileContract;
import homeroom.support.files.FileOptionCheck;
import homeroom.support.files.FileOptions;
import homeroom.support.outbox.FileConsumers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CSV files with a header, and files of fixed width, as a source; CSV files as a consumer. */
public final class CsvFactory implements AdapterFactory {

  private static final String DELETED = "deleted.column";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String title() {
    return "Reads CSV files with a header, and files of fixed width, one by one or from a folder;"
        + " writes CSV files and reads the answers to them.";
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

  @Override
  public Optional<List<Option>> consumerOptions() {
    List<Option> options = new ArrayList<>(FileConsumers.options("{target}-{time}.csv"));
    options.addAll(
        List.of(
            Option.withDefault(
                "delimiter", Type.TEXT, ",", "What stands between two cells; tab is written \\t."),
            Option.withDefault("charset", Type.TEXT, "UTF-8", "The files' character set."),
            Option.optional(
                DELETED,
                Type.TEXT,
                "The column by which a file of changes tells that a record is gone."),
            Option.withDefault(
                "deleted.gone", Type.TEXT, "true", "What it holds of a record that is gone."),
            Option.withDefault(
                "deleted.there", Type.TEXT, "false", "What it holds of every other.")));
    return Optional.of(options);
  }

  @Override
  public boolean handsOverOnSchedule(Settings settings) {
    return true;
  }

  @Override
  public List<OptionProblem> consumerProblems(Settings settings) {
    List<OptionProblem> problems = new ArrayList<>(FileConsumers.problems(settings));
    if (!settings.text("to.name").contains("{target}")) {
      problems.add(
          new OptionProblem(
              "to.name",
              "is the same for all targets",
              "Write {target} into it, or several systems"));
    }
    if (FileConsumers.isDelta(settings) && !settings.has(DELETED)) {
      problems.add(
          new OptionProblem(
              DELETED,
              "missing, so that files of changes could not tell that a record is gone",
              "Name the column, or write package: full"));
    }
    try {
      Layout.delimiter(settings.text("delimiter"));
      Layout.charset(settings.text("charset"));
    } catch (AdapterFailure unfit) {
      problems.add(
          new OptionProblem(
              "delimiter",
              "is not one character, or charset: is no character set",
              "Write for example delimiter: \";\" and charset: windows-1252"));
    }
    return problems;
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    return FileConsumers.consumer(settings, form(settings), context);
  }

  private static CsvForm form(Settings settings) {
    try {
      return new CsvForm(
          Layout.delimiter(settings.text("delimiter")),
          Layout.charset(settings.text("charset")),
          settings
              .optionalText(DELETED)
              .map(
                  column ->
                      new CsvForm.Deleted(
                          column, settings.text("deleted.gone"), settings.text("deleted.there"))));
    } catch (AdapterFailure unchecked) {
      throw new IllegalStateException("the settings were not checked", unchecked);
    }
  }
}
