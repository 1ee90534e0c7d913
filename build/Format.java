import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks or applies google-java-format over every Java file below the working directory.
 *
 * <p>The formatter needs a newer Java than Maven may run on, so it runs in a process of its own.
 * Files seen to be in order are remembered by their content and not parsed again.
 */
final class Format {

  private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

  private final Formatter formatter = new Formatter();

  private record Finding(Path file, String digest, boolean changed, String problem) {}

  /** Takes {@code check} or {@code apply}, and the file that remembers what is in order. */
  public static void main(String[] arguments) throws IOException {
    boolean apply = arguments[0].equals("apply");
    System.exit(new Format().run(apply, Path.of(arguments[1])) ? 0 : 1);
  }

  private boolean run(boolean apply, Path memory) throws IOException {
    Set<String> known = read(memory);
    List<Finding> findings =
        sources(Path.of("")).parallelStream().map(file -> look(file, known, apply)).toList();
    findings.stream().filter(Finding::changed).forEach(found -> report(found, apply));
    write(memory, findings, apply);
    boolean good = findings.stream().allMatch(found -> inOrder(found, apply));
    if (!good && !apply) {
      System.err.println("To format these files: mvn -q -N -Pformat validate");
    }
    return good;
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean hidden = name.startsWith(".") && !folder.equals(root);
            return hidden || NOT_OURS.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  private Finding look(Path file, Set<String> known, boolean apply) {
    try {
      String before = Files.readString(file);
      if (known.contains(digest(before))) {
        return new Finding(file, digest(before), false, "");
      }
      String after = formatter.formatSourceAndFixImports(before);
      if (apply && !after.equals(before)) {
        Files.writeString(file, after);
      }
      return new Finding(file, digest(after), !after.equals(before), "");
    } catch (IOException | FormatterException e) {
      return new Finding(file, "", true, e.getMessage());
    }
  }

  private static void report(Finding found, boolean apply) {
    if (!found.problem().isEmpty()) {
      System.err.println(found.file() + ": cannot be read as Java: " + found.problem());
    } else if (apply) {
      System.out.println(found.file() + ": formatted");
    } else {
      System.err.println(found.file() + ": not in the project's format");
    }
  }

  private static boolean inOrder(Finding found, boolean apply) {
    return found.problem().isEmpty() && (apply || !found.changed());
  }

  private static Set<String> read(Path memory) throws IOException {
    try (Stream<String> lines = Files.lines(memory)) {
      return lines.collect(Collectors.toSet());
    } catch (NoSuchFileException _) {
      return Set.of();
    }
  }

  private static void write(Path memory, List<Finding> findings, boolean apply) throws IOException {
    Set<String> known = new TreeSet<>();
    findings.stream()
        .filter(found -> inOrder(found, apply))
        .forEach(found -> known.add(found.digest()));
    Files.createDirectories(memory.getParent());
    Files.write(memory, known);
  }

  private static String digest(String source) {
    try {
      byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
