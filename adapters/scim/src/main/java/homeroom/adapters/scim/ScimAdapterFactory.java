package homeroom.adapters.scim;

import homeroom.adapters.scim.ScimSource.Reads;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.Settings;
import homeroom.api.Source;
import homeroom.support.http.HttpCaller;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes adapters for identity providers that show and take accounts over SCIM 2.0. */
public final class ScimAdapterFactory implements AdapterFactory {

  private static final String ACCEPT = "application/scim+json, application/json";

  @Override
  public String name() {
    return "scim";
  }

  @Override
  public String title() {
    return "Accounts of an identity provider, over SCIM 2.0";
  }

  private static final List<Option> CONNECTION =
      List.of(
          Option.required(
              "url", Type.URL, "Where the provider's SCIM resources lie, without /Users."),
          Option.required("credentials", Type.SECRET, "The bearer token."),
          Option.withDefault(
              "deadline", Type.DURATION, "30s", "How long one call to the provider may take."));

  @Override
  public Optional<List<Option>> sourceOptions() {
    return Optional.of(
        with(
            Option.choice(
                "reads",
                List.of("whole", "changes"),
                "whole",
                "Whether all accounts are read each time, or those that changed, by"
                    + " meta.lastModified."),
            Option.withDefault(
                "whole-every",
                Type.DURATION,
                "24h",
                "How often all accounts are read at least; only then is one seen to be gone."),
            Option.optional(
                "attributes",
                Type.TEXT,
                "Attribute paths, separated by commas, that are columns beside those always"
                    + " read.")));
  }

  @Override
  public Optional<List<Option>> consumerOptions() {
    return Optional.of(
        with(
            Option.choice(
                "updates",
                List.of("patch", "put"),
                "patch",
                "How an account is changed: by PATCH, or by PUT where the provider has no"
                    + " PATCH."),
            Option.withDefault(
                "bulk",
                Type.FLAG,
                "false",
                "Whether writes go together in bulk requests, as many as the provider declares"
                    + " that it takes."),
            Option.withDefault(
                "batch",
                Type.WHOLE,
                "100",
                "With bulk, how many deliveries are taken up together.")));
  }

  private static List<Option> with(Option... more) {
    return Stream.concat(CONNECTION.stream(), Stream.of(more)).toList();
  }

  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(List.of(ScimApi.USERS));
  }

  @Override
  public Source source(Settings settings, AdapterContext context) {
    return new ScimSource(
        api(settings),
        new Reads(
            settings.text("reads").equals("changes"),
            settings.duration("whole-every"),
            settings.optionalText("attributes").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList()),
        context);
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    ScimApi api = api(settings);
    Writer writer =
        settings.text("updates").equals("put") ? new PutWriter(api) : new PatchWriter(api);
    int batch = settings.flag("bulk") ? Math.toIntExact(settings.whole("batch")) : 1;
    return new ScimConsumer(api, writer, Math.max(1, batch));
  }

  private static ScimApi api(Settings settings) {
    return new ScimApi(
        new HttpCaller(
                URI.create(settings.text("url")),
                () -> settings.secret("credentials"),
                settings.duration("deadline"))
            .accepting(ACCEPT));
  }
}
