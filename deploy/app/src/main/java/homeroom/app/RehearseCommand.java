package homeroom.app;

import homeroom.broker.BrokerFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Does once what a start does, and nothing that lasts: Java watches and keeps the classes it saw
 * ready for the next start. What is slow to start belongs in here.
 */
@Command(name = "rehearse", hidden = true, description = "Shows Java what a start needs.")
final class RehearseCommand implements Callable<Integer> {

  private static final List<List<String>> COMMANDS =
      List.of(List.of("--version"), List.of("--help"), List.of("no-such-command"));

  /** What is to start quickly. */
  enum Part {
    /** Commands that answer and end. */
    COMMAND,
    /** The hub with all it brings. */
    HUB
  }

  @Parameters(paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
  private Part part;

  @Override
  public Integer call() throws IOException, BrokerFailure, HubFailure, InterruptedException {
    switch (part) {
      case COMMAND -> COMMANDS.forEach(RehearseCommand::run);
      case HUB -> playSmallDistrict();
    }
    return CommandLine.ExitCode.OK;
  }

  private static void playSmallDistrict()
      throws IOException, BrokerFailure, HubFailure, InterruptedException {
    Path folder = Files.createTempDirectory("homeroom-rehearsal");
    try {
      Rehearsal.play(folder);
    } finally {
      delete(folder);
    }
  }

  private static void run(List<String> arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Main.commandLine().setOut(nowhere).setErr(nowhere).execute(arguments.toArray(String[]::new));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(RehearseCommand::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
