package homeroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import homeroom.api.AdapterFactory;
import homeroom.api.MissingSecret;
import homeroom.api.RecordKey;
import homeroom.api.Settings;
import homeroom.api.SourceItem;
import homeroom.api.Value;
import homeroom.authority.Authority;
import homeroom.authority.Circumstances;
import homeroom.authority.Comparison;
import homeroom.authority.EntityRules;
import homeroom.authority.FieldRules;
import homeroom.authority.FieldType;
import homeroom.authority.Refusal;
import homeroom.authority.Refusals;
import homeroom.authority.Resolution;
import homeroom.planning.Guard;
import homeroom.planning.Subscription;
import homeroom.planning.Timetable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a configuration is compiled into. */
class ConfigurationTest {

  @Test
  void shouldFillInWhatTheHubDoesNotSay() {
    Configuration configuration = new District().configuration();

    assertThat(configuration.tenant()).isEqualTo("oak");
    assertThat(configuration.title()).isEqualTo("oak");
    assertThat(configuration.kafka())
        .isEqualTo(new KafkaSettings(new KafkaSettings.Embedded(0), 1));
    assertThat(configuration.httpPort()).isEqualTo(8460);
    assertThat(configuration.store()).isEmpty();
    assertThat(configuration.keepMovements()).isEqualTo(Duration.ofDays(400));
  }

  /** The log holds them as long, so that they would be read again. */
  @Test
  void shouldKeepMovementsAsLongAsTheLogHoldsThem() {
    District district = new District().file("hub.yaml", "tenant: oak\nkeep-movements: 34d\n");

    assertThat(district.problems())
        .singleElement()
        .asString()
        .contains("hub.yaml:2", "this is not a time of at least 35d, such as 400d", "Write a time");
    assertThat(district.edit("hub.yaml", "34d", "35d").configuration().keepMovements())
        .isEqualTo(Duration.ofDays(35));
  }

  @Test
  void shouldKnowTheFieldsThatAreMarkedForReports() {
    District district =
        new District()
            .file(
                "entities/badge.yaml",
                """
                entity: badge
                key: number
                authority: sis
                fields:
                  door: { type: string, report: changes }
                  color: string
                """);

    assertThat(district.configuration().reported()).isEqualTo(Map.of("badge", Set.of("door")));
    assertThat(
            district
                .edit("entities/badge.yaml", "report: changes", "report: change")
                .problems()
                .toString())
        .contains("change is none of changes");
  }

  @Test
  void shouldReadWhatTheHubSays() {
    Configuration configuration =
        new District()
            .file(
                "hub.yaml",
                """
                tenant: oak
                title: Oak Hill
                kafka: { bootstrap-servers: "${env:SERVERS}", partitions: 12 }
                http: { port: 0 }
                store: jdbc:sqlite:${data}/store.db
                keep-movements: 800d
                """)
            .environment("SERVERS", "a:9092,b:9092")
            .configuration();

    assertThat(configuration.title()).isEqualTo("Oak Hill");
    assertThat(configuration.kafka())
        .isEqualTo(new KafkaSettings(new KafkaSettings.Cluster("a:9092,b:9092"), 12));
    assertThat(configuration.httpPort()).isZero();
    assertThat(configuration.store()).contains("jdbc:sqlite:/var/hub/store.db");
    assertThat(configuration.keepMovements()).isEqualTo(Duration.ofDays(800));
  }

  @Test
  void shouldCompileWhatIsSaidOfAFieldBeyondAListOfSystems() {
    FieldRules last =
        new District()
            .edit(
                "entities/person.yaml",
                "last: string",
                """
                last:
                    rule: most-recent
                    skew: 2m
                    group: name
                    refused: { lms: alert, others: leave }
                    authority:
                      - { system: lms, when: "event.last != first" }
                      - sis\
                """)
            .configuration()
            .rules()
            .entities()
            .get("person")
            .fields()
            .get("last");

    assertThat(last.resolution()).isEqualTo(new Resolution.MostRecent(Duration.ofMinutes(2)));
    assertThat(last.group()).contains("name");
    assertThat(last.refusals())
        .isEqualTo(new Refusals(Refusal.LEAVE, Map.of("lms", Refusal.ALERT)));
    assertThat(last.mayWrite("lms", saying("Ada", "Ada"))).isFalse();
    assertThat(last.mayWrite("lms", saying("Ada", "Lovelace"))).isTrue();
    assertThat(last.mayWrite("sis", saying("Ada", "Ada"))).isTrue();
  }

  private static Circumstances saying(String first, String last) {
    return new Circumstances(
        Instant.EPOCH, Map.of("first", Value.text(first)), Map.of("last", Value.text(last)), "lms");
  }

  /** Every field but existence is held when it keeps turning. */
  private static FieldRules withBreaker(FieldRules rules) {
    return new FieldRules(
        rules.name(),
        rules.type(),
        rules.refersTo(),
        rules.comparison(),
        rules.authority(),
        rules.resolution(),
        rules.refusals(),
        rules.group(),
        Optional.of(BreakerConfig.DEFAULT));
  }

