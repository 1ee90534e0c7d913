package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.HeaderRule;
import homeroom.support.contract.Difference;
import homeroom.support.contract.Match;
import homeroom.support.csv.CsvDialect;
import homeroom.support.csv.CsvFault;
import homeroom.support.csv.FixedWidthTable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the contract that a file is for, by its header or by the length of its lines. */
final class Structures {

  private final String name;
  private final Path file;
  private final Layout layout;

  private Structures(String name, Path file, Layout layout) {
    this.name = name;
    this.file = file;
    this.layout = layout;
  }

  /**
   * @throws CsvFault if the file has no beginning that can be read
   * @throws AdapterFailure if it is for none of the contracts
   */
  static Structure of(String name, Path file, Layout layout) throws IOException, AdapterFailure {
    return new Structures(name, file, layout).find();
  }

  private Structure find() throws IOException, AdapterFailure {
    List<FileContract> contracts = layout.contracts();
    if (contracts.isEmpty()) {
      return new Structure(Optional.empty(), layout.dialect());
    }
    return switch (contracts.getFirst().form()) {
      case Form.FixedWidth _ -> byWidth();
      case Form.Delimited _ -> byHeader();
    };
  }

  private Structure byHeader() throws IOException, AdapterFailure {
    return switch (Match.of(candidates())) {
      case Match.One(var contract) -> structure(contract);
      case Match.None(var difference) -> throw unknown(difference);
      case Match.Several(var contracts) -> throw several(contracts);
    };
  }

  private Structure structure(FileContract contract) {
    return new Structure(Optional.of(contract), dialect(contract));
  }

  /** A header that cannot be read one way may be readable another way. */
  private List<Match.Candidate> candidates() throws IOException {
    List<Match.Candidate> candidates = new ArrayList<>();
    Optional<CsvFault> first = Optional.empty();
    for (FileContract contract : layout.contracts()) {
      if (contract.form() instanceof Form.Delimited form) {
        try {
          List<String> header = structure(contract).header(file);
          candidates.add(new Match.Candidate(contract, HeaderRule.of(contract, form), header));
        } catch (CsvFault fault) {
          first = first.or(() -> Optional.of(fault));
        }
      }
    }
    if (candidates.isEmpty() && first.isPresent()) {
      throw first.get();
    }
    return candidates;
  }

  private Structure byWidth() throws IOException, AdapterFailure {
    List<String> widths = new ArrayList<>();
    int found = 0;
    for (FileContract contract : layout.contracts()) {
      found = FixedWidthTable.firstLength(Files.newInputStream(file), charset(contract)).orElse(0);
      if (found == contract.width()) {
        return structure(contract);
      }
      widths.add(contract.width() + " in " + contract.name());
    }
    throw Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: its first line has %d characters, and the contracts know %s."
            .formatted(name, found, String.join(", ", widths)),
        "Correct the contract, or add one for the new form and name it beside the others under"
            + " contracts:; or have the file exported as before.");
  }

  private CsvDialect dialect(FileContract contract) {
    char delimiter =
        contract.form() instanceof Form.Delimited form
            ? form.delimiter().orElse(layout.dialect().delimiter())
            : layout.dialect().delimiter();
    return new CsvDialect(delimiter, charset(contract));
  }

  private Charset charset(FileContract contract) {
    return contract.charset().orElse(layout.dialect().charset());
  }

  private AdapterFailure unknown(Difference difference) {
    FileContract nearest = difference.contract();
    return Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: its header is that of no contract. The nearest is %s (%s); %s."
            .formatted(name, nearest.name(), nearest.file(), difference.wording()),
        accepting(difference));
  }

  private static String accepting(Difference difference) {
    String named = "and name it beside the others under contracts:";
    String copy =
        difference.acceptance().isEmpty()
            ? "let homeroom contract infer draft one from the file, keep it in contracts/, " + named
            : "copy "
                + difference.contract().file()
                + " to a new one under another name, with its columns changed ("
                + difference.acceptance()
                + "), "
                + named
                + "; homeroom contract infer drafts one from the file as well";
    return "If the change is meant to stay, " + copy + ". Else have the file exported as before.";
  }

  private AdapterFailure several(List<FileContract> contracts) {
    return Faults.contract(
        "AMBIGUOUS",
        "Reading %s: its header is that of more than one contract: %s."
            .formatted(
                name, contracts.stream().map(FileContract::name).collect(Collectors.joining(", "))),
        "Let the contracts differ in their columns.");
  }
}
