package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import homeroom.api.AdapterFailure;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Delivery;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.RecordKey;
import homeroom.api.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a real Keycloak, when asked with {@code -Dhomeroom.keycloak=http://127.0.0.1:18080}: one
 * of version 26.7.3 with {@code --features=scim-api} and the administrator {@code admin}, password
 * {@code admin}. Makes a realm of its own and removes it.
 */
class KeycloakSourceTest {

  private static final String ADDRESS = System.getProperty("homeroom.keycloak", "");

  @TempDir private Path folder;
  private Keycloak keycloak;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(
        !ADDRESS.isEmpty(), "skipped: -Dhomeroom.keycloak=URL names no Keycloak 26.7.3 to ask");
    keycloak = Keycloak.open(ADDRESS);
  }

  @AfterEach
  void close() throws IOException {
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private Reader reader(Map<String, Object> options) {
    return new Reader(keycloak.scim(), keycloak.token(), folder, options);
  }

  /** Through the consumer, so that source and consumer are held against each other. */
  private void deliver(int from, int to) throws AdapterFailure {
    try (ConsumerAdapter consumer = Provider.adapter(keycloak.scim(), keycloak.token(), "patch")) {
      for (int i = from; i < to; i++) {
        Map<String, Value> payload = new LinkedHashMap<>();
        payload.put("externalId", Value.text("s" + i));
        payload.put("userName", Value.text("Student." + i));
        payload.put("name.givenName", Value.text("Given"));
        payload.put("name.familyName", Value.text("Family"));
        payload.put("emails.work", Value.text("s" + i + "@cedar.example"));
        payload.put("userType", Value.text("student"));
        Delivery delivery =
            new Delivery(
                "d" + i,
                new RecordKey("student", "s" + i),
                "Users",
                Operation.UPSERT,
                payload,
                payload.keySet(),
                true,
                Optional.empty(),
                1);
        assertThat(consumer.deliver(List.of(delivery)).getFirst().outcome())
            .isInstanceOf(Outcome.Applied.class);
      }
    }
  }

  @Test
  void shouldReadBackWhatTheConsumerWrote() throws Exception {
    deliver(0, 3);
    try (Reader reader = reader(Map.of())) {
      assertThat(reader.poll().rows())
          .filteredOn(row -> row.get("externalId").equals(Value.text("s1")))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("userType", Value.text("student"))
                      .containsEntry("emails.work", Value.text("s1@cedar.example"))
                      .containsEntry("name.familyName", Value.text("Family"))
                      .containsEntry("active", Value.flag(true))
                      // It writes user names in lower case, which is why they compare without case.
                      .containsEntry("userName", Value.text("student.1")));
      assertThat(reader.poll().id()).as("nothing since").isEmpty();
    }
  }

  @Test
  void shouldReadMoreThanAPageAndSeeThatOneIsGone() throws Exception {
    deliver(0, 104);
    try (Reader reader = reader(Map.of())) {
      Reader.Taken first = reader.poll();
      assertThat(first.complete()).isTrue();
      assertThat(first.all("externalId")).filteredOn(id -> id.startsWith("s")).hasSize(104);
      keycloak.erase("student.77");

      assertThat(reader.poll().all("externalId"))
          .hasSize(first.rows().size() - 1)
          .doesNotContain("s77");
    }
  }

  /** It notes a PUT and not a PATCH, so that only reads of all accounts can be relied upon. */
  @Test
  void shouldFindWhatWasPatchedOnlyByReadingAll() throws Exception {
    deliver(0, 3);
    try (Reader whole = reader(Map.of());
        Reader changes = reader(Map.of("reads", "changes"))) {
      whole.poll();
      changes.poll();
      JsonNode account = keycloak.account("student.1");
      keycloak.patchMail(account.path("id").asText(), "new@cedar.example");

      assertThat(whole.poll().all("emails.work")).contains("new@cedar.example");
      Reader.Taken due = changes.after(Duration.ofHours(24)).poll();
      assertThat(due.complete()).isTrue();
      assertThat(due.all("emails.work")).contains("new@cedar.example");
      assertThat(keycloak.account("student.1").at("/meta/lastModified"))
          .isEqualTo(account.at("/meta/lastModified"));
    }
  }

  @Test
  void shouldReadWhatChangedByFilter() throws Exception {
    deliver(0, 3);
    try (Reader changes = reader(Map.of("reads", "changes"))) {
      changes.poll();
      deliver(3, 4);
      Reader.Taken taken = changes.poll();

      assertThat(taken.complete()).isFalse();
      assertThat(Set.copyOf(taken.all("externalId"))).contains("s3");
    }
  }
}
