package homeroom.adapters.scim;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import homeroom.api.Value;
import homeroom.simulators.idp.IdpConfig;
import homeroom.simulators.idp.IdpSimulator;
import homeroom.testkit.HttpSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The stand-in with the adapter in front of it. */
final class Provider implements HttpSystem {

  static final String EMPLOYEE_NUMBER =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber";
  private static final String TOKEN = "t0ken";

  private final IdpSimulator idp;
  private final ConsumerAdapter adapter;
  private final String updates;
  private final long batch;

  Provider(IdpConfig config, String updates) {
    this(config, updates, 1);
  }

  /**
   * @param batch more than one: in bulk requests
   */
  Provider(IdpConfig config, String updates, long batch) {
    this.updates = updates;
    this.batch = batch;
    idp = IdpSimulator.start(config);
    adapter = adapter(URI.create(idp.url()), Duration.ofSeconds(10));
  }

  /** Takes up to ten deliveries, while the provider takes four operations at once. */
  static Provider inBulk(String updates) {
    return new Provider(IdpConfig.withToken(TOKEN).withBulk(4, 100_000), updates, 10);
  }

  /** Ten deliveries fit the number and not the size that the provider takes. */
  static Provider inSmallBulk() {
    return new Provider(IdpConfig.withToken(TOKEN).withBulk(50, 1_600), "patch", 10);
  }

  /** Configured to send bulk requests to a provider that takes none. */
  static Provider withoutBulk() {
    return new Provider(IdpConfig.withToken(TOKEN), "patch", 10);
  }

  static Provider patching() {
    return new Provider(IdpConfig.withToken(TOKEN), "patch");
  }

  static Provider putting() {
    return new Provider(IdpConfig.withToken(TOKEN), "put");
  }

  /** Small pages, so that a few accounts fill several; answers to PATCH without a body. */
  static Provider terse() {
    return new Provider(IdpConfig.withToken(TOKEN).withPagesOf(7).withBareAnswers(), "patch");
  }

  static ConsumerAdapter adapter(String url, String token, String updates) {
    return adapter(url, token, updates, Duration.ofSeconds(10), 1);
  }

  private static ConsumerAdapter adapter(
      String url, String token, String updates, Duration deadline, long batch) {
    Supplier<String> credentials = () -> token;
    Map<String, Object> options =
        Map.of(
            "url", url,
            "credentials", credentials,
            "deadline", deadline,
            "bulk", batch > 1,
            "batch", batch,
            "updates", updates);
    RawStore none =
        (name, bytes) -> {
          throw new IOException("a consumer keeps nothing");
        };
    AdapterContext context =
        new AdapterContext("idp", InstantSource.system(), none, Set.of("Users"));
    return new ScimAdapterFactory().consumer(new Settings(options), context);
  }

  IdpSimulator idp() {
    return idp;
  }

  @Override
  public ConsumerAdapter adapter() {
    return adapter;
  }

  @Override
  public URI url() {
    return URI.create(idp.url());
  }

  @Override
  public ConsumerAdapter adapter(URI url, Duration deadline) {
    return adapter(url.toString(), TOKEN, updates, deadline, batch);
  }

  @Override
  public String target() {
    return "Users";
  }

  @Override
  public Map<String, Value> payload(int number) {
    return student(number);
  }

  static Map<String, Value> student(int number) {
    Map<String, Value> payload = new LinkedHashMap<>();
    payload.put("externalId", Value.text("student-" + number));
    payload.put("userName", Value.text("user" + number + "@cedar.example"));
    payload.put("name.givenName", Value.text("Given" + number));
    payload.put("name.familyName", Value.text("Family" + number));
    payload.put("displayName", Value.text("Given" + number + " Family" + number));
    payload.put("emails.work", Value.text("mail" + number + "@cedar.example"));
    payload.put("userType", Value.text("student"));
    payload.put("active", Value.flag(true));
    payload.put(EMPLOYEE_NUMBER, Value.text("E" + number));
    return payload;
  }

  @Override
  public String keyField() {
    return "externalId";
  }

  @Override
  public String changeable() {
    return "name.givenName";
  }

  @Override
  public String alsoChangeable() {
    return "emails.work";
  }

  @Override
  public String clearable() {
    return "displayName";
  }

  @Override
  public Map<String, Value> refused(int number) {
    Map<String, Value> payload = payload(number);
    payload.put("name.familyName", Value.text(""));
    return payload;
  }

  @Override
  public int count() {
    return idp.size();
  }

  @Override
  public void goDown() {
    idp.down(IdpSimulator.Mode.REFUSE_CONNECTIONS);
  }

  @Override
  public void comeBack() {
    idp.up();
  }

  @Override
  public boolean loseAnswers() {
    idp.down(IdpSimulator.Mode.LOSE_ANSWERS);
    return true;
  }

  @Override
  public Optional<ConsumerAdapter> stranger() {
    return Optional.of(adapter(idp.url(), "wrong", "patch"));
  }

  @Override
  public void close() {
    adapter.close();
    idp.close();
  }
}
