package homeroom.config.yaml;

import java.util.List;
import java.util.Optional;

/** A piece of YAML that knows where it is written. */
public sealed interface YamlNode {

  Place place();

  /** What it is, for a message: {@code a text}. */
  String kind();

  /**
   * A single value.
   *
   * @param type what an unquoted one reads as
   * @param verbatim whether the file has the text as it is, so that a place in the text is a place
   *     in the file
   * @param text as written, without quotes
   * @param textPlace where the text begins, behind the opening quote
   */
  record Scalar(Place place, Type type, boolean verbatim, String text, Place textPlace)
      implements YamlNode {

    /** What a scalar reads as. */
    public enum Type {
      TEXT,
      NUMBER,
      FLAG,
      NULL
    }

    public boolean isNull() {
      return type == Type.NULL;
    }

    /** Where a character of the text is, as near as can be told. */
    public Place placeOf(int offset) {
      return verbatim ? textPlace.at(textPlace.line(), textPlace.column() + offset) : place;
    }

    Scalar withText(String other) {
      return new Scalar(place, type, verbatim && other.equals(text), other, textPlace);
    }

    @Override
    public String kind() {
      return switch (type) {
        case TEXT -> "a text";
        case NUMBER -> "a number";
        case FLAG -> "true or false";
        case NULL -> "nothing";
      };
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and values, in the order written, each key once. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry of a key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key with its value; the place is the key's. */
  record Entry(String key, Place place, YamlNode value) {}
}
