package homeroom.app;

import homeroom.app.DocumentedPage.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A runbook as a list of steps: commands to type, with what they are to print, and edits of the
 * configuration. Behind the fence of a block of commands may stand what happens before they are
 * typed ({@code console after the-lms-is-back}) and their exit status ({@code exits 1}).
 *
 * @param headings of its parts, in order
 */
record RunbookPage(DocumentedPage page, List<String> headings, List<Step> steps) {

  private static final Pattern INFO =
      Pattern.compile("console(?: after ([a-z-]+))?(?: exits (\\d))?");

  sealed interface Step {}

  /**
   * Commands, typed one after the other.
   *
   * @param line of the block, counted from 1
   * @param after what happens before
   * @param expected lines that they print
   */
  record Commands(
      int line, Optional<String> after, int status, List<String> typed, List<String> expected)
      implements Step {

    private Commands expecting(String text) {
      List<String> all = new ArrayList<>(expected);
      text.lines().filter(it -> !it.isBlank()).forEach(all::add);
      return new Commands(line, after, status, typed, List.copyOf(all));
    }
  }

  /**
   * A change of one file of the configuration.
   *
   * @param removed what the file holds, line by line; each is replaced by the added one of its rank
   */
  record Edit(String file, List<String> removed, List<String> added) implements Step {}

  static RunbookPage of(DocumentedPage page) {
    List<Step> steps = new ArrayList<>();
    for (Block block : page.blocks()) {
      Matcher info = INFO.matcher(block.info());
      if (info.matches()) {
        steps.add(
            new Commands(
                block.line(),
                Optional.ofNullable(info.group(1)),
                Optional.ofNullable(info.group(2)).map(Integer::valueOf).orElse(0),
                block.text().lines().toList(),
                List.of()));
      } else if (block.is("text")) {
        Commands last = (Commands) steps.removeLast();
        steps.add(last.expecting(block.text()));
      } else if (block.is("diff")) {
        steps.add(edit(block));
      } else {
        throw new AssertionError(page + ":" + block.line() + " is no block of a runbook");
      }
    }
    return new RunbookPage(
        page,
        page.lines().stream()
            .filter(it -> it.startsWith("## "))
            .map(it -> it.substring(3))
            .toList(),
        List.copyOf(steps));
  }

  private static Edit edit(Block block) {
    return new Edit(
        lines(block, "--- ").getFirst(),
        lines(block, "-").stream().filter(it -> !it.startsWith("-- ")).toList(),
        lines(block, "+"));
  }

  private static List<String> lines(Block block, String mark) {
    return block
        .text()
        .lines()
        .filter(it -> it.startsWith(mark))
        .map(it -> it.substring(mark.length()))
        .map(String::strip)
        .toList();
  }
}
