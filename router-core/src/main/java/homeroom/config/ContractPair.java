package homeroom.config;

import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import homeroom.api.contract.HeaderRule;
import java.util.Optional;

/** Two contracts of one source: a file must never be for both. */
record ContractPair(FileContract one, FileContract other) {

  /** Why they cannot be together. */
  record Problem(String message, String remedy) {}

  static ContractPair of(FileContract one, FileContract other) {
    return new ContractPair(one, other);
  }

  Optional<Problem> problem() {
    if (one.name().equals(other.name())) {
      return problem(
          one.file() + " and " + other.file() + " have the same name " + one.name(),
          "Name each version for itself, so that reports can tell them apart");
    }
    if (one.form() instanceof Form.Delimited a && other.form() instanceof Form.Delimited b) {
      return competeByHeader(a, b)
          ? problem(
              "a file could be for both " + one.file() + " and " + other.file(),
              "Let them differ in their columns, or in their order with order: strict in both; of"
                  + " two with other-columns: ignored let one know all columns of the other")
          : Optional.empty();
    }
    if (one.width() == 0 || other.width() == 0) {
      return problem(
          one.file() + " has a header and " + other.file() + " has not, or the other way round",
          "Let one source read files of one layout");
    }
    return one.width() == other.width()
        ? problem(
            one.file() + " and " + other.file() + " have lines of the same length",
            "Let one source read one of them: nothing tells such files apart")
        : Optional.empty();
  }

  private boolean competeByHeader(Form.Delimited a, Form.Delimited b) {
    boolean differentCells =
        a.delimiter().isPresent()
            && b.delimiter().isPresent()
            && !a.delimiter().equals(b.delimiter())
            && one.columns().size() > 1
            && other.columns().size() > 1;
    return !differentCells && HeaderRule.of(one, a).competesWith(HeaderRule.of(other, b));
  }

  private static Optional<Problem> problem(String message, String remedy) {
    return Optional.of(new Problem(message, remedy));
  }
}
