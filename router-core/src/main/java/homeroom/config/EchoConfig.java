package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.List;

/** How our own writes are told from others' in a system's change feed. */
record EchoConfig(Place place, String user) {

  private static final Key<String> MARKED_BY =
      Key.required(
          "marked-by", Shapes.choice(List.of("user"), word -> word), "user, if it names who wrote");
  private static final Key<String> USER =
      Key.required("user", Shapes.TEXT.substituted(), "the login of our integration user");

  static final Shape<EchoConfig> SHAPE =
      ObjectShape.of(
          "a mapping such as { marked-by: user, user: homeroom }",
          values -> new EchoConfig(values.place(), values.get(USER)),
          MARKED_BY,
          USER);
}
