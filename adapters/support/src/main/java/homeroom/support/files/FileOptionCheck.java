package homeroom.support.files;

import static homeroom.support.files.FileOptions.AT_MOST;
import static homeroom.support.files.FileOptions.CREDENTIALS;
import static homeroom.support.files.FileOptions.HOST_KEY;
import static homeroom.support.files.FileOptions.PATH;
import static homeroom.support.files.FileOptions.SETTLE;
import static homeroom.support.files.FileOptions.SFTP;
import static homeroom.support.files.FileOptions.URL;
import static homeroom.support.files.FileOptions.USER;

import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what does not fit together in how a configuration says where files are. */
public final class FileOptionCheck {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** The source is not there for anything else meanwhile. */
  private static final Duration LONGEST_SETTLE = Duration.ofMinutes(5);

  private final Settings settings;
  private final List<OptionProblem> problems = new ArrayList<>();

  private FileOptionCheck(Settings settings) {
    this.settings = settings;
  }

  /** All that is wrong; nothing is asked of any system. */
  public static List<OptionProblem> of(Settings settings) {
    FileOptionCheck check = new FileOptionCheck(settings);
    if (settings.has(URL)) {
      check.web();
    } else if (settings.has(SFTP)) {
      check.sftp();
    } else {
      check.folder();
    }
    if (settings.whole(AT_MOST) < 1) {
      check.add(AT_MOST, "leaves room for no file", "Write how many MiB a file may have");
    }
    if (settings.has(SETTLE) && settings.duration(SETTLE).compareTo(LONGEST_SETTLE) > 0) {
      check.add(
          SETTLE,
          "is too long to wait in",
          "Write 5m or less, or have files renamed when they are complete");
    }
    return List.copyOf(check.problems);
  }

  /** The same of where files are put. */
  static List<OptionProblem> ofDrop(Settings settings) {
    FileOptionCheck check = new FileOptionCheck(settings);
    if (settings.has(SFTP)) {
      check.sftp();
    } else {
      check.folder();
    }
    return List.copyOf(check.problems);
  }

  private void web() {
    for (String other : List.of(PATH, SFTP, HOST_KEY)) {
      refuse(other, "does not go together with url", "Leave it out, or leave out url");
    }
    URI url = URI.create(settings.text(URL));
    boolean here = LOOPBACK.contains(url.getHost());
    if (!"https".equalsIgnoreCase(url.getScheme())
        && !("http".equalsIgnoreCase(url.getScheme()) && here)) {
      add(URL, "does not begin with https://", "Write https://…; http:// is for this machine only");
    }
    if (url.getUserInfo() != null) {
      add(URL, "holds a user", "Write user: and credentials: below from: instead");
    }
    if (settings.has(USER) && !settings.has(CREDENTIALS)) {
      add(USER, "has no password", "Write credentials: ${secret:…} beside it");
    }
  }

  private void sftp() {
    Optional<HostPort> server = HostPort.parse(settings.text(SFTP));
    if (server.isEmpty()) {
      add(
          SFTP,
          "is no server",
          "Write a host such as sftp.example, or host:port; the path is path:");
    }
    require(PATH, "Write path: and where the file is on the server");
    require(USER, "Write user: and the name by which the server knows the hub");
    require(CREDENTIALS, "Write credentials: ${secret:…}, a password or a private key");
    if (settings.has(HOST_KEY) && server.isPresent()) {
      hostKey(server.get());
    }
    unfinished();
  }

  private void hostKey(HostPort server) {
    if (HostKey.parse(settings.text(HOST_KEY), server).isEmpty()) {
      add(
          HOST_KEY,
          "is no key of this server",
          "Write a whole fingerprint, SHA256: and 43 characters, or what ssh-keyscan prints for the"
              + " host of sftp");
    }
  }

  private void folder() {
    require(PATH, "Write path: for a file or folder here, with sftp: for one on a server, or url:");
    for (String other : List.of(USER, CREDENTIALS, HOST_KEY)) {
      refuse(other, "means nothing for a path on this machine", "Leave it out, or write sftp:");
    }
    unfinished();
  }

  private void unfinished() {
    if (settings.has(PATH)
        && FileNames.isUnfinished(FileNames.last(settings.writtenPath(PATH).text()))) {
      add(
          PATH,
          "is by its name hidden or not complete yet",
          "Name the file as it is called when it is complete");
    }
  }

  private void require(String option, String remedy) {
    if (!settings.has(option)) {
      add(option, "missing", remedy);
    }
  }

  private void refuse(String option, String problem, String remedy) {
    if (settings.has(option)) {
      add(option, problem, remedy);
    }
  }

  private void add(String option, String problem, String remedy) {
    problems.add(new OptionProblem(option, problem, remedy));
  }
}