  @Test
  void shouldCompileEntitiesIntoRules() {
    Configuration configuration =
        new District()
            .edit(
                "entities/person.yaml",
                "last: string",
                """
                last:
                    compare: ignore-case
                    authority:
                      - { system: lms, from: 2026-08-15, until: "2027-06-01T06:00:00Z" }
                      - sis\
                """)
            .edit("systems/lms.yaml", "nick: nick", "nick: nick\n        last: last")
            .configuration();
    EntityRules person = configuration.rules().entities().get("person");

    assertThat(person.fields().get(FieldRules.EXISTS))
        .isEqualTo(
            new FieldRules(
                FieldRules.EXISTS,
                FieldType.FLAG,
                Optional.empty(),
                Comparison.EXACT,
                List.of(Authority.always("sis"))));
    assertThat(person.fields().get("last"))
        .isEqualTo(
            withBreaker(
                new FieldRules(
                    "last",
                    FieldType.TEXT,
                    Optional.empty(),
                    Comparison.IGNORE_CASE,
                    List.of(
                        new Authority(
                            "lms",
                            Optional.of(Instant.parse("2026-08-15T00:00:00Z")),
                            Optional.of(Instant.parse("2027-06-01T06:00:00Z"))),
                        Authority.always("sis")))));
    assertThat(person.fields().get("school"))
        .isEqualTo(
            withBreaker(
                new FieldRules(
                    "school",
                    FieldType.REFERENCE,
                    Optional.of("school"),
                    Comparison.EXACT,
                    List.of(Authority.always("sis")))));
    assertThat(person.fields().get("born").type()).isEqualTo(FieldType.DAY);
  }

  @Test
  void shouldLetExistenceBeDecidedByOthers() {
    Configuration configuration =
        new District()
            .edit(
                "entities/person.yaml",
                "authority: sis\n",
                "authority: sis\nexistence: { authority: [lms, sis] }\n")
            .configuration();

    assertThat(
            configuration
                .rules()
                .entities()
                .get("person")
                .fields()
                .get(FieldRules.EXISTS)
                .authority())
        .containsExactly(Authority.always("lms"), Authority.always("sis"));
  }

  @Test
  void shouldCompileASource() throws Exception {
    SourceSetup sis = new District().configuration().sources().getLast();

    assertThat(sis.system()).isEqualTo("sis");
    assertThat(sis.title()).isEqualTo("The SIS");
    assertThat(sis.adapter().name()).isEqualTo("files");
    assertThat(sis.collections()).containsExactlyInAnyOrder("people.csv", "schools.csv");
    assertThat(sis.timetable().every()).contains(Duration.ofSeconds(10));
    assertThat(sis.policy().guard()).isEqualTo(Guard.DEFAULT);
    assertThat(sis.policy().markedBy()).isEmpty();

    var row =
        SourceItem.Row.of(
            "people.csv",
            "people.csv:2",
            Map.of(
                "id", Value.text("7"),
                "role", Value.text("student"),
                "first", Value.text("Ada"),
                "last", Value.text(""),
                "born", Value.text("1/13/2010")));
    var assertion = sis.policy().mappings().getLast().assertion(row).orElseThrow();

    assertThat(assertion.record()).isEqualTo(new RecordKey("person", "7"));
    assertThat(assertion.fields())
        .isEqualTo(
            Map.of(
                "first", Value.text("Ada"),
                "last", Value.NULL,
                "born", Value.day(LocalDate.of(2010, 1, 13))));
  }

  @Test
  void shouldReadTheGuardAndTheMark() {
    District district =
        new District()
            .edit(
                "systems/sis.yaml",
                "schedule: { every: 10s }",
                "guard: { deletes: 2.5%, allowance: 3 }");

    assertThat(district.configuration().sources().getLast().policy().guard())
        .satisfies(
            guard -> {
              assertThat(guard.usual().limits())
                  .containsEntry(Guard.Kind.DELETES, Guard.Limit.share(0.025))
                  .containsEntry(Guard.Kind.UPDATES, Guard.Limit.share(0.75));
              assertThat(guard.usual().allowance()).isEqualTo(3);
            });
    assertThat(district.configuration().sources().getLast().timetable()).isEqualTo(Timetable.NONE);
    assertThat(district.configuration().sources().getFirst().policy().markedBy())
        .contains("homeroom");
  }

