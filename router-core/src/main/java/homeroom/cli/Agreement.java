package homeroom.cli;

import java.io.Console;
import java.util.Optional;

/** Asks a person whether what was shown shall be done. */
final class Agreement {

  private Agreement() {}

  /**
   * @param given whether it was agreed to before
   * @param code of the refusal if nobody agrees
   */
  static void ask(Screen screen, boolean given, String code) throws CliFailure {
    if (given) {
      return;
    }
    Console console = screen.wantsJson() ? null : System.console();
    boolean terminal = console != null && console.isTerminal();
    if (terminal) {
      screen.flush();
      String answer = Optional.ofNullable(console.readLine("Begin? [y/N] ")).orElse("").strip();
      if (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes")) {
        return;
      }
    }
    throw new CliFailure(
        code, "Nothing was sent, because nobody agreed to it.", "Add --yes, or answer y.");
  }
}
