package homeroom.app.demo;

import homeroom.simulators.idp.IdpConfig;
import homeroom.simulators.idp.IdpSimulator;
import homeroom.simulators.lms.LmsSimulator;
import homeroom.simulators.lms.Person;
import homeroom.simulators.sis.SisSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The systems outside the hub, played by stand-ins. */
public final class Outside implements AutoCloseable {

  private static final String HUB_USER = "homeroom";

  private final Path folder;
  private final SisSimulator sis;
  private final LmsSimulator lms;
  private final IdpSimulator idp;
  private final String lmsToken = secret();
  private final String teacherToken = secret();
  private final String eventsSecret = secret();
  private final String idpToken = secret();

  /** Starts the stand-ins; the SIS and its people are read from a OneRoster package. */
  public Outside(Path folder, Path roster) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("sis/export"));
    Files.createDirectories(folder.resolve("sis/import"));
    Files.createDirectories(folder.resolve("assessment"));
    Files.createDirectories(folder.resolve("academy"));
    sis = SisSimulator.load(roster, InstantSource.system());
    lms =
        LmsSimulator.start(
            LmsSimulator.Config.of(
                Person.admin(lmsToken, HUB_USER), Person.teacher(teacherToken, "t.okafor")));
    idp = IdpSimulator.start(IdpConfig.withToken(idpToken));
  }

  public SisSimulator sis() {
    return sis;
  }

  public LmsSimulator lms() {
    return lms;
  }

  IdpSimulator idp() {
    return idp;
  }

  /** The LMS as a teacher uses it. */
  LmsTeacher teacher() {
    return new LmsTeacher(lms.url(), teacherToken);
  }

  Path importFolder() {
    return folder.resolve("sis/import");
  }

  Path assessmentFolder() {
    return folder.resolve("assessment");
  }

  Path academy() {
    return folder.resolve("academy");
  }

  Path warehouse() {
    return folder.resolve("warehouse.db");
  }

  /** The SIS writes its export where the hub looks for it. */
  public void exportFromSis() throws IOException {
    sis.export(folder.resolve("sis/export/OneRoster.zip"));
  }

  /** From now on the LMS reports its changes to the hub. */
  void reportTo(URI hub) {
    lms.feedTo(hub.resolve("/api/v1/hooks/lms"), eventsSecret);
  }

  /** What the example district's configuration finds in its environment. */
  public Map<String, String> environment(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CEDAR_HTTP_PORT", Integer.toString(port));
    environment.put("CEDAR_SIS_EXPORT", folder.resolve("sis/export/OneRoster.zip").toString());
    environment.put("CEDAR_SIS_IMPORT", importFolder().toString());
    environment.put("CEDAR_LMS_URL", lms.url().toString());
    environment.put("CEDAR_IDP_URL", idp.url());
    environment.put("CEDAR_ASSESSMENT_EXPORT", assessmentFolder().toString());
    environment.put("CEDAR_WAREHOUSE_URL", "jdbc:sqlite:" + warehouse());
    environment.put("HOMEROOM_SECRET_LMS_TOKEN", lmsToken);
    environment.put("HOMEROOM_SECRET_LMS_EVENTS", eventsSecret);
    environment.put("HOMEROOM_SECRET_IDP_TOKEN", idpToken);
    return environment;
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
  }
}
