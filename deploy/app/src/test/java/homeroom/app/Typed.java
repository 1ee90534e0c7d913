package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * A command that was typed, and how it ended.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it said of what went wrong
 */
record Typed(int status, String out, String err) {

  static Typed run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = Main.commandLine();
    program.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = program.execute(arguments.toArray(String[]::new));
    return new Typed(status, out.toString(), err.toString());
  }

  /** Of the hub whose data folder is given. */
  static Typed run(Path data, String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--data", data.toString()));
    return run(line);
  }

  /** What it printed; it must have gone well. */
  String well() {
    assertThat(status).as(() -> out + "\n" + err).isZero();
    return out;
  }
}
