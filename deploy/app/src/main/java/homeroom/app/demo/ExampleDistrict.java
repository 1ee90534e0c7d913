package homeroom.app.demo;

import java.nio.file.Path;

/** A district whose configuration comes with the program. */
public enum ExampleDistrict {

  /** Its SIS exports OneRoster 1.1, and every other system tells something as well. */
  CEDAR_COUNTY("cedar-county", "CEDAR"),

  /** Its SIS exports OneRoster 1.2 and is the only one that tells anything. */
  ALDER_VALLEY("alder-valley", "ALDER");

  private final String folder;
  private final String variables;

  ExampleDistrict(String folder, String variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /** The one whose SIS exports a version of OneRoster, which is written as in a manifest. */
  static ExampleDistrict exporting(String version) {
    return version.startsWith("1.2") ? ALDER_VALLEY : CEDAR_COUNTY;
  }

  /** The folder of its configuration. */
  public Path configuration() {
    return Path.of(System.getProperty("homeroom.home", "."))
        .resolve("connectors-config")
        .resolve(folder);
  }

  /** What its files call something that they find in the environment. */
  String variable(String name) {
    return variables + "_" + name;
  }
}
