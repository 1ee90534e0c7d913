package homeroom.app;

import homeroom.app.report.Report;
import homeroom.app.report.ReportFile;
import homeroom.simulation.Check;
import homeroom.simulation.Decider;
import homeroom.simulation.Failure;
import homeroom.simulation.Simulator;
import homeroom.simulation.Simulator.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries the decisions on everything that can happen to a record, without a broker or a system. */
@Command(
    name = "simulate",
    description = "Lets a made-up district do its worst to one record, and checks every decision.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Many short runs: edits, snapshots, lost, repeated and late messages, crashes, new rules.",
      "The same seed gives the same runs. Ends with 1 if something does not hold, and then",
      "tells the shortest story of it that can be found.",
      "Example: homeroom simulate --seed 1 --steps 200000"
    })
final class SimulateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "From which all runs follow; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "NUMBER",
      defaultValue = "20000",
      description = "How much is to happen in all runs together; ${DEFAULT-VALUE} if not given.")
  private long steps;

  @Mixin private ReportFile reportFile;

  @Option(
      names = "--wide",
      description = {
        "Also let happen what the hub is known not to hold: a system that tells whole rows",
        "keeps or claims a value against the truth."
      })
  private boolean wide;

  @Override
  public Integer call() throws IOException {
    if (steps < 1) {
      throw new ParameterException(spec.commandLine(), "--steps must be at least 1.");
    }
    long began = System.nanoTime();
    Outcome outcome = new Simulator(Decider.HUB, wide).run(seed, steps);
    double seconds = (System.nanoTime() - began) / 1e9;
    Report report = report(outcome, seconds);
    tell(outcome, seconds);
    reportFile.write(report);
    return report.allHold() ? 0 : 1;
  }

  private Report report(Outcome outcome, double seconds) {
    Report report = new Report();
    report.figure("seed", seed);
    outcome.figures().forEach(report::figure);
    report.figure("seconds", seconds);
    for (Check check : Check.values()) {
      report.check(check.text(), !outcome.failed().contains(check));
    }
    report.check("all steps were done", outcome.figures().get("steps") >= steps);
    return report;
  }

  private void tell(Outcome outcome, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    outcome.figures().forEach((name, number) -> out.printf("%-16s %,12d%n", name, number));
    out.printf("%-16s %12.1f%n%n", "seconds", seconds);
    for (Check check : Check.values()) {
      out.println((outcome.failed().contains(check) ? "FAILED  " : "ok      ") + check.text());
    }
    outcome.first().ifPresent(failure -> tell(failure, out));
    out.flush();
  }

  private static void tell(Failure failure, PrintWriter out) {
    out.println();
    out.println("Seed " + failure.seed() + ", run " + failure.run() + ": " + failure.shape());
    out.println(failure.finding().check().text() + " does not hold: " + failure.finding().what());
    out.println("The shortest story found, " + failure.choices().size() + " steps and then quiet:");
    failure.story().forEach(line -> out.println("  " + line));
  }
}
