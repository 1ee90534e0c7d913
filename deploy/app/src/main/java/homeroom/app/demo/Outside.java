package homeroom.app.demo;

import homeroom.simulators.assessment.AssessmentPlatform;
import homeroom.simulators.idp.IdpConfig;
import homeroom.simulators.idp.IdpSimulator;
import homeroom.simulators.lms.LmsSimulator;
import homeroom.simulators.lms.Person;
import homeroom.simulators.sis.SisSimulator;
import homeroom.simulators.webhook.WebhookReceiver;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The systems outside the hub, played by stand-ins. */
public final class Outside implements AutoCloseable {

  private static final String HUB_USER = "homeroom";
  private static final List<String> FAMILY =
      List.of(
          "student",
          "guardians",
          "street",
          "city",
          "zip",
          "phone",
          "pickup_note",
          "pickup_time",
          "drop_off",
          "stop",
          "goes_home");

  private final Path folder;
  private final SisSimulator sis;
  private final LmsSimulator lms;
  private final IdpSimulator idp;
  private final OfficeTable portal;
  private final OfficeTable buses;
  private final AssessmentPlatform assessment;
  private final WebhookReceiver dataTeam;
  private final String lmsToken = secret();
  private final String teacherToken = secret();
  private final String eventsSecret = secret();
  private final String idpToken = secret();
  private final String alertsSecret =
      "whsec_" + Base64.getEncoder().encodeToString(secret().getBytes(StandardCharsets.US_ASCII));

  /** Starts the stand-ins; the SIS and its people are read from a OneRoster package. */
  public Outside(Path folder, Path roster) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("sis/export"));
    Files.createDirectories(folder.resolve("sis/import"));
    Files.createDirectories(folder.resolve("assessment"));
    Files.createDirectories(folder.resolve("assessment-import"));
    Files.createDirectories(folder.resolve("assessment-answers"));
    Files.createDirectories(folder.resolve("academy"));
    sis = SisSimulator.load(roster, InstantSource.system());
    lms =
        LmsSimulator.start(
            LmsSimulator.Config.of(
                Person.admin(lmsToken, HUB_USER), Person.teacher(teacherToken, "t.okafor")));
    idp = IdpSimulator.start(IdpConfig.withToken(idpToken));
    portal = new OfficeTable(database("portal"), "families", FAMILY, folder.resolve("portal"));
    List<String> riders = new ArrayList<>(FAMILY);
    riders.add("consent");
    buses = new OfficeTable(database("buses"), "riders", riders, busesFolder());
    assessment =
        new AssessmentPlatform(
            folder.resolve("assessment-import"), folder.resolve("assessment-answers"));
    dataTeam = new WebhookReceiver(alertsSecret);
  }

  public SisSimulator sis() {
    return sis;
  }

  public LmsSimulator lms() {
    return lms;
  }

  public IdpSimulator idp() {
    return idp;
  }

  /** The portal in which families say how they are reached. */
  public OfficeTable portal() {
    return portal;
  }

  /** The bus office's list of who rides. */
  OfficeTable buses() {
    return buses;
  }

  /** What reads files of students and answers them. */
  AssessmentPlatform assessment() {
    return assessment;
  }

  /** Where the data team reads alerts. */
  WebhookReceiver dataTeam() {
    return dataTeam;
  }

  /** The LMS as a teacher uses it. */
  public LmsTeacher teacher() {
    return new LmsTeacher(lms.url(), teacherToken);
  }

  public Path importFolder() {
    return folder.resolve("sis/import");
  }

  Path assessmentFolder() {
    return folder.resolve("assessment");
  }

  Path busesFolder() {
    return folder.resolve("buses");
  }

  /** The SQLite file of a system that keeps one. */
  public Path database(String system) {
    return folder.resolve(system + ".db");
  }

  Path academy() {
    return folder.resolve("academy");
  }

  public Path warehouse() {
    return database("warehouse");
  }

  /** The SIS writes its export where the hub looks for it. */
  public void exportFromSis() throws IOException {
    sis.export(folder.resolve("sis/export/OneRoster.zip"));
  }

  /** From now on the LMS reports its changes to the hub. */
  public void reportTo(URI hub) {
    lms.feedTo(hub.resolve("/api/v1/hooks/lms"), eventsSecret);
  }

  /** What Cedar County's configuration finds in its environment. */
  public Map<String, String> environment(int port) {
    return environment(ExampleDistrict.CEDAR_COUNTY, port);
  }

  /** What a district's configuration finds in its environment. */
  Map<String, String> environment(ExampleDistrict district, int port) {
    Map<String, String> environment = new HashMap<>();
    variables(port).forEach((name, value) -> environment.put(district.variable(name), value));
    environment.put("HOMEROOM_SECRET_LMS_TOKEN", lmsToken);
    environment.put("HOMEROOM_SECRET_LMS_EVENTS", eventsSecret);
    environment.put("HOMEROOM_SECRET_IDP_TOKEN", idpToken);
    environment.put("HOMEROOM_SECRET_ALERTS", alertsSecret);
    return environment;
  }

  private Map<String, String> variables(int port) {
    Map<String, String> variables = new HashMap<>();
    variables.put("HTTP_PORT", Integer.toString(port));
    variables.put("SIS_EXPORT", folder.resolve("sis/export/OneRoster.zip").toString());
    // All of it is renamed into place.
    variables.put("SETTLE", "0s");
    variables.put("SIS_IMPORT", importFolder().toString());
    variables.put("LMS_URL", lms.url().toString());
    variables.put("IDP_URL", idp.url());
    variables.put("ASSESSMENT_EXPORT", assessmentFolder().toString());
    variables.put("ASSESSMENT_IMPORT", folder.resolve("assessment-import").toString());
    variables.put("ASSESSMENT_ANSWERS", folder.resolve("assessment-answers").toString());
    variables.put("ASSESSMENT_EVERY", "5s");
    variables.put("ASSESSMENT_LOOK", "1s");
    variables.put("WAREHOUSE_URL", "jdbc:sqlite:" + warehouse());
    variables.put("PORTAL_EXPORT", folder.resolve("portal").toString());
    variables.put("PORTAL_URL", "jdbc:sqlite:" + database("portal"));
    variables.put("BUSES_EXPORT", busesFolder().toString());
    variables.put("BUSES_URL", "jdbc:sqlite:" + database("buses"));
    variables.put("ALERTS_URL", dataTeam.url().toString());
    return variables;
  }

  private static String secret() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    lms.close();
    idp.close();
    portal.close();
    buses.close();
    dataTeam.close();
  }
}
