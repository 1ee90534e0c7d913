package homeroom.adapters.canvas;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.Settings;
import homeroom.api.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Canvas, the learning management system.
 *
 * <p>As a consumer it takes the targets {@code accounts}, {@code terms}, {@code courses}, {@code
 * sections}, {@code users} and {@code enrollments}, whose fields are Canvas's nested parameters
 * written with a dot; references are SIS ids. As a source it takes Canvas's Live Events, posted to
 * the hub, and gives the collections {@code users} and {@code enrollments}.
 */
public final class CanvasAdapterFactory implements AdapterFactory {

  private static final Map<String, List<Field>> FIELDS =
      Map.of(
          "accounts", Accounts.FIELDS,
          "terms", Terms.FIELDS,
          "courses", Courses.FIELDS,
          "sections", Sections.FIELDS,
          "users", Users.FIELDS,
          "enrollments", Enrollments.FIELDS);

  private static final List<Option> API =
      List.of(
          Option.required("url", Type.URL, "Where Canvas is, without a path."),
          Option.required("credentials", Type.SECRET, "The access token of our integration user."),
          Option.withDefault("account", Type.TEXT, "1", "The id of the root account."),
          Option.withDefault("deadline", Type.DURATION, "30s", "How long one call may take."));

  private static final List<Option> FEED =
      List.of(
          Option.required("secret", Type.SECRET, "What Canvas signs its events with."),
          Option.optional(
              "own-user",
              Type.TEXT,
              "The login of our integration user; its events are our own writes."));

  @Override
  public String name() {
    return "canvas";
  }

  @Override
  public String title() {
    return "Canvas: the LMS's accounts, courses, people and enrollments, and its Live Events.";
  }

  @Override
  public Optional<List<Option>> consumerOptions() {
    return Optional.of(API);
  }

  @Override
  public Optional<List<Option>> sourceOptions() {
    return Optional.of(Stream.concat(API.stream(), FEED.stream()).toList());
  }

  @Override
  public boolean asksSource() {
    return false;
  }

  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(FIELDS.keySet().stream().sorted().toList());
  }

  @Override
  public Optional<List<String>> consumerFields(String target) {
    return Optional.of(FIELDS.getOrDefault(target, List.of()).stream().map(Field::name).toList());
  }

  @Override
  public Optional<List<String>> sourceColumns(String collection) {
    return Optional.of(Columns.of(collection));
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    return new CanvasConsumer(canvas(settings), context.clock());
  }

  @Override
  public Source source(Settings settings, AdapterContext context) {
    return new CanvasSource(
        canvas(settings),
        new Signature(() -> settings.secret("secret")),
        settings.optionalText("own-user"),
        context.collections());
  }

  private static Canvas canvas(Settings settings) {
    return new Canvas(
        settings.text("url"),
        () -> settings.secret("credentials"),
        settings.text("account"),
        settings.duration("deadline"));
  }
}
