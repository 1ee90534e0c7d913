package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import java.util.List;
import java.util.Optional;

/** Adapters that describe themselves and do nothing else. */
final class TestAdapters {

  static final List<AdapterFactory> ALL = List.of(new Files(), new Posts(), new Web());

  private TestAdapters() {}

  /** A source whose columns are known, and a consumer that is told when it is time. */
  private static class Files implements AdapterFactory {
    @Override
    public String name() {
      return "files";
    }

    @Override
    public String title() {
      return "Reads files.";
    }

    @Override
    public Optional<List<Option>> sourceOptions() {
      return Optional.of(
          List.of(
              Option.required("from.path", Type.PATH, "The folder."),
              Option.choice("coverage", List.of("complete", "partial"), "complete", "How much."),
              Option.withDefault("wait", Type.DURATION, "30s", "How long to wait."),
              Option.withDefault("batch", Type.WHOLE, "100", "How many at once."),
              Option.optional("strict", Type.FLAG, "Whether to be strict."),
              Option.optional("contracts", Type.CONTRACTS, "What files look like.")));
    }

    @Override
    public Optional<List<Option>> consumerOptions() {
      return Optional.of(
          List.of(
              Option.optional("to", Type.PATH, "The folder, at once."),
              Option.optional("to.path", Type.PATH, "The folder, when it is time.")));
    }

    @Override
    public boolean handsOverOnSchedule(Settings settings) {
      return settings.has("to.path");
    }

    @Override
    public List<OptionProblem> consumerProblems(Settings settings) {
      return settings.has("to") || settings.has("to.path")
          ? List.of()
          : List.of(new OptionProblem("to.path", "missing", "Write it"));
    }

    @Override
    public Optional<List<String>> sourceColumns(String collection) {
      return collection.equals("people.csv")
          ? Optional.of(
              List.of("id", "first", "last", "role", "born", "school", "nick", "Home Room", "x.*"))
          : Optional.empty();
    }

    /** Older files have no nicknames. */
    @Override
    public Optional<List<String>> sourceColumnsOfAll(String collection, Settings settings) {
      return sourceColumns(collection, settings)
          .map(all -> all.stream().filter(column -> !column.equals("nick")).toList());
    }
  }

  /** A source that only posts. */
  private static final class Posts extends Files {
    @Override
    public String name() {
      return "posts";
    }

    @Override
    public boolean asksSource() {
      return false;
    }

    @Override
    public Optional<List<Option>> consumerOptions() {
      return Optional.empty();
    }
  }

  /** A consumer whose targets and fields are known; a source whose columns are not. */
  private static final class Web implements AdapterFactory {
    @Override
    public String name() {
      return "web";
    }

    @Override
    public String title() {
      return "Talks to the web.";
    }

    @Override
    public Optional<List<Option>> sourceOptions() {
      return consumerOptions();
    }

    @Override
    public Optional<List<Option>> consumerOptions() {
      return Optional.of(
          List.of(
              Option.required("url", Type.URL, "Where it is."),
              Option.optional("token", Type.SECRET, "Who we are."),
              Option.optional("note", Type.TEXT, "Anything.")));
    }

    @Override
    public Optional<List<String>> consumerTargets() {
      return Optional.of(List.of("users", "schools"));
    }

    @Override
    public Optional<List<String>> consumerFields(String target) {
      return target.equals("users")
          ? Optional.of(List.of("user.id", "user.name", "user.school"))
          : Optional.empty();
    }
  }
}
