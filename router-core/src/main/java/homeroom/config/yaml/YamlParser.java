package homeroom.config.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads one YAML document and tells of syntax errors, duplicate keys and aliases. */
public final class YamlParser {

  private final String file;
  private final Problems problems;
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlParser(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The document; empty if it cannot be read, which is among the problems then. */
  public static Optional<YamlNode> parse(String file, String text, Problems problems) {
    return new YamlParser(file, problems).document(text);
  }

  private Optional<YamlNode> document(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.error(Place.start(file), "the file is empty", "Write its keys or delete it");
      }
      return root.map(node -> read(node, ""));
    } catch (MarkedYamlEngineException e) {
      Mark mark = e.getProblemMark().or(e::getContextMark).orElse(null);
      Place place = mark == null ? Place.start(file) : place(mark, "");
      problems.error(place, "this is no YAML: " + e.getProblem(), remedy(text, place));
    } catch (YamlEngineException e) {
      problems.error(Place.start(file), "this is no YAML: " + e.getMessage(), "");
    }
    return Optional.empty();
  }

  private static String remedy(String text, Place place) {
    String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
    boolean unquoted = line.matches(".*[{\\[].*[^\"'\\w]\\$\\{.*");
    return unquoted
        ? "Inside { } and [ ] put ${…} between quotes"
        : "Look at the indentation, the colons and the quotes up to here";
  }

  private YamlNode read(Node node, String path) {
    Place place = place(node, path);
    if (!seen.add(node)) {
      problems.error(place, "an alias is not supported", "Write it out where it is used");
      return new YamlNode.Scalar(place, YamlNode.Scalar.Type.NULL, false, "", place);
    }
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, place);
      case SequenceNode sequence -> sequence(sequence, place);
      case MappingNode mapping -> mapping(mapping, place);
      default -> throw new IllegalStateException("composing leaves no other kind of node");
    };
  }

  private static YamlNode.Scalar scalar(ScalarNode node, Place place) {
    boolean quoted =
        node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED
            || node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
    int quote = quoted ? 1 : 0;
    return new YamlNode.Scalar(
        place,
        type(node),
        length(node) == node.getValue().codePointCount(0, node.getValue().length()) + 2 * quote,
        node.getValue(),
        place.at(place.line(), place.column() + quote));
  }

  private static int length(ScalarNode node) {
    return node.getStartMark()
        .flatMap(start -> node.getEndMark().map(end -> end.getIndex() - start.getIndex()))
        .orElse(-1);
  }

  private static YamlNode.Scalar.Type type(ScalarNode node) {
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return YamlNode.Scalar.Type.NULL;
    }
    if (tag.equals(Tag.BOOL)) {
      return YamlNode.Scalar.Type.FLAG;
    }
    return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
        ? YamlNode.Scalar.Type.NUMBER
        : YamlNode.Scalar.Type.TEXT;
  }

  private YamlNode sequence(SequenceNode node, Place place) {
    List<YamlNode> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(read(item, place.path() + "[" + items.size() + "]"));
    }
    return new YamlNode.Sequence(place, items);
  }

  private YamlNode mapping(MappingNode node, Place place) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Map<String, Place> first = new HashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      entry(tuple, place.path(), first).ifPresent(entries::add);
    }
    return new YamlNode.Mapping(place, entries);
  }

  private Optional<YamlNode.Entry> entry(NodeTuple tuple, String path, Map<String, Place> first) {
    if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
      problems.error(place(tuple.getKeyNode(), path), "a key is a plain word", "");
      return Optional.empty();
    }
    String key = keyNode.getValue();
    Place place = place(keyNode, path.isEmpty() ? key : path + "." + key);
    YamlNode value = read(tuple.getValueNode(), place.path());
    Place earlier = first.putIfAbsent(key, place);
    if (earlier != null) {
      problems.error(
          place, "duplicate key", "It is written in line " + earlier.line() + " already");
      return Optional.empty();
    }
    return Optional.of(new YamlNode.Entry(key, place, value));
  }

  private Place place(Node node, String path) {
    return node.getStartMark()
        .map(mark -> place(mark, path))
        .orElseGet(() -> new Place(file, 1, 1, path));
  }

  private Place place(Mark mark, String path) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, path);
  }
}
