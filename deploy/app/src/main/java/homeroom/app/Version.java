package homeroom.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"homeroom " + text(), "Java " + Runtime.version()};
  }

  /** The version alone. */
  static String text() {
    String packaged = Main.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(packaged, "(not packaged)");
  }
}
