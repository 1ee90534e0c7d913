package homeroom.adapters.scim;

import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.Settings;
import homeroom.support.http.HttpCaller;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Makes adapters for identity providers that take accounts over SCIM 2.0. */
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

  @Override
  public Optional<List<Option>> consumerOptions() {
    return Optional.of(
        List.of(
            Option.required(
                "url", Type.URL, "Where the provider's SCIM resources lie, without /Users."),
            Option.required("credentials", Type.SECRET, "The bearer token."),
            Option.withDefault(
                "deadline", Type.DURATION, "30s", "How long one call to the provider may take."),
            Option.choice(
                "updates",
                List.of("patch", "put"),
                "patch",
                "How an account is changed: by PATCH, or by PUT where the provider has no"
                    + " PATCH.")));
  }

  @Override
  public Optional<List<String>> consumerTargets() {
    return Optional.of(List.of(ScimApi.USERS));
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    HttpCaller caller =
        new HttpCaller(
                URI.create(settings.text("url")),
                () -> settings.secret("credentials"),
                settings.duration("deadline"))
            .accepting(ACCEPT);
    ScimApi api = new ScimApi(caller);
    Writer writer =
        settings.text("updates").equals("put") ? new PutWriter(api) : new PatchWriter(api);
    return new ScimConsumer(api, writer);
  }
}