  @Test
  void shouldFillInAnAdaptersDefaults() {
    Settings settings = new District().configuration().sources().getLast().settings();

    assertThat(settings.path("from.path")).isEqualTo(Path.of("/var/hub/export"));
    assertThat(settings.text("coverage")).isEqualTo("complete");
    assertThat(settings.duration("wait")).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.whole("batch")).isEqualTo(100);
    assertThat(settings.has("strict")).isFalse();
  }

  @Test
  void shouldReplaceReferencesToTheEnvironment() {
    District district =
        new District()
            .edit(
                "systems/sis.yaml",
                "from: { path: export }",
                "from: { path: \"${env:EXPORT:-${data}/${env:SUB:-x}}\" }");

    assertThat(path(district)).isEqualTo(Path.of("/var/hub/x"));
    assertThat(path(district.environment("SUB", "y"))).isEqualTo(Path.of("/var/hub/y"));
    assertThat(path(district.environment("EXPORT", "/srv"))).isEqualTo(Path.of("/srv"));
  }

  private static Path path(District district) {
    return district.configuration().sources().getLast().settings().path("from.path");
  }

  @Test
  void shouldReadASecretWhenItIsUsed() {
    District district = new District();
    Settings settings = district.configuration().consumers().getFirst().settings();
    assertThat(settings.secret("token")).isEqualTo("t0ken");

    district.secret("lms-token", "renewed");
    assertThat(settings.secret("token")).isEqualTo("renewed");

    district.withoutSecrets();
    assertThatThrownBy(() -> settings.secret("token"))
        .isInstanceOf(MissingSecret.class)
        .hasMessage("SECRET_MISSING: reading the secret lms-token: it is not there");
  }

  @Test
  void shouldCompileAConsumer() throws Exception {
    Configuration configuration = new District().configuration();
    ConsumerSetup lms = configuration.consumers().getFirst();

    assertThat(lms.system()).isEqualTo("lms");
    assertThat(lms.adapter()).extracting(AdapterFactory::name).isEqualTo("web");
    assertThat(lms.targets()).containsExactlyInAnyOrder("schools", "users");
    assertThat(lms.concurrency()).isEqualTo(3);

    Subscription person = configuration.rules().subscriptions().get("person").getFirst();
    assertThat(person.target()).isEqualTo("users");
    assertThat(person.references()).containsExactly(new Subscription.Reference("school", "school"));
    assertThat(person.mapping().inputs()).containsExactlyInAnyOrder("first", "last", "school");
    assertThat(
            person
                .mapping()
                .payload(
                    new RecordKey("person", "7"),
                    Map.of("first", Value.text("Ada"), "last", Value.text("Lovelace"))))
        .containsExactly(
            Map.entry("user.id", Value.text("7")),
            Map.entry("user.name", Value.text("Ada Lovelace")),
            Map.entry("user.school", Value.NULL));
  }

  @Test
  void shouldWaitOnlyForSystemsThatTakeTheEntity() {
    Map<String, List<Subscription>> subscriptions =
        new District()
            .edit("systems/lms.yaml", "limits:", "after: idp\n  limits:")
            .file(
                "systems/idp.yaml",
                """
                system: idp
                consumer:
                  adapter: web
                  url: https://idp.example
                  records:
                    person: { to: users, fields: { user.name: last, user.school: school } }
                """)
            .configuration()
            .rules()
            .subscriptions();

    assertThat(subscriptions.get("person"))
        .extracting(Subscription::system, Subscription::after)
        .containsExactly(tuple("idp", List.of()), tuple("lms", List.of("idp")));
    assertThat(subscriptions.get("person").getFirst().references()).isEmpty();
    assertThat(subscriptions.get("school").getFirst().after()).isEmpty();
  }

  @Test
  void shouldSayWhatPeopleAreTold() {
    Configuration configuration =
        new District()
            .edit("entities/person.yaml", "key: id", "key: id\nprivacy: indirect\ntitle: A person")
            .configuration();

    assertThat(configuration.entityNames()).isEqualTo(Set.of("person", "school"));
    assertThat(configuration.entities().get("person").title()).isEqualTo("A person");
    assertThat(configuration.entities().get("person").keyName()).isEqualTo("id");
    assertThat(configuration.entities().get("person").fields().keySet())
        .containsExactly("first", "last", "nick", "born", "school");
    assertThat(configuration.privacy("person", "first")).isEqualTo(Privacy.DIRECT);
    assertThat(configuration.privacy("person", "last")).isEqualTo(Privacy.INDIRECT);
    assertThat(configuration.privacy("school", "name")).isEqualTo(Privacy.DIRECT);
    assertThat(configuration.privacy("nobody", "knows")).isEqualTo(Privacy.DIRECT);
    assertThat(configuration.sortedSystems())
        .containsExactly(Map.entry("lms", "lms"), Map.entry("sis", "The SIS"));
  }

  @Test
  void shouldBeTheSameWhenLoadedFromKeptFiles() {
    District district = new District();
    Configuration configuration = district.configuration();

    LoadResult again = district.load(ConfigurationFiles.of(configuration.files().files()));

    assertThat(again)
        .isInstanceOfSatisfying(
            LoadResult.Usable.class,
            usable -> assertThat(usable.configuration().id()).isEqualTo(configuration.id()));
  }
}
