package homeroom.app;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String packaged = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "homeroom " + Objects.requireNonNullElse(packaged, "(not packaged)"),
      "Java " + Runtime.version()
    };
  }
}
