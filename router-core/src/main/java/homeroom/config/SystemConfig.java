package homeroom.config;

import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.Optional;

/**
 * {@code systems/….yaml}.
 *
 * @param isSource whether {@code source:} is written, be it rightly or wrongly
 * @param isConsumer whether {@code consumer:} is
 */
record SystemConfig(
    String system,
    Optional<String> title,
    boolean isSource,
    Optional<SourceConfig> source,
    boolean isConsumer,
    Optional<ConsumerConfig> consumer) {

  private static final Key<Located<String>> SYSTEM =
      Key.required("system", Names.WORD.located(), "the system's name");
  private static final Key<Optional<String>> TITLE =
      Key.optional("title", Shapes.TEXT, "the system's name for people");
  private static final Key<Optional<SourceConfig>> SOURCE =
      Key.optional("source", SourceConfig.SHAPE, "what the system tells");
  private static final Key<Optional<ConsumerConfig>> CONSUMER =
      Key.optional("consumer", ConsumerConfig.SHAPE, "what the system is told");

  static final Shape<SystemConfig> SHAPE =
      ObjectShape.of(
          "a mapping with system, source and consumer",
          values ->
              new SystemConfig(
                  values.get(SYSTEM).value(),
                  values.get(TITLE),
                  values.isWritten(SOURCE),
                  values.get(SOURCE),
                  values.isWritten(CONSUMER),
                  values.get(CONSUMER)),
          SYSTEM,
          TITLE,
          SOURCE,
          CONSUMER);

  String displayTitle() {
    return title.orElse(system);
  }

  Optional<SourceSetup> compileSource(Compilation compilation) {
    Optional<EchoConfig> echo = consumer.flatMap(ConsumerConfig::echo);
    if (echo.isPresent() && !isSource) {
      compilation
          .problems()
          .warning(
              echo.get().place(),
              "this system is no source, so nothing of ours comes back from it",
              "Remove echo:");
    }
    return source.flatMap(config -> config.compile(this, echo, compilation));
  }

  Optional<CompiledConsumer> compileConsumer(Compilation compilation) {
    return consumer.flatMap(config -> config.compile(this, compilation));
  }
}
