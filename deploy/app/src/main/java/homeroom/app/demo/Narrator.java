package homeroom.app.demo;

import homeroom.app.report.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells what happens. On a terminal long steps show a bar; elsewhere they are silent. */
public final class Narrator {

  private final PrintWriter out;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private int scene;

  public Narrator(PrintWriter out) {
    this.out = out;
  }

  public void scene(String title) {
    out.printf("%n%d. %s%n", ++scene, title);
    out.flush();
  }

  public void say(String line, Object... values) {
    out.println("   " + line.formatted(values));
    out.flush();
  }

  public void plain(String line, Object... values) {
    out.println(line.formatted(values));
    out.flush();
  }

  /** Lists all figures and checks. */
  public void summary(Report report) {
    plain("%n%-18s %15s", "figure", "");
    report
        .figures()
        .forEach(
            (name, number) ->
                plain(
                    number == Math.rint(number) ? "%-18s %,15.0f" : "%-18s %,15.1f", name, number));
    plain("");
    report.checks().forEach((name, holds) -> plain("%s  %s", holds ? "ok    " : "FAILED", name));
  }

  /** A bar for a step of which the whole becomes known on the way. */
  public Progress progress(String step) {
    return new Progress(
        terminal
            ? new ProgressBarBuilder()
                .setTaskName("   " + step)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(0)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .build()
            : null);
  }

  public static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How far a long step is. */
  public static final class Progress implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    Progress(@Nullable ProgressBar bar) {
      this.bar = bar;
    }

    public void at(long done, long of) {
      if (bar != null) {
        bar.maxHint(of);
        bar.stepTo(done);
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
