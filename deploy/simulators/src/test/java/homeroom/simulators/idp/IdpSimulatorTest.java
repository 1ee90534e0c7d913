package homeroom.simulators.idp;

import static homeroom.simulators.idp.Caller.operation;
import static homeroom.simulators.idp.Caller.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import homeroom.simulators.history.History;
import homeroom.simulators.idp.Caller.Reply;
import homeroom.simulators.idp.IdpSimulator.Mode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdpSimulatorTest {

  private final IdpSimulator idp = IdpSimulator.start(IdpConfig.withToken("t"));
  private final Caller caller = new Caller(idp.url(), "t");

  @AfterEach
  void close() {
    caller.close();
    idp.close();
  }

  @Test
  void shouldCreateAndReadAnAccount() throws Exception {
    Reply created = caller.send("POST", "/Users", person("ana").put("externalId", "7"));
    Reply read = caller.get("/Users/" + created.body().getString("id"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.type()).startsWith("application/scim+json");
    assertThat(read.body()).isEqualTo(created.body());
    assertThat(read.body().getBoolean("active")).isTrue();
    assertThat(read.body().getJsonObject("meta").getString("location"))
        .isEqualTo(idp.url() + "/Users/" + read.body().getString("id"));
  }

  @Test
  void shouldRefuseAUserNameInAnySpelling() throws Exception {
    create(person("ana"));

    Reply second = caller.send("POST", "/Users", person("ANA"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.scimType()).isEqualTo("uniqueness");
    assertThat(idp.stats().duplicates()).isEqualTo(1);
  }

  @Test
  void shouldAcceptAndCountASecondAccountWithTheSameExternalId() throws Exception {
    create(person("ana").put("externalId", "7"));
    create(person("ana2").put("externalId", "7"));

    assertThat(idp.stats().duplicates()).isEqualTo(1);
    assertThat(caller.filter("externalId eq \"7\"").body().getInteger("totalResults")).isEqualTo(2);
  }

  @Test
  void shouldWantANameAndAUserName() throws Exception {
    JsonObject nameless = person("ana");
    nameless.getJsonObject("name").remove("givenName");

    assertThat(caller.send("POST", "/Users", nameless).scimType()).isEqualTo("invalidValue");
    assertThat(caller.send("POST", "/Users", person(" ")).scimType()).isEqualTo("invalidValue");
  }

  @Test
  void shouldRefuseUnknownAttributesAndTextsForBooleans() throws Exception {
    Reply unknown = caller.send("POST", "/Users", person("ana").put("shoeSize", "40"));
    Reply wrong = caller.send("POST", "/Users", person("ana").put("active", "False"));

    assertThat(unknown.scimType()).isEqualTo("invalidSyntax");
    assertThat(wrong.scimType()).isEqualTo("invalidValue");
    assertThat(idp.size()).isZero();
  }

  @Test
  void shouldReplaceAsAWholeAndOnlyWithTheSameId() throws Exception {
    String id = create(person("ana").put("title", "Dr"));

    Reply other = caller.send("PUT", "/Users/" + id, person("ana").put("id", "x"));
    Reply same = caller.send("PUT", "/Users/" + id, person("ana").put("id", id));

    assertThat(other.status()).isEqualTo(400);
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.body().containsKey("title")).isFalse();
  }

  @Test
  void shouldPatchByPathAndByFilter() throws Exception {
    JsonArray emails =
        new JsonArray()
            .add(new JsonObject().put("type", "work").put("value", "a@x"))
            .add(new JsonObject().put("type", "home").put("value", "b@x"));
    String id = create(person("ana").put("emails", emails).put("title", "Dr"));

    Reply patched =
        caller.patch(
            id,
            operation("replace", "name.givenName").put("value", "Anna"),
            operation("Replace", "emails[type eq \"work\"].value").put("value", "c@x"),
            operation("add", UserSchema.ENTERPRISE + ":employeeNumber").put("value", "9"),
            operation("remove", "title"));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(patched.body().getJsonObject("name").getString("givenName")).isEqualTo("Anna");
    assertThat(patched.body().getJsonArray("emails").getJsonObject(0).getString("value"))
        .isEqualTo("c@x");
    assertThat(patched.body().getJsonArray("emails").getJsonObject(1).getString("value"))
        .isEqualTo("b@x");
    assertThat(patched.body().getJsonObject(UserSchema.ENTERPRISE).getString("employeeNumber"))
        .isEqualTo("9");
    assertThat(patched.body().containsKey("title")).isFalse();
  }

  @Test
  void shouldDoAllOperationsOfAPatchOrNone() throws Exception {
    String id = create(person("ana"));

    Reply patched =
        caller.patch(
            id,
            operation("replace", "title").put("value", "Dr"),
            operation("replace", "active").put("value", "False"));

    assertThat(patched.scimType()).isEqualTo("invalidValue");
    assertThat(caller.get("/Users/" + id).body().containsKey("title")).isFalse();
  }

  @Test
  void shouldRefuseToPatchWhatIsNotThereOrMayNotBeChanged() throws Exception {
    String id = create(person("ana"));

    assertThat(
            caller
                .patch(id, operation("replace", "emails[type eq \"work\"].value").put("value", "x"))
                .scimType())
        .isEqualTo("noTarget");
    assertThat(caller.patch(id, operation("replace", "id").put("value", "x")).scimType())
        .isEqualTo("mutability");
    assertThat(caller.patch(id, operation("remove", "shoeSize")).scimType())
        .isEqualTo("invalidPath");
  }

  @Test
  void shouldFilterByEqAndAnd() throws Exception {
    create(person("ana").put("externalId", "7"));
    create(person("ben").put("externalId", "8"));

    assertThat(total("userName eq \"ANA\"")).isEqualTo(1);
    assertThat(total("externalId eq \"8\" and userName eq \"ben\"")).isEqualTo(1);
    assertThat(total("externalId eq \"8\" and userName eq \"ana\"")).isZero();
    assertThat(caller.filter("userName sw \"a\"").scimType()).isEqualTo("invalidFilter");
  }

  @Test
  void shouldClampPagesAndCountFromOne() throws Exception {
    for (int number = 0; number < 120; number++) {
      create(person("user" + number));
    }

    JsonObject first = caller.get("/Users?startIndex=0&count=500").body();
    JsonObject second = caller.get("/Users?startIndex=101&count=500").body();
    JsonObject none = caller.get("/Users?count=0").body();

    assertThat(first.getInteger("itemsPerPage")).isEqualTo(100);
    assertThat(first.getInteger("startIndex")).isEqualTo(1);
    assertThat(second.getInteger("itemsPerPage")).isEqualTo(20);
    assertThat(none.getInteger("totalResults")).isEqualTo(120);
    assertThat(none.getJsonArray("Resources")).isEmpty();
  }

  @Test
  void shouldAnswerOnlyTheAttributesAskedFor() throws Exception {
    create(person("ana").put("title", "Dr"));

    JsonObject shown =
        caller
            .get("/Users?attributes=userName,name.givenName")
            .body()
            .getJsonArray("Resources")
            .getJsonObject(0);

    assertThat(shown.fieldNames()).containsExactlyInAnyOrder("schemas", "id", "userName", "name");
    assertThat(shown.getJsonObject("name").getMap()).containsOnlyKeys("givenName");
  }

  @Test
  void shouldDeleteForGood() throws Exception {
    String id = create(person("ana"));

    assertThat(caller.delete("/Users/" + id).status()).isEqualTo(204);
    assertThat(caller.get("/Users/" + id).status()).isEqualTo(404);
    assertThat(create(person("ana"))).isNotEqualTo(id);
  }

  @Test
  void shouldWantTheToken() throws Exception {
    try (Caller stranger = new Caller(idp.url(), "wrong")) {
      Reply reply = stranger.get("/Users");

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.body().getString("status")).isEqualTo("401");
    }
  }

  @Test
  void shouldDescribeItself() throws Exception {
    JsonObject config = caller.get("/ServiceProviderConfig").body();
    JsonArray schemas = caller.get("/Schemas").body().getJsonArray("Resources");

    assertThat(config.getJsonObject("filter").getInteger("maxResults")).isEqualTo(100);
    assertThat(config.getJsonObject("etag").getBoolean("supported")).isTrue();
    assertThat(schemas.getJsonObject(0).getString("id")).isEqualTo(UserSchema.CORE);
    assertThat(caller.get("/ResourceTypes").body().getInteger("totalResults")).isEqualTo(1);
    assertThat(caller.get("/Bulk").status()).isEqualTo(404);
  }

  @Test
  void shouldBeOutOfOrderInEveryWayAndComeBack() throws Exception {
    create(person("ana"));

    idp.down(Mode.REFUSE_CONNECTIONS);
    assertThatThrownBy(() -> caller.get("/Users")).isInstanceOf(IOException.class);
    idp.down(Mode.ANSWER_503);
    assertThat(caller.get("/Users").status()).isEqualTo(503);
    idp.down(Mode.ANSWER_429);
    assertThat(caller.get("/Users").status()).isEqualTo(429);
    idp.up();

    assertThat(caller.get("/Users").body().getInteger("totalResults")).isEqualTo(1);
  }

  @Test
  void shouldDoTheWorkWhoseAnswerIsLost() throws Exception {
    idp.down(Mode.LOSE_ANSWERS);

    assertThatThrownBy(() -> caller.send("POST", "/Users", person("ana")))
        .isInstanceOf(IOException.class);
    assertThat(caller.get("/Users").body().getInteger("totalResults")).isEqualTo(1);
  }

  @Test
  void shouldDoAtOnceWhatItAnswersLate() throws Exception {
    idp.down(Mode.ANSWER_LATE);

    FutureTask<Reply> late = new FutureTask<>(() -> caller.send("POST", "/Users", person("ana")));
    Thread.startVirtualThread(late);

    await().until(() -> idp.account("ana").isPresent());
    assertThat(late).isNotDone();
  }

  @Test
  void shouldNoteWhatProgramsWriteAndNotWhatPeopleDo() throws Exception {
    caller.send("POST", "/Users", person("ana").put("externalId", "s-1"));
    idp.edit((String) idp.account("ana").orElseThrow().get("id"), "displayName", "Ana L.");

    assertThat(idp.history().all())
        .containsEntry(new History.Place("Users", "s-1", "userName"), List.of("ana"))
        .doesNotContainValue(List.of("Ana L."));
  }

  @Test
  void shouldCountRequestsAndBytes() throws Exception {
    caller.get("/Users");
    Stats one = idp.stats();
    caller.get("/Users");

    assertThat(one.requests()).isEqualTo(1);
    assertThat(one.bytes()).isBetween(300L, 2000L);
    assertThat(idp.stats().bytes()).isEqualTo(2 * one.bytes());
  }

  @Test
  void shouldShowAndChangeAccountsPastHttp() {
    String id =
        idp.create(
            Map.of("userName", "ana", "name", Map.of("familyName", "Lopez", "givenName", "Ana")));
    idp.edit(id, "name.givenName", "Anna");

    assertThat(idp.account("ANA").orElseThrow())
        .containsEntry("name", Map.of("familyName", "Lopez", "givenName", "Anna"));
    idp.erase(id);
    assertThat(idp.accounts()).isEmpty();
  }

  @Test
  void shouldFindWhatChangedAfterATime() throws Exception {
    create(person("ana"));
    String changed =
        caller
            .get("/Users")
            .body()
            .getJsonArray("Resources")
            .getJsonObject(0)
            .getJsonObject("meta")
            .getString("lastModified");

    assertThat(total("meta.lastModified gt \"2026-01-01T00:00:00Z\"")).isEqualTo(1);
    assertThat(total("meta.lastModified gt \"" + changed + "\"")).isZero();
    assertThat(total("meta.lastModified ge \"" + changed + "\"")).isEqualTo(1);
    assertThat(caller.filter("meta.lastModified gt \"today\"").scimType())
        .isEqualTo("invalidFilter");
    assertThat(caller.filter("userName gt \"a\"").scimType()).isEqualTo("invalidFilter");
  }

  @Test
  void shouldTurnPagesByCursorOnly() throws Exception {
    IdpConfig config = IdpConfig.withToken("t").withPagesOf(2).withCursors();
    try (IdpSimulator cut = IdpSimulator.start(config);
        Caller asking = new Caller(cut.url(), "t")) {
      for (String name : List.of("ana", "bo", "cy")) {
        asking.send("POST", "/Users", person(name));
      }
      JsonObject first = asking.get("/Users").body();
      JsonObject last = asking.get("/Users?cursor=" + first.getString("nextCursor")).body();

      assertThat(first.containsKey("totalResults")).isFalse();
      assertThat(first.getJsonArray("Resources")).hasSize(2);
      assertThat(last.getJsonArray("Resources")).hasSize(1);
      assertThat(last.containsKey("nextCursor")).isFalse();
      assertThat(asking.get("/Users?startIndex=3").status()).isEqualTo(400);
      assertThat(asking.get("/Users?cursor=mine").scimType()).isEqualTo("invalidCursor");
    }
  }

  private String create(JsonObject person) throws IOException, InterruptedException {
    Reply reply = caller.send("POST", "/Users", person);
    assertThat(reply.status()).isEqualTo(201);
    return reply.body().getString("id");
  }

  private int total(String filter) throws IOException, InterruptedException {
    return caller.filter(filter).body().getInteger("totalResults");
  }
}
