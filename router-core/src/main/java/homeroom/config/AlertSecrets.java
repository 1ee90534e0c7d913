package homeroom.config;

import homeroom.api.Option;
import homeroom.config.yaml.YamlNode;
import java.util.Optional;
import java.util.function.Supplier;

/** The secrets of alerts, by the same rules as those of adapters. */
final class AlertSecrets {

  private static final Option ANY = Option.required("secret", Option.Type.SECRET, "");

  private AlertSecrets() {}

  /** Reads the secret whenever it is asked; empty if none is named, which is a problem then. */
  @SuppressWarnings("unchecked")
  static Optional<Supplier<String>> read(YamlNode.Scalar reference, Compilation compilation) {
    return new OptionValues(compilation.reading(), compilation.secrets(), compilation.contracts())
        .read(ANY, reference)
        .map(reader -> (Supplier<String>) reader);
  }
}
