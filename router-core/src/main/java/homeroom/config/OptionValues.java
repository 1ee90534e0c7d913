package homeroom.config;

import homeroom.api.MissingSecret;
import homeroom.api.Option;
import homeroom.api.WrittenPath;
import homeroom.api.contract.FileContract;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Reading;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import homeroom.config.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one option's value by its type. */
record OptionValues(Reading reading, SecretSource secrets, Contracts contracts) {

  private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([a-z0-9][a-z0-9-]*)\\}");

  Optional<Object> read(Option option, YamlNode node) {
    return switch (option.type()) {
      case TEXT -> value(Shapes.TEXT, node);
      case WHOLE -> value(Shapes.WHOLE, node);
      case FLAG -> value(Shapes.FLAG, node);
      case DURATION -> value(Shapes.DURATION, node);
      case CHOICE -> value(Shapes.choice(option.choices(), word -> word), node);
      case URL -> value(Shapes.scalar("a URL such as https://lms.example", this::url), node);
      case PATH -> value(Shapes.scalar("a path", this::path), node);
      case PATH_THERE -> value(Shapes.scalar("a path", this::pathThere), node);
      case SECRET -> secret(node);
      case CONTRACTS -> contracts(node);
    };
  }

  private <T> Optional<Object> value(Shape<T> shape, YamlNode node) {
    return shape.substituted().read(node, reading).map(value -> value);
  }

  private Optional<String> url(String text) {
    try {
      URI uri = new URI(text);
      return Optional.of(text).filter(t -> uri.getScheme() != null && uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(reading.substitution().data()).resolve(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Object> contracts(YamlNode node) {
    return Shapes.oneOrMany(Shapes.TEXT.located())
        .read(node, reading)
        .flatMap(
            names -> {
              List<FileContract> found =
                  names.stream()
                      .flatMap(name -> contracts.get(name.value(), name.place()).stream())
                      .toList();
              contracts.checkTogether(found, node.place());
              return found.size() < names.size() ? Optional.empty() : Optional.of(found);
            });
  }

  private Optional<WrittenPath> pathThere(String text) {
    return path(text).map(here -> new WrittenPath(text, here));
  }

  private Optional<Object> secret(YamlNode node) {
    Problems problems = reading.problems();
    Optional<Matcher> reference =
        Shapes.SCALAR
            .read(node, reading)
            .map(scalar -> SECRET.matcher(scalar.text().strip()))
            .filter(Matcher::matches);
    if (reference.isEmpty()) {
      if (node instanceof YamlNode.Scalar) {
        problems.error(
            node.place(),
            "a secret is not written into the configuration",
            "Write ${secret:name}, and the secret itself into a file of that name");
      }
      return Optional.empty();
    }
    String name = reference.get().group(1);
    if (secrets.find(name).isEmpty()) {
      problems.warning(
          node.place(), "the secret " + name + " is not there", secrets.placeFor(name));
    }
    return Optional.of(reader(name));
  }

  private Supplier<String> reader(String name) {
    return () ->
        secrets.find(name).orElseThrow(() -> new MissingSecret(name, secrets.placeFor(name)));
  }
}
