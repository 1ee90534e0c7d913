package homeroom.cli;

/** Why a command cannot answer, in words for the person who typed it. */
final class CliFailure extends Exception {

  private final String code;
  private final String problem;
  private final String remedy;

  CliFailure(String code, String problem, String remedy) {
    super(code);
    this.code = code;
    this.problem = problem;
    this.remedy = remedy;
  }

  String code() {
    return code;
  }

  String problem() {
    return problem;
  }

  String remedy() {
    return remedy;
  }
}
