package homeroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison as one page that can be printed, and asks nobody for anything. */
final class ReconcileHtml {

  private static final String STYLE =
      """
      :root { color-scheme: light; }
      body { font: 15px/1.45 system-ui, sans-serif; color: #1b1b1b; margin: 2em auto;
        max-width: 68em; padding: 0 1.5em; }
      h1 { font-size: 1.5em; margin: 0 0 .25em; }
      h2 { font-size: 1.1em; margin: 2em 0 .5em; }
      p { margin: .25em 0; }
      .about { color: #555; overflow-wrap: anywhere; }
      .result { display: inline-block; margin: 1em 0 .5em; padding: .4em .8em;
        border: 1px solid; border-radius: .3em; font-weight: 600; }
      .equal { color: #14532d; background: #f0fdf4; }
      .differs { color: #7c2d12; background: #fff7ed; }
      table { border-collapse: collapse; width: 100%; margin: .5em 0 1em; }
      th, td { text-align: left; vertical-align: top; padding: .3em .6em;
        border-bottom: 1px solid #d4d4d4; overflow-wrap: anywhere; }
      thead th { border-bottom: 2px solid #737373; font-size: .85em; color: #404040; }
      tbody th { font-weight: 600; }
      td.verdict { white-space: nowrap; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      td.zero { color: #a3a3a3; }
      thead { display: table-header-group; }
      tr { break-inside: avoid; }
      footer { margin-top: 2em; font-size: .8em; color: #555; }
      @page { margin: 15mm; }
      @media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
        .result { background: none; } }
      """;

  private final ReconcileReport report;
  private final ReconcileWording wording;
  private final List<String> lines = new ArrayList<>();

  private ReconcileHtml(ReconcileReport report) {
    this.report = report;
    wording = report.wording();
  }

  static List<String> lines(ReconcileReport report) {
    return new ReconcileHtml(report).page();
  }

  private List<String> page() {
    lines.add("<!doctype html>");
    lines.add("<html lang=\"en\">");
    lines.add("<head>");
    lines.add("<meta charset=\"utf-8\">");
    lines.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    lines.add("<title>" + escaped(wording.title()) + "</title>");
    lines.add("<style>");
    lines.addAll(STYLE.lines().toList());
    lines.add("</style>");
    lines.add("</head>");
    lines.add("<body>");
    lines.add("<h1>" + escaped(wording.title()) + "</h1>");
    lines.add("<p class=\"about\">" + escaped(wording.about()) + "</p>");
    result();
    counts();
    findings();
    wording.remarks().stream()
        .filter(line -> !report.findings().isEmpty() || !line.equals(wording.result()))
        .forEach(line -> lines.add("<p>" + escaped(line) + "</p>"));
    lines.add(
        "<footer>By the rules of configuration "
            + escaped(report.header().text("configuration"))
            + ". The same contents always give this report.</footer>");
    lines.add("</body>");
    lines.add("</html>");
    return lines;
  }

  private void result() {
    int found = report.findings().size();
    lines.add(
        found == 0
            ? "<p class=\"result "
                + (report.header().flag("equal") ? "equal" : "differs")
                + "\">"
                + escaped(wording.result())
                + "</p>"
            : "<p class=\"result differs\">"
                + found
                + (found == 1 ? " record is" : " records are")
                + " not equal.</p>");
  }

  private void counts() {
    StringBuilder heading = new StringBuilder("<thead><tr><th scope=\"col\">Kind of record</th>");
    report
        .verdicts()
        .forEach(
            name ->
                heading
                    .append("<th scope=\"col\" class=\"number\">")
                    .append(escaped(capital(wording.verdict(name))))
                    .append("</th>"));
    lines.add("<table>");
    lines.add(heading.append("</tr></thead>").toString());
    lines.add("<tbody>");
    for (Json count : report.header().list("counts")) {
      StringBuilder row =
          new StringBuilder("<tr><th scope=\"row\">")
              .append(escaped(count.text("entity")))
              .append("</th>");
      for (String name : report.verdicts()) {
        long number = count.number(name);
        row.append("<td class=\"number")
            .append(number == 0 ? " zero" : "")
            .append("\">")
            .append(number)
            .append("</td>");
      }
      lines.add(row.append("</tr>").toString());
    }
    lines.add("</tbody>");
    lines.add("</table>");
  }

  private void findings() {
    if (report.findings().isEmpty()) {
      return;
    }
    lines.add("<h2>What is not equal</h2>");
    lines.add("<table>");
    lines.add(
        "<thead><tr><th scope=\"col\">Record</th><th scope=\"col\">Finding</th>"
            + "<th scope=\"col\">Fields</th><th scope=\"col\">Known already</th></tr></thead>");
    lines.add("<tbody>");
    for (Json finding : report.findings()) {
      lines.add(
          "<tr><td>"
              + escaped(ReconcileWording.name(finding))
              + "</td><td class=\"verdict\">"
              + escaped(capital(wording.verdict(finding)))
              + "</td><td>"
              + escaped(ReconcileWording.fields(finding))
              + "</td><td>"
              + escaped(ReconcileWording.note(finding))
              + "</td></tr>");
    }
    lines.add("</tbody>");
    lines.add("</table>");
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
