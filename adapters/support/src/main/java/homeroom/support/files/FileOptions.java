package homeroom.support.files;

import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.RawStore;
import homeroom.api.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How a configuration says where files are: here, on an SFTP server or behind a URL. */
public final class FileOptions {

  static final String PATH = "from.path";
  static final String SFTP = "from.sftp";
  static final String URL = "from.url";
  static final String USER = "from.user";
  static final String CREDENTIALS = "from.credentials";
  static final String HOST_KEY = "from.host-key";
  static final String SETTLE = "from.settle";
  static final String AT_MOST = "from.at-most";

  /** Long enough for most programs to write the next piece of a file. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private FileOptions() {}

  /**
   * The options.
   *
   * @param path what the path is, in one sentence
   */
  public static List<Option> all(String path) {
    return List.of(
        Option.optional(PATH, Type.PATH_THERE, path),
        Option.optional(
            SFTP,
            Type.TEXT,
            "The SFTP server on which the path is, as host or host:port; without it the path is on"
                + " the hub's machine."),
        Option.optional(
            URL,
            Type.URL,
            "Where the file is got over HTTPS, instead of a path; no redirect is followed."),
        Option.optional(
            USER, Type.TEXT, "Who logs in: at the SFTP server, or at the URL with a password."),
        Option.optional(
            CREDENTIALS,
            Type.SECRET,
            "SFTP: a password or a private key; URL: a bearer token, or with from.user a"
                + " password."),
        Option.optional(
            HOST_KEY,
            Type.TEXT,
            "The SFTP server's key: its fingerprint, SHA256:…, or what ssh-keyscan prints; several"
                + " are allowed."),
        Option.optional(
            SETTLE,
            Type.DURATION,
            "How long a file must have stayed the same before it is read, 5m at most; if not"
                + " written 10s, and 0s behind a URL."),
        Option.withDefault(
            AT_MOST,
            Type.WHOLE,
            "2048",
            "How large a file may be, in MiB; a larger one is refused."));
  }

  /**
   * Where files are to be found, as the configuration says.
   *
   * @param wanted which names count where the place is a folder
   */
  public static Inbox inbox(Settings settings, RawStore raw, Predicate<String> wanted) {
    Duration settle = settle(settings);
    return new Inbox(
        place(settings, !settle.isZero()),
        wanted,
        raw,
        settle,
        settings.whole(AT_MOST) << 20,
        Waiting.REAL);
  }

  /** What the options begin with that say where files are put. */
  private static final String TO = "to.";

  private static final String FROM = "from.";

  /**
   * The options that say where files are put.
   *
   * @param path what the path is, in one sentence
   */
  public static List<Option> allTo(String path) {
    return List.of(
        Option.optional(TO + "path", Type.PATH_THERE, path),
        Option.optional(
            TO + "sftp",
            Type.TEXT,
            "The SFTP server on which the path is, as host or host:port; without it the path is on"
                + " the hub's machine."),
        Option.optional(TO + "user", Type.TEXT, "Who logs in at the SFTP server."),
        Option.optional(
            TO + "credentials", Type.SECRET, "A password or a private key for the SFTP server."),
        Option.optional(
            TO + "host-key",
            Type.TEXT,
            "The SFTP server's key: its fingerprint, SHA256:…, or what ssh-keyscan prints; several"
                + " are allowed."));
  }

  /** Where files are put, as the configuration says. */
  public static Drop drop(Settings settings) {
    Settings at = settings.renamed(TO, FROM);
    return at.has(SFTP)
        ? new SftpDrop(
            new SftpPlace(
                server(at).at(TO.substring(0, TO.length() - 1)),
                at.writtenPath(PATH).text(),
                secret(at)))
        : new FolderDrop(at.writtenPath(PATH).here());
  }

  /** What does not fit together in where files are put. */
  public static List<OptionProblem> problemsTo(Settings settings) {
    return FileOptionCheck.ofDrop(settings.renamed(TO, FROM)).stream()
        .map(
            problem ->
                new OptionProblem(
                    TO + problem.option().substring(FROM.length()),
                    problem.problem(),
                    problem.remedy()))
        .toList();
  }

  private static Duration settle(Settings settings) {
    if (settings.has(SETTLE)) {
      return settings.duration(SETTLE);
    }
    return settings.has(URL) ? Duration.ZERO : SETTLED;
  }

  private static Place place(Settings settings, boolean settles) {
    if (settings.has(URL)) {
      return new WebPlace(
          URI.create(settings.text(URL)),
          settings.optionalText(USER),
          settings.has(CREDENTIALS) ? Optional.of(secret(settings)) : Optional.empty(),
          SftpServer.PATIENCE,
          settles);
    }
    return settings.has(SFTP)
        ? new SftpPlace(server(settings), settings.writtenPath(PATH).text(), secret(settings))
        : new FolderPlace(settings.writtenPath(PATH).here());
  }

  private static SftpServer server(Settings settings) {
    HostPort at = HostPort.parse(settings.text(SFTP)).orElseThrow();
    return new SftpServer(
        at.host(),
        at.port(),
        settings.text(USER),
        settings
            .optionalText(HOST_KEY)
            .flatMap(text -> HostKey.parse(text, at))
            .orElse(HostKey.UNKNOWN),
        SftpServer.PATIENCE);
  }

  private static Supplier<String> secret(Settings settings) {
    return () -> settings.secret(CREDENTIALS);
  }
}
