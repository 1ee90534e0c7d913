package homeroom.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation: its blocks of code, its links, and the tables under its headings.
 *
 * @param file where it lies
 * @param lines its text
 */
record DocumentedPage(Path file, List<String> lines) {

  private static final String FENCE = "```";
  private static final Pattern NAMED =
      Pattern.compile("# ([a-z-]+(?:/[a-z-]+)?\\.yaml)(?: \\((.*)\\))?");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("(?:^ *|`)(?:\\./)?homeroom( [^`]+)");
  private static final Pattern IN_SENTENCE = Pattern.compile("`homeroom ([^`]+)`");
  private static final Pattern FIRST_CELL = Pattern.compile("\\| `([^`]+)` \\|.*");

  /**
   * A block of code.
   *
   * @param info what stands behind the opening fence
   * @param line of the opening fence, counted from 1
   */
  record Block(String info, int line, String text) {

    boolean is(String language) {
      return info.equals(language) || info.startsWith(language + " ");
    }

    /** The configuration file that it is, as its first line or the fence says. */
    Optional<String> name() {
      return is("csv")
          ? Optional.of(info.substring("csv".length()).strip())
          : comment().map(found -> found.group(1));
    }

    /** What the first line says in brackets. */
    Optional<String> remark() {
      return comment().map(found -> found.group(2));
    }

    private Optional<MatchResult> comment() {
      return text.lines()
          .findFirst()
          .map(NAMED::matcher)
          .filter(matcher -> matcher.matches())
          .map(matcher -> matcher.toMatchResult());
    }

    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static DocumentedPage read(Path file) {
    try {
      return new DocumentedPage(file, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
          end++;
        }
        String text =
            lines.subList(i + 1, end).stream()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        blocks.add(new Block(lines.get(i).substring(FENCE.length()).strip(), i + 1, text));
        i = end;
      }
    }
    return blocks;
  }

  /** The files that it links to, without what follows {@code #}. */
  Stream<Path> linked() {
    return lines.stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map(found -> found.group(1))
        .filter(target -> !target.contains(":") && !target.startsWith("#"))
        .map(target -> file.resolveSibling(target.replaceFirst("#.*", "")).normalize());
  }

  /** The command lines that it shows, in a block or within a sentence. */
  Stream<String> commands() {
    return lines.stream()
        .flatMap(line -> COMMAND.matcher(line).results())
        .map(found -> found.group(1).strip());
  }

  /** Those of them that stand within a sentence. */
  Stream<String> commandsInSentences() {
    return lines.stream()
        .flatMap(line -> IN_SENTENCE.matcher(line).results())
        .map(found -> found.group(1));
  }

  /** The rows of the tables between a line and the next heading or the next such line. */
  List<String> rowsBelow(String begin, String... ends) {
    List<String> stops = List.of(ends);
    return lines.stream()
        .dropWhile(line -> !line.startsWith(begin))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#") && stops.stream().noneMatch(line::startsWith))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  /** What stands in the first cell of rows. */
  static Set<String> names(List<String> rows) {
    return rows.stream()
        .map(FIRST_CELL::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
