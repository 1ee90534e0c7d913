package homeroom.bench.decide;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures decisions with planning on one thread, in a Java of their own for each kind, with
 * compiler and collector as a hub's machine would have them at their best. Takes about a minute.
 */
public final class DecideBench {

  private static final int WARM_UPS = 5;
  private static final int MEASUREMENTS = 5;
  private static final TimeValue EACH = TimeValue.milliseconds(1_500);

  private DecideBench() {}

  /**
   * Runs it.
   *
   * @param progress is told in between how it goes
   * @return decisions per second by outcome, {@code unchanged_per_second} and others
   * @throws IllegalStateException if the measuring itself fails
   */
  public static Map<String, Double> run(PrintWriter progress) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String outcome : new String[] {"unchanged", "accepted", "answered"}) {
      Result<?> result = measure(outcome).getPrimaryResult();
      figures.put(outcome + "_per_second", (double) Math.round(result.getScore()));
      progress.printf(
          "%-10s %,12.0f decisions/s  (+/- %,.0f)%n",
          outcome, result.getScore(), result.getScoreError());
      progress.flush();
    }
    return figures;
  }

  private static RunResult measure(String outcome) {
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(DecideBenchmark.class.getName() + "\\." + outcome + "$")
                  .mode(Mode.Throughput)
                  .timeUnit(TimeUnit.SECONDS)
                  .threads(1)
                  .forks(1)
                  .jvmArgs(
                      "-XX:+UseParallelGC",
                      "-Xmx1g",
                      "-Xmn512m",
                      "--sun-misc-unsafe-memory-access=allow")
                  .warmupIterations(WARM_UPS)
                  .warmupTime(EACH)
                  .measurementIterations(MEASUREMENTS)
                  .measurementTime(EACH)
                  .shouldFailOnError(true)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .runSingle();
    } catch (RunnerException failed) {
      throw new IllegalStateException("measuring did not work", failed);
    }
  }
}
