package homeroom.app;

import homeroom.simulators.idp.IdpConfig;
import homeroom.simulators.idp.IdpSimulator;
import homeroom.simulators.lms.LmsSimulator;
import homeroom.simulators.lms.Person;
import homeroom.simulators.sample.SampleDistrict;
import homeroom.simulators.sis.SisSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The outside systems of the example district, running on this machine. */
final class StandIns implements AutoCloseable {

  final Path folder;
  final SisSimulator sis;
  final LmsSimulator lms;
  final IdpSimulator idp;

  StandIns(Path folder, int students) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("export"));
    Files.createDirectories(folder.resolve("assessment"));
    Path sample = folder.resolve("sample.zip");
    if (System.getProperty("input") != null) Files.copy(Path.of(System.getProperty("input")), sample); else
    SampleDistrict.write(sample, students, 7);
    sis = SisSimulator.load(sample, InstantSource.system());
    lms =
        LmsSimulator.start(
            LmsSimulator.Config.of(
                Person.admin("lms-token", "homeroom"),
                Person.teacher("teacher-token", "teacher")));
    idp = IdpSimulator.start(IdpConfig.withToken("idp-token"));
  }

  void exportFromSis() throws IOException {
    sis.export(folder.resolve("export/OneRoster.zip"));
  }

  /** What the example district's configuration finds in its environment. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("CEDAR_HTTP_PORT", "0");
    environment.put("CEDAR_SIS_EXPORT", folder.resolve("export/OneRoster.zip").toString());
    environment.put("CEDAR_SIS_IMPORT", folder.resolve("import").toString());
    environment.put("CEDAR_LMS_URL", lms.url().toString());
    environment.put("CEDAR_IDP_URL", idp.url());
    environment.put("CEDAR_ASSESSMENT_EXPORT", folder.resolve("assessment").toString());
    environment.put(
        "CEDAR_WAREHOUSE_URL", "jdbc:sqlite:" + folder.resolve("warehouse.db").toAbsolutePath());
    environment.put("HOMEROOM_SECRET_LMS_TOKEN", "lms-token");
    environment.put("HOMEROOM_SECRET_LMS_EVENTS", "lms-secret");
    environment.put("HOMEROOM_SECRET_IDP_TOKEN", "idp-token");
    return environment;
  }

  @Override
  public void close() {
    lms.close();
    idp.close();
  }
}
