package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.simulators.idp.IdpConfig;
import homeroom.simulators.idp.IdpSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the stand-in. */
class ScimSourceTest {

  private static final String TOKEN = "t0ken";

  @TempDir private Path folder;
  private IdpSimulator idp = IdpSimulator.start(IdpConfig.withToken(TOKEN).withPagesOf(4));

  @AfterEach
  void stop() {
    idp.close();
  }

  private Reader reader(Map<String, Object> options) {
    return new Reader(idp.url(), TOKEN, folder, options);
  }

  private Reader changes() {
    return reader(Map.of("reads", "changes"));
  }

  private String student(int number) {
    return idp.create(
        new HashMap<>(
            Map.of(
                "userName",
                "user" + number,
                "externalId",
                "s" + number,
                "userType",
                "student",
                "name",
                Map.of("givenName", "Given" + number, "familyName", "Family" + number),
                "emails",
                List.of(Map.of("type", "work", "value", "m" + number + "@cedar.example")),
                "password",
                "hunter2-" + number)));
  }

  private void students(int count) {
    for (int i = 0; i < count; i++) {
      student(i);
    }
  }

  @Test
  void shouldShowAnAccountByItsAttributePaths() throws AdapterFailure {
    idp.create(
        Map.of(
            "userName",
            "ada",
            "externalId",
            "s1",
            "name",
            Map.of("givenName", "Ada", "familyName", "Lovelace"),
            "active",
            false,
            "emails",
            List.of(
                Map.of("type", "home", "value", "h@x.example"),
                Map.of("type", "work", "value", "w@x.example")),
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            Map.of("employeeNumber", "E1")));
    try (Reader reader = reader(Map.of())) {
      assertThat(reader.poll().rows())
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row)
                      .containsEntry("userName", Value.text("ada"))
                      .containsEntry("externalId", Value.text("s1"))
                      .containsEntry("name.givenName", Value.text("Ada"))
                      .containsEntry("emails.work", Value.text("w@x.example"))
                      .containsEntry("emails.home", Value.text("h@x.example"))
                      .containsEntry(Provider.EMPLOYEE_NUMBER, Value.text("E1"))
                      .containsEntry("active", Value.flag(false))
                      .containsEntry("userType", Value.NULL)
                      .containsEntry("phoneNumbers.work", Value.NULL)
                      .doesNotContainKey("password"));
    }
  }

  @Test
  void shouldShowAnAttributeOfItsOwnAlsoWhereAnAccountLacksIt() throws AdapterFailure {
    student(1);
    try (Reader reader = reader(Map.of("attributes", "ims.xmpp, urn:example:User:house"))) {
      assertThat(reader.poll().rows().getFirst())
          .containsEntry("ims.xmpp", Value.NULL)
          .containsEntry("urn:example:User:house", Value.NULL);
    }
  }

  @Test
  void shouldReadAllPagesWhenTheyAreSmallerThanAskedFor() throws AdapterFailure {
    students(11);
    try (Reader reader = reader(Map.of())) {
      Reader.Taken taken = reader.poll();

      assertThat(taken.complete()).isTrue();
      assertThat(taken.all("userName")).hasSize(11).doesNotHaveDuplicates();
      assertThat(taken.items().getLast().place()).isEqualTo("Users:11");
    }
  }

  @Test
  void shouldTurnPagesByCursorWhereTheProviderDoes() throws AdapterFailure {
    idp.close();
    idp = IdpSimulator.start(IdpConfig.withToken(TOKEN).withPagesOf(4).withCursors());
    students(11);
    try (Reader reader = reader(Map.of())) {
      assertThat(reader.poll().all("userName")).hasSize(11).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldSayNothingWhileNothingChanges() throws AdapterFailure {
    students(5);
    try (Reader reader = reader(Map.of());
        Reader second = reader(Map.of())) {
      String id = reader.poll().id();

      assertThat(reader.poll().id()).isEmpty();
      assertThat(second.poll().id()).as("the same content").isEqualTo(id);
      assertThat(reader.after(Duration.ofHours(25)).poll().id())
          .as("looked at again after a day")
          .isEqualTo(id);
    }
  }

  @Test
  void shouldSayNothingOfAProviderWithoutAccounts() throws AdapterFailure {
    try (Reader reader = reader(Map.of())) {
      assertThat(reader.poll().id()).isEmpty();
    }
  }

  @Test
  void shouldReadOnlyWhatChangedWhereThatIsAskedFor() throws Exception {
    students(11);
    try (Reader reader = changes()) {
      reader.poll();
      String id = student(99);
      idp.edit(id, "displayName", "Nine");
      Reader.Taken taken = reader.poll();

      assertThat(taken.complete()).isFalse();
      assertThat(taken.all("externalId")).contains("s99");
      assertThat(reader.poll().id()).as("nothing since").isEmpty();
    }
  }

  @Test
  void shouldReadAllWhenTheAccountReadLastIsNotAmongTheChanges() throws AdapterFailure {
    students(2);
    Instant later = Instant.now().plus(Duration.ofHours(1));
    try (Reader reader = changes()) {
      reader.from(new Mark("sha256-x", Instant.now(), Optional.of(later)).cursor());

      assertThat(reader.poll().complete()).isTrue();
    }
  }

  @Test
  void shouldSeeThatAnAccountIsGoneOnlyWhenAllAreRead() throws AdapterFailure {
    students(5);
    String gone = student(50);
    student(51);
    try (Reader reader = changes()) {
      reader.poll();
      idp.erase(gone);
      student(52);
      Reader.Taken between = reader.after(Duration.ofHours(1)).poll();
      Reader.Taken whole = reader.after(Duration.ofHours(24)).poll();

      assertThat(between.complete()).isFalse();
      assertThat(whole.complete()).isTrue();
      assertThat(whole.all("externalId")).contains("s52").doesNotContain("s50");
    }
  }

  @Test
  void shouldSayWhenAnAccountChangedOnlyWhereThatIsReliedUpon() throws AdapterFailure {
    student(1);
    try (Reader whole = reader(Map.of());
        Reader changes = changes()) {
      assertThat(((SourceItem.Row) whole.poll().items().getFirst()).occurredAt()).isEmpty();
      assertThat(((SourceItem.Row) changes.poll().items().getFirst()).occurredAt()).isPresent();
    }
  }

  @Test
  void shouldNotBeReadWithoutTheRightToken() {
    try (Reader reader = new Reader(idp.url(), "wrong", folder, Map.of())) {
      assertThatThrownBy(reader::poll)
          .isInstanceOf(AdapterFailure.class)
          .hasMessageContaining("401");
    }
  }
}
