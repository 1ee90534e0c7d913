package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Operation;
import homeroom.api.Outcome;
import homeroom.api.Outcome.Applied;
import homeroom.api.Outcome.ChangedMeanwhile;
import homeroom.api.Outcome.Effect;
import homeroom.api.Outcome.Failed;
import homeroom.api.RecordKey;
import homeroom.api.RemoteRecord;
import homeroom.api.RemoteRecord.Activity;
import homeroom.api.SnapshotReader;
import homeroom.api.Value;
import homeroom.simulators.idp.IdpSimulator.Mode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScimConsumerTest {

  private final Provider provider = Provider.patching();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void shouldAdoptTheAccountThatHasTheUserNameAndNoExternalId() throws Exception {
    String id = provider.idp().create(person("USER1@cedar.example"));

    Applied applied = applied(create(1, provider.payload(1)));

    assertThat(applied).isEqualTo(new Applied(Effect.UPDATED, Optional.of(id)));
    assertThat(provider.count()).isEqualTo(1);
    assertThat(account(1)).containsEntry("externalId", "student-1");
  }

  @Test
  void shouldAdoptWithoutTouchingMoreThanChanged() throws Exception {
    provider.idp().create(person("user1@cedar.example"));

    applied(update(1, provider.payload(1), Set.of("displayName"), Optional.empty()));

    assertThat(account(1))
        .containsEntry("externalId", "student-1")
        .containsEntry("displayName", "Given1 Family1")
        .containsEntry("name", Map.of("givenName", "Somebody", "familyName", "Else"));
  }

  @Test
  void shouldNotTakeTheUserNameOfAnotherRecord() throws Exception {
    Map<String, Object> other = person("user1@cedar.example");
    other.put("externalId", "student-99");
    provider.idp().create(other);

    Failure failure = failed(create(1, provider.payload(1)));

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT);
    assertThat(failure.code()).isEqualTo("SCIM_USER_NAME_TAKEN");
    assertThat(provider.idp().stats().duplicates()).isZero();
  }

  @Test
  void shouldNotRenameToTheUserNameOfAnotherRecord() throws Exception {
    applied(create(1, provider.payload(1)));
    Optional<String> id = applied(create(2, provider.payload(2))).remoteId();
    Map<String, Value> payload = provider.payload(2);
    payload.put("userName", Value.text("user1@cedar.example"));

    Failure failure = failed(update(2, payload, Set.of("userName"), id));

    assertThat(failure.kind()).isEqualTo(Kind.CONTENT);
    assertThat(failure.code()).isEqualTo("SCIM_UNIQUENESS");
    assertThat(failure.message()).contains("userName").doesNotContain("cedar");
  }

  @Test
  void shouldRefuseToChooseBetweenTwoAccountsWithOneExternalId() throws Exception {
    for (String userName : List.of("a", "b")) {
      Map<String, Object> person = person(userName);
      person.put("externalId", "student-1");
      provider.idp().create(person);
    }

    assertThat(failed(create(1, provider.payload(1))).code()).isEqualTo("SCIM_AMBIGUOUS");
  }

  @Test
  void shouldCreateAgainWhatWasErased() throws Exception {
    String first = applied(create(1, provider.payload(1))).remoteId().orElseThrow();
    provider.idp().erase(first);

    Applied applied =
        applied(update(1, provider.payload(1), Set.of("displayName"), Optional.of(first)));

    assertThat(applied.effect()).isEqualTo(Effect.CREATED);
    assertThat(applied.remoteId()).isPresent().isNotEqualTo(Optional.of(first));
    assertThat(account(1)).containsEntry("userType", "student");
  }

  @Test
  void shouldDeactivateAndNeverErase() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();

    Applied applied = applied(delete(1, id));

    assertThat(applied).isEqualTo(new Applied(Effect.DELETED, id));
    assertThat(account(1)).containsEntry("active", false);
  }

  @Test
  void shouldActivateAgainAnAccountWhoseMappingSaysNothingAboutIt() throws Exception {
    Map<String, Value> payload = provider.payload(1);
    payload.remove("active");
    Optional<String> id = applied(create(1, payload)).remoteId();
    applied(delete(1, id));

    assertThat(applied(create(1, payload)).effect()).isEqualTo(Effect.UPDATED);
    assertThat(account(1)).containsEntry("active", true);
  }

  @Test
  void shouldTellTheElementOfAListByItsType() throws Exception {
    Map<String, Object> person = person("user1@cedar.example");
    person.put("emails", List.of(Map.of("type", "home", "value", "h@home.example")));
    provider.idp().create(person);
    Map<String, Value> payload = provider.payload(1);
    payload.put("addresses.work.locality", Value.text("Cedar"));
    payload.put("addresses.work.region", Value.text("VT"));
    payload.put("roles", Value.items(List.of("reader", "writer")));

    Optional<String> id = applied(create(1, payload)).remoteId();
    Map<String, Value> cleared = new LinkedHashMap<>(payload);
    cleared.put("emails.work", Value.NULL);
    cleared.put("roles", Value.NULL);
    Map<String, Object> before = account(1);
    applied(update(1, cleared, Set.of("emails.work", "roles"), id));

    assertThat(before)
        .containsEntry("roles", List.of(Map.of("value", "reader"), Map.of("value", "writer")))
        .containsEntry(
            "addresses", List.of(Map.of("type", "work", "locality", "Cedar", "region", "VT")));
    assertThat(account(1))
        .containsEntry("emails", List.of(Map.of("type", "home", "value", "h@home.example")))
        .doesNotContainKey("roles");
  }

  @Test
  void shouldFindTheAccountWhoseCreationWasNotAnswered() throws Exception {
    provider.idp().down(Mode.LOSE_ANSWERS);

    Applied applied = applied(create(1, provider.payload(1)));

    assertThat(applied.effect()).isEqualTo(Effect.CREATED);
    assertThat(applied.remoteId()).contains(account(1).get("id").toString());
  }

  @Test
  void shouldTellAnOutageThrottlingAndAWrongTokenApart() throws Exception {
    Delivery delivery = create(1, provider.payload(1));

    provider.idp().down(Mode.ANSWER_503);
    assertThat(thrown(delivery).kind()).isEqualTo(Kind.TRANSIENT);
    provider.idp().down(Mode.ANSWER_429);
    Failure throttled = thrown(delivery);
    provider.idp().up();

    assertThat(throttled.kind()).isEqualTo(Kind.THROTTLED);
    assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(1));
    try (var stranger = Provider.adapter(provider.idp().url(), "wrong", "patch")) {
      Failure refused =
          catchThrowableOfType(AdapterFailure.class, () -> stranger.deliver(List.of(delivery)))
              .failure();
      assertThat(refused.kind()).isEqualTo(Kind.CREDENTIAL);
    }
    assertThat(provider.count()).isZero();
  }

  @Test
  void shouldBlameTheUrlWhenNoAccountsAreBelowIt() {
    try (var lost = Provider.adapter(provider.idp().url() + "/nowhere", "t0ken", "patch")) {
      Failure failure = lost.probe().failure().orElseThrow();

      assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(failure.code()).isEqualTo("SCIM_NO_USERS");
    }
  }

  @Test
  void shouldBlameTheMappingForWhatIsNoAttributePath() throws Exception {
    Map<String, Value> payload = provider.payload(1);
    payload.put("emails[type eq \"work\"].value", Value.text("x"));

    Failure failure = failed(create(1, payload));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure.code()).isEqualTo("SCIM_NO_PATH");
  }

  @Test
  void shouldReportAnAttributeThatTheProviderDoesNotKeep() throws Exception {
    Map<String, Value> payload = provider.payload(1);
    payload.put("groups", Value.text("everybody"));

    Failure failure = failed(create(1, payload));

    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure.code()).isEqualTo("SCIM_NOT_KEPT");
    assertThat(failure.message()).endsWith("did not keep groups");
  }

  @Test
  void shouldLeaveARecordWithoutAnyNameToPeople() throws Exception {
    Failure unmapped =
        failed(delivery(1, Operation.DELETE, Map.of(), Set.of(), false, Optional.empty()));
    Failure nameless = failed(create(1, Map.of("userName", Value.NULL)));
    Failure wrong = failed(create(1, Map.of("title", Value.text("x"))));

    assertThat(unmapped.kind()).isEqualTo(Kind.CONTENT);
    assertThat(nameless.kind()).isEqualTo(Kind.CONTENT);
    assertThat(wrong.kind()).isEqualTo(Kind.CONFIGURATION);
  }

  @Test
  void shouldDeactivateByTheIdAlone() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();

    applied(delivery(1, Operation.DELETE, Map.of(), Set.of(), false, id));

    assertThat(account(1)).containsEntry("active", false);
  }

  @Test
  void shouldSendNumbersAndDaysAsTexts() throws Exception {
    Map<String, Value> payload = provider.payload(1);
    payload.put(Provider.EMPLOYEE_NUMBER, Value.whole(4711));

    applied(create(1, payload));

    assertThat(applied(create(1, payload)).effect()).isEqualTo(Effect.UNCHANGED);
    assertThat(account(1).toString()).contains("employeeNumber=4711");
  }

  @Test
  void shouldReadTheAccountsPageByPageAndSayWhichSleep() throws Exception {
    for (int number = 1; number <= 230; number++) {
      provider.idp().create(person("user" + number));
    }
    provider
        .idp()
        .edit(
            provider.idp().account("user200").orElseThrow().get("id").toString(), "active", false);
    long before = provider.idp().stats().requests();

    List<RemoteRecord> records;
    try (Stream<RemoteRecord> read = reader().read("Users", Set.of("userName", "title"))) {
      records = read.toList();
    }

    assertThat(records).hasSize(230).doesNotHaveDuplicates();
    assertThat(records.stream().filter(it -> !it.isActive()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.fields()).containsEntry("userName", Value.text("user200"));
              assertThat(it.activity()).isEqualTo(Activity.INACTIVE);
            });
    assertThat(records.getFirst().fields())
        .isEqualTo(Map.of("userName", Value.text("user1"), "title", Value.NULL));
    assertThat(provider.idp().stats().requests() - before).isEqualTo(3);
  }

  @Test
  void shouldSayThatAFieldShowsWhoSleepsWhereItIsAskedFor() throws Exception {
    String id = provider.idp().create(person("user1"));
    provider.idp().edit(id, "active", false);

    try (Stream<RemoteRecord> read = reader().read("Users", Set.of("userName", "active"))) {
      assertThat(read.map(RemoteRecord::activity)).containsExactly(Activity.INACTIVE_AS_SHOWN);
    }
  }

  @Test
  void shouldFindByItsOwnIdWhatLostItsNames() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();
    provider.idp().edit(id.orElseThrow(), "externalId", "");
    provider.idp().edit(id.orElseThrow(), "userName", "renamed");

    Applied again = applied(createAgain(1, id));

    assertThat(again).isEqualTo(new Applied(Effect.UPDATED, id));
    assertThat(provider.count()).isEqualTo(1);
    assertThat(account(1)).containsEntry("externalId", "student-1");
  }

  @Test
  void shouldNotTakeBackAnAccountThatIsAnotherRecordsByNow() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();
    provider.idp().edit(id.orElseThrow(), "externalId", "student-9");
    provider.idp().edit(id.orElseThrow(), "userName", "renamed");

    Applied again = applied(createAgain(1, id));

    assertThat(again.effect()).isEqualTo(Effect.CREATED);
    assertThat(again.remoteId()).isNotEqualTo(id);
  }

  private Delivery createAgain(int number, Optional<String> id) {
    Map<String, Value> payload = provider.payload(number);
    return delivery(number, Operation.UPSERT, payload, payload.keySet(), true, id);
  }

  @Test
  void shouldFailTheSnapshotWhenALaterPageCannotBeRead() throws Exception {
    for (int number = 1; number <= 101; number++) {
      provider.idp().create(person("user" + number));
    }

    try (Stream<RemoteRecord> read = reader().read("Users", Set.of("userName"))) {
      Iterator<RemoteRecord> records = read.iterator();
      records.next();
      provider.idp().down(Mode.ANSWER_503);
      Assertions.assertThatThrownBy(() -> records.forEachRemaining(each -> {}))
          .isInstanceOf(UncheckedIOException.class)
          .hasRootCauseInstanceOf(AdapterFailure.class);
    }
  }

  @Test
  void shouldAskTwiceAndWriteOnceToCreate() throws Exception {
    applied(create(1, provider.payload(1)));

    assertThat(provider.idp().stats().requests()).isEqualTo(3);
  }

  @Test
  void shouldNotWriteOverWhatSomebodyChangedAndSayWhatWasFound() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();
    provider.idp().edit(id.orElseThrow(), "emails[type eq \"work\"].value", "people@x");

    Outcome outcome = outcome(renamed(id, "mail1@cedar.example"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ChangedMeanwhile.class,
            changed -> {
              assertThat(changed.remoteId()).isEqualTo(id);
              assertThat(changed.shown()).containsEntry("emails.work", Value.text("people@x"));
              assertThat(changed.found().collection()).isEqualTo("Users");
              assertThat(changed.found().columns())
                  .containsEntry("emails.work", Value.text("people@x"))
                  .containsEntry("externalId", Value.text("student-1"));
            });
    assertThat(account(1)).as("nothing else is written").containsEntry("userType", "student");
    assertThat(account(1).get("displayName")).isEqualTo("Given1 Family1");
  }

  @Test
  void shouldWriteWhatIsAsExpectedAndWhatAnEarlierTryWroteAlready() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();

    assertThat(applied(renamed(id, "mail1@cedar.example")).effect()).isEqualTo(Effect.UPDATED);
    assertThat(applied(renamed(id, "mail1@cedar.example")).effect()).isEqualTo(Effect.UNCHANGED);
  }

  @Test
  void shouldWriteOnTheConditionThatNobodyChangedItSinceTheLook() throws Exception {
    Optional<String> id = applied(create(1, provider.payload(1))).remoteId();
    provider
        .idp()
        .beforeNextChange(
            () ->
                provider
                    .idp()
                    .edit(id.orElseThrow(), "emails[type eq \"work\"].value", "people@x"));

    Failure failure = thrown(renamed(id, "mail1@cedar.example"));

    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(failure.code()).isEqualTo("SCIM_CHANGED_MEANWHILE");
    assertThat(outcome(renamed(id, "mail1@cedar.example"))).isInstanceOf(ChangedMeanwhile.class);
  }

  /** Another name and address, where the hub believes that this is the address. */
  private Delivery renamed(Optional<String> id, String believed) {
    Map<String, Value> payload = provider.payload(1);
    payload.put("displayName", Value.text("Another"));
    payload.put("emails.work", Value.text("hub@x"));
    return update(1, payload, Set.of("displayName", "emails.work"), id)
        .expecting(Map.of("emails.work", Set.of(Value.text(believed))));
  }

  private SnapshotReader reader() {
    return (SnapshotReader) provider.adapter();
  }

  private Map<String, Object> account(int number) {
    return provider.idp().account("user" + number + "@cedar.example").orElseThrow();
  }

  private static Map<String, Object> person(String userName) {
    Map<String, Object> person = new LinkedHashMap<>();
    person.put("userName", userName);
    person.put("name", Map.of("givenName", "Somebody", "familyName", "Else"));
    return person;
  }

  private Outcome outcome(Delivery delivery) throws AdapterFailure {
    return provider.adapter().deliver(List.of(delivery)).getFirst().outcome();
  }

  private Applied applied(Delivery delivery) throws AdapterFailure {
    Outcome outcome = outcome(delivery);
    assertThat(outcome).isInstanceOf(Applied.class);
    return (Applied) outcome;
  }

  private Failure failed(Delivery delivery) throws AdapterFailure {
    Outcome outcome = outcome(delivery);
    assertThat(outcome).isInstanceOf(Failed.class);
    return ((Failed) outcome).failure();
  }

  private Failure thrown(Delivery delivery) {
    return catchThrowableOfType(AdapterFailure.class, () -> outcome(delivery)).failure();
  }

  private static Delivery create(int number, Map<String, Value> payload) {
    return delivery(number, Operation.UPSERT, payload, payload.keySet(), true, Optional.empty());
  }

  private static Delivery update(
      int number, Map<String, Value> payload, Set<String> changed, Optional<String> id) {
    return delivery(number, Operation.UPSERT, payload, changed, false, id);
  }

  private Delivery delete(int number, Optional<String> id) {
    return delivery(number, Operation.DELETE, provider.payload(number), Set.of(), false, id);
  }

  private static Delivery delivery(
      int number,
      Operation operation,
      Map<String, Value> payload,
      Set<String> changed,
      boolean creates,
      Optional<String> id) {
    RecordKey record = new RecordKey("student", "student-" + number);
    return new Delivery(
        "d-" + number, record, "Users", operation, payload, changed, creates, id, 1);
  }
}
