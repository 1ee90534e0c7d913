package homeroom.app.demo;

import java.nio.file.Path;

/** Where the program and what comes with it lie. */
public final class Home {

  private Home() {}

  /** The example district's configuration. */
  public static Path exampleDistrict() {
    return Path.of(System.getProperty("homeroom.home", "."))
        .resolve("connectors-config/cedar-county");
  }
}
