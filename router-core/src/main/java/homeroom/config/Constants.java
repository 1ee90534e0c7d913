package homeroom.config;

import homeroom.api.Value;
import homeroom.config.yaml.YamlNode;
import java.math.BigDecimal;

/** Values written out in the configuration. */
final class Constants {

  private Constants() {}

  /** A value of the type that the YAML reads as. */
  static Value of(YamlNode.Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> Value.text(scalar.text());
      case NUMBER -> number(scalar.text());
      case FLAG -> Value.flag(Boolean.parseBoolean(scalar.text()));
      case NULL -> Value.NULL;
    };
  }

  static Value textOrNull(YamlNode.Scalar scalar) {
    return scalar.isNull() ? Value.NULL : Value.text(scalar.text());
  }

  private static Value number(String text) {
    if (text.matches("-?\\d{1,18}")) {
      return Value.whole(Long.parseLong(text));
    }
    return text.matches("-?\\d+\\.\\d+") ? Value.decimal(new BigDecimal(text)) : Value.text(text);
  }
}
