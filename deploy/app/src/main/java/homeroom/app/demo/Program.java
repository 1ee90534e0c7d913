package homeroom.app.demo;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** This program as the command line of another process. */
public final class Program {

  private Program() {}

  /** Java, what the launcher chose for this process, and the program with these arguments. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // What the launcher chose for this process suits a hub as well, which may take the time to be
    // compiled well.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-XX:TieredStopAtLevel"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "homeroom.app.Main"));
    command.addAll(List.of(arguments));
    return command;
  }
}
