package homeroom.support.outbox;

import homeroom.api.AdapterContext;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Keeping;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.support.csv.CsvDialect;
import homeroom.support.files.FileOptionCheck;
import homeroom.support.files.FileOptions;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a configuration says what files a consumer writes, and how they are answered. */
public final class FileConsumers {

  private static final String NAME = "to.name";
  private static final String TIME = "to.time";
  private static final String ZONE = "to.zone";
  private static final String PACKAGE = "package";
  private static final String FEWER = "fewer-at-most";
  private static final String ANSWERS = "answers.";
  private static final String KEY = ANSWERS + "key";
  private static final String STATUS = ANSWERS + "status";
  private static final String ACCEPTED = ANSWERS + "accepted";

  private FileConsumers() {}

  /**
   * The options.
   *
   * @param name how a file is called if nothing else is written
   */
  public static List<Option> options(String name) {
    List<Option> options =
        new ArrayList<>(
            FileOptions.allTo("The folder in which files are put; it must be there already."));
    options.addAll(
        List.of(
            Option.withDefault(
                NAME,
                Type.TEXT,
                name,
                "How a file is called; {target} and {time} stand for what is in it and when it was"
                    + " made."),
            Option.withDefault(
                TIME, Type.TEXT, "yyyyMMdd-HHmmss", "How {time} is written, as in Java."),
            Option.withDefault(ZONE, Type.TEXT, "UTC", "Whose clock {time} is of."),
            Option.choice(
                PACKAGE,
                List.of("full", "delta"),
                "full",
                "Whether a file holds every record, or those that changed since the last file."),
            Option.withDefault(
                FEWER,
                Type.WHOLE,
                "20",
                "By how many percent the records may become fewer at once; more are a reason to"
                    + " wait for a person.")));
    options.addAll(answers());
    return options;
  }

  private static List<Option> answers() {
    List<Option> options = new ArrayList<>();
    for (Option option : FileOptions.all("The folder in which the system puts its answers.")) {
      options.add(
          new Option(
              ANSWERS + option.name(),
              option.type(),
              option.required(),
              option.defaultValue(),
              option.choices(),
              option.doc()));
    }
    options.addAll(
        List.of(
            Option.withDefault(
                ANSWERS + "from.names",
                Type.TEXT,
                "*",
                "Which files are answers; each has the name of the file that it answers in its"
                    + " own."),
            Option.optional(KEY, Type.TEXT, "The answer's column that says which row is meant."),
            Option.optional(
                ANSWERS + "of",
                Type.TEXT,
                "Our column that it repeats, if it is called otherwise."),
            Option.optional(
                STATUS, Type.TEXT, "The answer's column that says what became of a row."),
            Option.optional(
                ACCEPTED,
                Type.TEXT,
                "What that column says of a row that was taken, separated by commas."),
            Option.optional(
                ANSWERS + "code", Type.TEXT, "The answer's column with the system's own code."),
            Option.optional(
                ANSWERS + "reason",
                Type.TEXT,
                "The answer's column with a sentence that holds nobody's data; numbers, quotes and"
                    + " the row's own cells are left out of it."),
            Option.choice(
                ANSWERS + "unnamed",
                List.of("awaited", "accepted"),
                "awaited",
                "What became of a row that an answer does not name: accepted, where it names only"
                    + " those that were rejected."),
            Option.withDefault(
                ANSWERS + "within",
                Type.DURATION,
                "24h",
                "In what time a row must be answered for; then it is said that it was not."),
            Option.withDefault(
                ANSWERS + "every", Type.DURATION, "1m", "How often answers are looked for."),
            Option.withDefault(
                ANSWERS + "delimiter", Type.TEXT, ",", "What stands between an answer's cells."),
            Option.withDefault(
                ANSWERS + "charset", Type.TEXT, "UTF-8", "The answers' character set.")));
    return options;
  }

