package homeroom.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a folder of its own, with a JDK and a Maven that only note that they were called.
 */
final class Launcher {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>builds
      echo "[INFO] Building Homeroom: Core 0.1.0-SNAPSHOT                        [1/2]"
      if [ -f broken ]; then echo "[ERROR] Core.java:[3,4] not a statement"; exit 1; fi
      echo "[INFO] Building Homeroom: Application 0.1.0-SNAPSHOT                 [2/2]"
      mkdir -p deploy/app/target/homeroom
      touch deploy/app/target/homeroom/homeroom.jar
      date -u +%Y%m%d%H%M.%S >deploy/app/target/homeroom/stamp
      """;

  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in -XX:AOTCacheOutput=*) : >"${argument#*=}" ;; esac
      done
      echo "ran $*"
      """;

  /** Java's own file locks are of another kind than those of the launcher. */
  private static final String AWAIT_LOCKS =
      """
      use Fcntl ":flock";
      for (@ARGV) { open(F, "<", $_) or die "$_: $!"; flock(F, LOCK_EX) or die "$_: $!"; }
      """;

  /** How a run ended. */
  record Ended(int code, String out, String err) {}

  private final Path place;
  private final Path root;

  /** Lays it out below a folder whose name holds a space. */
  Launcher(Path folder) throws IOException {
    place = folder.resolve("a place");
    root = place.resolve("home room");
    Files.createDirectories(root.resolve("deploy/app/src/main"));
    Files.createDirectories(root.resolve("deploy/app/src/test"));
    Files.createFile(root.resolve("pom.xml"));
    executable(root.resolve("homeroom"), Files.readString(real()));
    executable(place.resolve("bin/mvn"), MAVEN);
    executable(place.resolve("bin/java"), "#!/bin/sh\nexit 1\n");
    age(root);
  }

  private static Path real() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(here.resolve("homeroom"))) {
      here = here.getParent();
    }
    return here.resolve("homeroom");
  }

  Path root() {
    return root;
  }

  Path place() {
    return place;
  }

  /** Adds a JDK to those that the launcher finds. */
  Launcher withJdk(String name, String version) throws IOException {
    Path jdk = place.resolve("jdks").resolve(name);
    executable(jdk.resolve("bin/java"), JAVA);
    executable(jdk.resolve("bin/javac"), "");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return this;
  }

  /** Writes a file as if it had just been saved. */
  void save(String file) throws IOException {
    Path saved = Files.writeString(root.resolve(file), "");
    Files.setLastModifiedTime(saved, FileTime.from(Instant.now().plusSeconds(5)));
  }

  long builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  Ended run(String... arguments) throws Exception {
    return end(start(root.resolve("homeroom"), "off", arguments));
  }

  Ended runWithCache(String... arguments) throws Exception {
    return end(start(root.resolve("homeroom"), "on", arguments));
  }

  Process start(Path command, String cache, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(place.toFile());
    // No JDK of this machine: the first java on the path is a dud.
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("HOMEROOM_JDKS", place.resolve("jdks").toString());
    builder.environment().put("HOMEROOM_AOT", cache);
    builder.environment().put("PATH", place.resolve("bin") + ":/usr/bin:/bin");
    return builder.start();
  }

  /**
   * Waits until no start-up cache is being made behind a command's back. What makes one holds a
   * lock, and would still write into this folder while it is being removed.
   */
  void awaitCaches() throws Exception {
    Path locks = root.resolve("target/launcher");
    if (!Files.isDirectory(locks)) {
      return;
    }
    List<String> line = new ArrayList<>(List.of("perl", "-e", AWAIT_LOCKS));
    try (var files = Files.newDirectoryStream(locks, "*.lock")) {
      files.forEach(file -> line.add(file.toString()));
    }
    Ended waited = end(new ProcessBuilder(line).start());
    if (waited.code() != 0) {
      throw new IOException("the making of a start-up cache does not end: " + waited.err());
    }
  }

  static Ended end(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());
    if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), out, err);
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  /** What is laid out was there long before any build. */
  private static void age(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
    try (var all = Files.walk(folder)) {
      all.forEach(
          path -> {
            try {
              Files.setLastModifiedTime(path, old);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
