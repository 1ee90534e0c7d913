package homeroom.config;

import homeroom.config.yaml.Named;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that a writer may choose. */
final class Names {

  /** Of a tenant, a system or an entity: part of topic names and URLs. */
  static final Shape<String> WORD =
      Shapes.scalar(
          "a name of small letters, digits and hyphens that begins with a letter",
          text -> Optional.of(text).filter(name -> Names.WORDS.matcher(name).matches()));

  private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern FIELDS = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** What CEL does not take for a name. */
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private Names() {}

  static boolean isWord(String name) {
    return WORDS.matcher(name).matches();
  }

  /** Whether an expression that is just this text is the name of a column or field. */
  static boolean isPlainReference(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")
        && !RESERVED.contains(text);
  }

  /** Tells of names that no field may have. */
  static void checkFields(Named<?> fields, Problems problems) {
    fields.items().forEach(item -> checkField(item.name(), item.place(), problems));
  }

  static void checkField(String name, Place place, Problems problems) {
    if (name.startsWith("_")) {
      problems.error(
          place, "a name that begins with _ is reserved", "Choose one that begins with a letter");
    } else if (RESERVED.contains(name)) {
      problems.error(place, name + " means something in expressions", "Choose another name");
    } else if (!FIELDS.matcher(name).matches()) {
      problems.error(
          place,
          "this is no name of a field",
          "Use letters, digits and _, so that expressions can name it");
    }
  }
}
