package homeroom.app.demo;

import homeroom.cli.CliCommands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Somebody of the district who types commands. */
final class Terminal {

  /** As {@code homeroom}, for one command. */
  @Command(name = "homeroom")
  private static final class Program {}

  private Terminal() {}

  /** What a command shows of the day's hub, line by line. */
  static List<String> type(Day day, String command, String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine program = new CommandLine(new Program());
    CliCommands.addTo(program, command);
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addFirst(command);
    line.addAll(List.of("--data", day.process().data().toString()));
    program
        .setOut(new PrintWriter(text))
        .setErr(new PrintWriter(text))
        .execute(line.toArray(String[]::new));
    return text.toString().lines().toList();
  }
}
