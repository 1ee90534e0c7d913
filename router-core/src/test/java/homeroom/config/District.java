package homeroom.config;

import homeroom.config.yaml.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A small district without mistakes, in which a test changes what it is about. */
final class District {

  private static final String HUB =
      """
      tenant: oak
      """;

  private static final String SCHOOL =
      """
      entity: school
      key: id
      authority: sis
      fields:
        name: string
      """;

  private static final String PERSON =
      """
      entity: person
      key: id
      authority: sis
      fields:
        first: { type: string, privacy: direct }
        last: string
        nick: { type: string, authority: [lms, sis], optional: true }
        born: date
        school: { to: school }
      """;

  private static final String SIS =
      """
      system: sis
      title: The SIS
      source:
        adapter: files
        from: { path: export }
        schedule: { every: 10s }
        records:
          school:
            of: schools.csv
            key: id
            fields:
              name: name
          person:
            of: people.csv
            where: role == 'student'
            key: id
            fields:
              first: first
              last: last
              nick: x.nick
              born: { from: born, format: M/d/yyyy }
              school: school
      """;

  private static final String LMS =
      """
      system: lms
      source:
        adapter: web
        url: https://lms.example
        records:
          person:
            of: users
            key: id
            fields:
              nick: nick
      consumer:
        adapter: web
        url: https://lms.example
        token: ${secret:lms-token}
        limits: { concurrency: 3 }
        echo: { marked-by: user, user: homeroom }
        records:
          school:
            to: schools
            key: id
            fields:
              name: name
          person:
            to: users
            key: user.id
            fields:
              user.name: first + ' ' + last
              user.school: school
      """;

  private final Map<String, String> files = new TreeMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>(Map.of("lms-token", "t0ken"));

  District() {
    files.put("hub.yaml", HUB);
    files.put("entities/school.yaml", SCHOOL);
    files.put("entities/person.yaml", PERSON);
    files.put("systems/sis.yaml", SIS);
    files.put("systems/lms.yaml", LMS);
  }

  District file(String name, String text) {
    files.put(name, text);
    return this;
  }

  District without(String name) {
    files.remove(name);
    return this;
  }

  /** Replaces a piece of a file that is there exactly once. */
  District edit(String name, String before, String after) {
    String text = files.get(name);
    if (text.split(Pattern.quote(before), -1).length != 2) {
      throw new IllegalArgumentException(before + " is not in " + name + " exactly once");
    }
    return file(name, text.replace(before, after));
  }

  District environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  District secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  District withoutSecrets() {
    secrets.clear();
    return this;
  }

  ConfigurationFiles files() {
    Map<String, byte[]> bytes = new HashMap<>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return ConfigurationFiles.of(bytes);
  }

  LoadResult load() {
    return load(files());
  }

  LoadResult load(ConfigurationFiles read) {
    return ConfigurationLoader.load(
        read, TestAdapters.ALL, new Surroundings(Path.of("/var/hub"), environment, source()));
  }

  private SecretSource source() {
    return new SecretSource() {
      @Override
      public Optional<String> find(String name) {
        return Optional.ofNullable(secrets.get(name));
      }

      @Override
      public String placeFor(String name) {
        return "Put it somewhere";
      }
    };
  }

  List<String> problems() {
    return load().problems().stream().map(Problem::toString).toList();
  }

  /** The configuration of a district without mistakes. */
  Configuration configuration() {
    return switch (load()) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
