package homeroom.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Where a command prints: plain text, in colour only on a terminal, or JSON. */
final class Screen {

  private final PrintWriter out;
  private final boolean json;

  Screen(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Whether the answer is wanted as JSON; then nothing else is printed. */
  boolean json(String answer) {
    if (json) {
      out.println(answer);
    }
    return json;
  }

  boolean wantsJson() {
    return json;
  }

  void line(String text) {
    out.println(safe(text));
  }

  /** Writes over the line that the cursor stands in; for terminals. */
  void replaceLine(String text) {
    out.print("\r" + safe(text) + "\u001b[K");
    out.flush();
  }

  void flush() {
    out.flush();
  }

  void blank() {
    out.println();
  }

  void heading(String text) {
    out.println(Ansi.AUTO.enabled() ? "\u001b[1m" + safe(text) + "\u001b[0m" : safe(text));
  }

  void trouble(String text) {
    out.println(Ansi.AUTO.enabled() ? "\u001b[31m" + safe(text) + "\u001b[0m" : safe(text));
  }

  void print(Table table) {
    table.lines().forEach(this::line);
  }

  /** What a source wrote must not steer the terminal. */
  static String safe(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A time of the hub in the zone of the person, to the second; empty where there is none. */
  static String time(Optional<String> instant) {
    return instant.map(Screen::time).orElse("");
  }

  static String time(String instant) {
    if (instant.isEmpty()) {
      return "";
    }
    // A formatter would load a locale's worth of classes for this.
    LocalDateTime local = LocalDateTime.ofInstant(Instant.parse(instant), ZoneId.systemDefault());
    String text = local.withNano(0).toString().replace('T', ' ');
    return text.length() == "2026-09-01 08:00".length() ? text + ":00" : text;
  }
}
