package homeroom.adapters.csv;

import homeroom.api.AdapterFailure;
import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.HeaderRule;
import homeroom.support.contract.Difference;
import homeroom.support.contract.Header;
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
import java.util.Map;
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
      case Match.Less(var less, var difference) -> throw less(less, difference);
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
          Header header = structure(contract).header(file);
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
    List<FileContract> fitting = new ArrayList<>();
    Optional<CsvFault> fault = Optional.empty();
    int found = 0;
    for (FileContract contract : layout.contracts()) {
      try {
        found = firstLength(contract);
        if (found == contract.width()) {
          fitting.add(contract);
        }
      } catch (CsvFault unreadable) {
        fault = fault.or(() -> Optional.of(unreadable));
      }
    }
    if (fitting.isEmpty() && found == 0 && fault.isPresent()) {
      throw fault.get();
    }
    return switch (fitting.size()) {
      case 0 -> throw otherLength("its first line has", found);
      case 1 -> structure(fitting.getFirst());
      default -> throw several(fitting);
    };
  }

  private int firstLength(FileContract contract) throws IOException {
    return FixedWidthTable.firstLength(Files.newInputStream(file), charset(contract)).orElse(0);
  }

  /**
   * Holds a file of fixed width of which the first line is as long as the contract says, and more
   * lines have another length.
   *
   * @param lengths how many lines there are of each length
   */
  static void requireWidth(
      String name, Path file, Layout layout, FileContract contract, Map<Integer, Long> lengths)
      throws AdapterFailure {
    long fitting = lengths.getOrDefault(contract.width(), 0L);
    for (Map.Entry<Integer, Long> other : lengths.entrySet()) {
      if (other.getKey() != contract.width() && other.getValue() > fitting) {
        throw new Structures(name, file, layout)
            .otherLength("most of its lines have", other.getKey());
      }
    }
  }

  private AdapterFailure otherLength(String what, int found) {
    String known =
        layout.contracts().stream()
            .map(contract -> contract.width() + " in " + contract.name())
            .collect(Collectors.joining(", "));
    return Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: %s %d characters, and the contracts know %s."
            .formatted(name, what, found, known),
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

  private AdapterFailure unknown(Difference difference) throws IOException {
    Optional<AdapterFailure> otherwise =
        difference.hasHeader() ? Optional.empty() : otherwiseDelimited();
    return otherwise.isPresent() ? otherwise.get() : nearest(difference);
  }

  /** Where only what stands between the cells is another, the header seems to be none. */
  private Optional<AdapterFailure> otherwiseDelimited() throws IOException {
    for (FileContract contract : layout.contracts()) {
      for (char delimiter : List.of(',', ';', '\t', '|')) {
        if (contract.form() instanceof Form.Delimited form
            && contract.columns().size() > 1
            && fits(contract, form, delimiter)) {
          return Optional.of(otherwiseDelimited(contract, delimiter));
        }
      }
    }
    return Optional.empty();
  }

  private boolean fits(FileContract contract, Form.Delimited form, char delimiter)
      throws IOException {
    CsvDialect dialect = new CsvDialect(delimiter, charset(contract));
    try {
      Header header = new Structure(Optional.of(contract), dialect).header(file);
      return HeaderRule.of(contract, form).fits(header.names());
    } catch (CsvFault unreadable) {
      return false;
    }
  }

  private AdapterFailure otherwiseDelimited(FileContract contract, char delimiter) {
    String written = delimiter == '\t' ? "tab" : "\"" + delimiter + "\"";
    return Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: its header is that of no contract; with %s between its cells it is that of %s (%s)."
            .formatted(
                name,
                delimiter == '\t' ? "a tab" : String.valueOf(delimiter),
                contract.name(),
                contract.file()),
        "If the change is meant to stay, copy "
            + contract.file()
            + " to a new one under another name, with delimiter: "
            + written
            + " in it and its own delimiter: in the other, and name both under contracts:. Else"
            + " have the file exported as before.");
  }

  private AdapterFailure nearest(Difference difference) {
    FileContract nearest = difference.contract();
    return Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: its header is that of no contract. The nearest is %s (%s); %s."
            .formatted(name, nearest.name(), nearest.file(), difference.wording()),
        accepting(difference));
  }

  /** What is meant may be the version that knows less, or the other one with a new name in it. */
  private AdapterFailure less(FileContract less, Difference difference) {
    return Faults.contract(
        "UNKNOWN_STRUCTURE",
        "Reading %s: its header is that of %s (%s) only because that ignores further columns, and is nearly that of %s (%s); %s."
            .formatted(
                name,
                less.name(),
                less.file(),
                difference.contract().name(),
                difference.contract().file(),
                difference.wording()),
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
