package homeroom.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/**
 * Who may see whom: the picture under "Modules" in the design, as a test. A package that does not
 * exist yet breaks no rule.
 */
@AnalyzeClasses(packages = "homeroom", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String API = "homeroom.api..";
  private static final String SCHEMA = "homeroom.schema..";
  private static final String SUPPORT = "homeroom.support..";
  private static final String ADAPTERS = "homeroom.adapters..";
  private static final String AUTHORITY = "homeroom.authority..";
  private static final String PLANNING = "homeroom.planning..";
  private static final String WIRE = "homeroom.wire..";
  private static final String LOG = "homeroom.log..";
  private static final String FILES = "homeroom.files..";
  private static final String INGEST = "homeroom.ingest..";
  private static final String STREAM = "homeroom.stream..";
  private static final String DELIVERY = "homeroom.delivery..";
  private static final String AUDIT = "homeroom.audit..";
  private static final String ALERT = "homeroom.alert..";
  private static final String OUTAGE = "homeroom.outage..";
  private static final String GROUPING = "homeroom.alert.grouping..";
  private static final String FLOW = "homeroom.delivery.flow..";
  private static final String REPLAY = "homeroom.replay..";
  private static final String RECONCILE = "homeroom.reconcile..";
  private static final String COMPARE = "homeroom.reconcile.compare..";
  private static final String CONFIG = "homeroom.config..";
  private static final String HTTP = "homeroom.http..";
  private static final String CLI = "homeroom.cli..";
  private static final String SIMULATION = "homeroom.simulation..";
  private static final String APP = "homeroom.app..";

  /** Measures what a configuration is compiled into. */
  private static final String BENCH = "homeroom.bench..";

  private static final String[] PURE = {AUTHORITY, PLANNING, GROUPING, FLOW, COMPARE};
  private static final String[] BELOW_SHELLS = {FILES, LOG, WIRE, SCHEMA, AUTHORITY, PLANNING, API};
  private static final String[] SHELLS = {
    INGEST, STREAM, DELIVERY, AUDIT, ALERT, OUTAGE, REPLAY, RECONCILE
  };
  private static final String[] BELOW_HTTP = and(SHELLS, BELOW_SHELLS);

  @ArchTest static final ArchRule API_SEES_NOTHING_OF_OURS = sees(API);

  @ArchTest static final ArchRule AUTHORITY_SEES_API = sees(AUTHORITY, API);

  @ArchTest static final ArchRule PLANNING_SEES_AUTHORITY_AND_API = sees(PLANNING, AUTHORITY, API);

  @ArchTest
  static final ArchRule WIRE_SEES_WHAT_IT_WRITES = sees(WIRE, SCHEMA, AUTHORITY, PLANNING, API);

  @ArchTest static final ArchRule LOG_SEES_NOTHING_OF_OURS = sees(LOG);

  @ArchTest static final ArchRule FILES_SEE_NOTHING_OF_OURS = sees(FILES);

  @ArchTest
  static final ArchRule SIMULATION_SEES_WHAT_DECIDES =
      sees(SIMULATION, WIRE, AUTHORITY, PLANNING, API);

  @ArchTest static final ArchRule INGEST_IS_A_SHELL = sees(INGEST, BELOW_SHELLS);

  @ArchTest static final ArchRule STREAM_IS_A_SHELL = sees(STREAM, BELOW_SHELLS);

  @ArchTest static final ArchRule DELIVERY_IS_A_SHELL = sees(DELIVERY, BELOW_SHELLS);

  @ArchTest static final ArchRule AUDIT_IS_A_SHELL = sees(AUDIT, BELOW_SHELLS);

  @ArchTest static final ArchRule ALERT_IS_A_SHELL = sees(ALERT, BELOW_SHELLS);

  @ArchTest static final ArchRule OUTAGE_IS_A_SHELL = sees(OUTAGE, BELOW_SHELLS);

  @ArchTest static final ArchRule GROUPING_SEES_AUTHORITY_AND_API = sees(GROUPING, AUTHORITY, API);

  @ArchTest static final ArchRule FLOW_SEES_API = sees(FLOW, API);

  @ArchTest static final ArchRule REPLAY_IS_A_SHELL = sees(REPLAY, BELOW_SHELLS);

  @ArchTest static final ArchRule RECONCILE_IS_A_SHELL = sees(RECONCILE, BELOW_SHELLS);

  @ArchTest
  static final ArchRule COMPARE_SEES_PLANNING_AND_BELOW = sees(COMPARE, PLANNING, AUTHORITY, API);

  @ArchTest static final ArchRule HTTP_SEES_SHELLS = sees(HTTP, BELOW_HTTP);

  @ArchTest static final ArchRule CLI_SEES_HTTP = sees(CLI, and(BELOW_HTTP, HTTP));

  @ArchTest
  static final ArchRule CONFIG_COMPILES_TO_CORE_VALUES =
      sees(CONFIG, PLANNING, AUTHORITY, GROUPING, API);

  @ArchTest
  static final ArchRule ONLY_WIRING_SEES_CONFIG =
      noClasses()
          .that()
          .resideOutsideOfPackages(CONFIG, APP, BENCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CONFIG)
          .because("the running hub never sees the shapes of YAML")
          .allowEmptyShould(true);

  @ArchTest static final ArchRule ADAPTERS_SEE_API_AND_SUPPORT = sees(ADAPTERS, SUPPORT, API);

  @ArchTest static final ArchRule SUPPORT_SEES_API = sees(SUPPORT, API);

  @ArchTest
  static final ArchRule ADAPTERS_DO_NOT_SEE_EACH_OTHER =
      slices()
          .matching("homeroom.adapters.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("homeroom.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule VERTX_STAYS_AT_THE_EDGES =
      noClasses()
          .that()
          .resideOutsideOfPackages(HTTP, "homeroom.support.http..", "homeroom.simulators..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx..")
          .allowEmptyShould(true);

  @ArchTest static final ArchTests PURITY = ArchTests.in(Purity.class);

  /** The same input always gives the same answer. */
  static final class Purity {

    @ArchTest
    static final ArchRule NO_KAFKA_AVRO_JACKSON_OR_LOG =
        pure(
            "org.apache.kafka..",
            "org.apache.avro..",
            "com.fasterxml..",
            "org.slf4j..",
            "java.sql..");

    @ArchTest
    static final ArchRule NO_INPUT_OR_OUTPUT =
        pure("java.io..", "java.nio.channels..", "java.nio.file..", "java.net..");

    @ArchTest static final ArchRule NO_THREADS = pure("java.util.concurrent..");

    @ArchTest
    static final ArchRule NO_THREAD_CLOCK_OR_CHANCE =
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.lang\\.(Thread.*|Process.*|Runtime)"
                    + "|java\\.time\\.(Clock|InstantSource)"
                    + "|java\\.util\\.(Random|Timer.*)")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_CALL_OF_CLOCK_OR_CHANCE =
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethodWhere(describe("the clock or chance is asked", Purity::asksClockOrChance))
            .allowEmptyShould(true);

    private static boolean asksClockOrChance(JavaMethodCall call) {
      String owner = call.getTargetOwner().getName();
      return switch (call.getName()) {
        case "now" -> owner.startsWith("java.time.");
        case "currentTimeMillis", "nanoTime", "getenv", "getProperty", "exit" ->
            owner.equals("java.lang.System");
        case "random" -> owner.equals("java.lang.Math");
        case "randomUUID" -> owner.equals("java.util.UUID");
        default -> false;
      };
    }

    private static ArchRule pure(String... strangers) {
      return noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(strangers)
          .allowEmptyShould(true);
    }
  }

  /** Of our own classes, those of a package see only the named ones and their neighbours. */
  private static ArchRule sees(String seer, String... seen) {
    return classes()
        .that()
        .resideInAPackage(seer)
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage("homeroom..")
                .or(resideInAPackage(seer))
                .or(resideInAnyPackage(seen)))
        .allowEmptyShould(true);
  }

  private static String[] and(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }
}
