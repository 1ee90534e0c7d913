package homeroom.app.contract;

import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Drafts a contract by looking at a file. */
@Command(
    name = "infer",
    description = "Looks at a file with a header and drafts its contract, as YAML.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The draft names columns, types and forms of dates, and values only where the column's name",
      "says that they are codes. Look at it before you use it: what one file does not hold may be"
          + " right as well.",
      "Example: homeroom contract infer results.csv > contracts/results.yaml"
    })
final class InferCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      converter = Delimiter.class,
      description = "What stands between two cells, or tab; guessed if not given.")
  private Optional<Character> delimiter = Optional.empty();

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "The file's character set, such as windows-1252; guessed if not given.")
  private Optional<Charset> charset = Optional.empty();

  @Option(
      names = "--system",
      paramLabel = "NAME",
      description = "The system whose file it is; the contract is named after it.")
  private Optional<String> system = Optional.empty();

  @Option(
      names = "--show-values",
      description =
          "Write the values of any column that has few; else only where its name says that they"
              + " are codes. They may be names of people.")
  private boolean showValues;

  @Option(
      names = "--header",
      description = "The first line does name the columns, although it looks like a row.")
  private boolean header;

  /** Reads what is also written in a contract. */
  static final class Delimiter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      String meant = text.equals("tab") || text.equals("\\t") ? "\t" : text;
      if (meant.length() != 1 || "\"\r\n".contains(meant)) {
        throw new TypeConversionException("write one character, or tab");
      }
      return meant.charAt(0);
    }
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file)) {
      return failed(
          "CONTRACT_NO_FILE", "there is no file " + file, "Name a file that this user can read.");
    }
    try {
      CsvDialect dialect = DialectGuess.of(file, delimiter, charset);
      Evidence evidence = Evidence.of(file, dialect);
      if (!header && !evidence.hasHeader()) {
        return failed(
            "CONTRACT_NO_HEADER",
            "the first line of " + file + " looks like a row, not like the names of columns",
            "Have the file exported with the columns' names in its first line, or write the"
                + " contract by hand: docs/contracts.md. If it does name them, say --header.");
      }
      PrintWriter out = spec.commandLine().getOut();
      out.print(new Draft(name(), system, dialect, evidence, showValues).text());
      out.flush();
      return 0;
    } catch (CsvFault e) {
      var failure = e.failure("CSV", file.toString());
      return failed(failure.code(), failure.message(), failure.remedy());
    } catch (IOException e) {
      return failed(
          "CONTRACT_UNREADABLE",
          "reading " + file + " did not work: " + e.getClass().getSimpleName(),
          "Name a file that this user can read.");
    }
  }

  private int failed(String code, String problem, String remedy) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(code + ": " + problem);
    err.println(remedy);
    err.flush();
    return 1;
  }

  private String name() {
    String base = ContractName.of(file);
    return system
        .filter(it -> !base.startsWith(it))
        .map(it -> ContractName.of(Path.of(it + "-" + base)))
        .orElse(base);
  }
}