  /** What does not fit together. */
  public static List<OptionProblem> problems(Settings settings) {
    List<OptionProblem> problems = new ArrayList<>(FileOptions.problemsTo(settings));
    Optional<FileName> name = name(settings);
    if (name.isEmpty()) {
      problems.add(
          new OptionProblem(
              TIME, "is no form of a time, or to.zone no zone", "Write for example yyyyMMdd"));
    }
    String pattern = settings.text(NAME);
    if (pattern.contains("/") || pattern.startsWith(".")) {
      problems.add(
          new OptionProblem(NAME, "is not the name of a file", "Write for example {target}.csv"));
    }
    boolean time = pattern.contains(FileName.TIME);
    if (!time && isDelta(settings)) {
      problems.add(
          new OptionProblem(
              NAME,
              "is the same each time, so that a file replaces one that nobody has read yet",
              "Write {time} into it"));
    }
    if (answered(settings)) {
      problems.addAll(answerProblems(settings));
      if (!time) {
        problems.add(
            new OptionProblem(
                NAME,
                "is the same each time, so that nobody can tell which file is answered",
                "Write {time} into it"));
      }
    }
    if (settings.whole(FEWER) < 0 || settings.whole(FEWER) > 100) {
      problems.add(new OptionProblem(FEWER, "is no percentage", "Write a number from 0 to 100"));
    }
    return problems;
  }

  private static List<OptionProblem> answerProblems(Settings settings) {
    List<OptionProblem> problems = new ArrayList<>();
    for (OptionProblem problem : FileOptionCheck.of(settings.renamed(ANSWERS, ""))) {
      problems.add(
          new OptionProblem(ANSWERS + problem.option(), problem.problem(), problem.remedy()));
    }
    for (String needed : List.of(KEY, STATUS, ACCEPTED)) {
      if (!settings.has(needed)) {
        problems.add(new OptionProblem(needed, "missing", "Say how an answer is to be understood"));
      }
    }
    if (settings.text(ANSWERS + "delimiter").length() != 1) {
      problems.add(
          new OptionProblem(
              ANSWERS + "delimiter", "is not one character", "Write for example ; or |"));
    }
    if (!isCharset(settings.text(ANSWERS + "charset"))) {
      problems.add(
          new OptionProblem(ANSWERS + "charset", "is no character set", "Write for example UTF-8"));
    }
    return problems;
  }

  /** Whether files hold only what changed. */
  public static boolean isDelta(Settings settings) {
    return settings.text(PACKAGE).equals("delta");
  }

  /** Whether a system answers. */
  public static boolean answered(Settings settings) {
    return settings.has(ANSWERS + "from.path")
        || settings.has(ANSWERS + "from.url")
        || settings.has(ANSWERS + "from.sftp")
        || settings.has(KEY);
  }

  /** A consumer that writes files of a form. */
  public static ConsumerAdapter consumer(Settings settings, FileForm form, AdapterContext context) {
    Keeping keeping =
        context
            .keeping()
            .orElseThrow(() -> new IllegalStateException("a place to keep what is told is needed"));
    Outbox outbox = new Outbox(keeping.folder());
    return new FileConsumer(
        new FileConsumer.Plan(
            isDelta(settings), name(settings).orElseThrow(), settings.whole(FEWER)),
        form,
        outbox,
        FileOptions.drop(settings),
        answered(settings) ? Optional.of(answers(settings, outbox, context)) : Optional.empty(),
        context.collections(),
        keeping.believed(),
        context.clock());
  }

  private static Answers answers(Settings settings, Outbox outbox, AdapterContext context) {
    Settings own = settings.renamed(ANSWERS, "");
    return new Answers(
        FileOptions.inbox(own, context.raw(), wanted(own.text("from.names"))),
        new AnswerForm(
            own.text("key"),
            own.optionalText("of").orElseGet(() -> own.text("key")),
            own.text("status"),
            words(own.text("accepted")),
            own.optionalText("code"),
            own.optionalText("reason"),
            own.text("unnamed").equals("accepted")),
        new CsvDialect(own.text("delimiter").charAt(0), Charset.forName(own.text("charset"))),
        outbox,
        own.duration("every"),
        own.duration("within"),
        context.clock());
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(","))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Predicate<String> wanted(String pattern) {
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + pattern.toLowerCase(Locale.ROOT));
    return name -> matcher.matches(Path.of(name.toLowerCase(Locale.ROOT)));
  }

  private static Optional<FileName> name(Settings settings) {
    return FileName.of(settings.text(NAME), settings.text(TIME), settings.text(ZONE));
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
