package homeroom.config;

import homeroom.api.contract.CellKind;
import homeroom.api.contract.TimeForm;
import homeroom.config.yaml.Key;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.ObjectShape;
import homeroom.config.yaml.Problems;
import homeroom.config.yaml.Shape;
import homeroom.config.yaml.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is written of the type of a contract's column. */
record KindConfig(
    Located<Word> type,
    Optional<Located<String>> format,
    List<Located<String>> yes,
    List<Located<String>> no) {

  /** The types there are; those of fields, and a time of day. */
  enum Word {
    STRING,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    TIME,
    DATETIME
  }

  private static final Set<String> USUAL_YES = Set.of("true", "yes", "y", "1");
  private static final Set<String> USUAL_NO = Set.of("false", "no", "n", "0");

  static final Shape<Word> WORD = Shapes.choice(Word.class);
  static final Key<Optional<Located<Word>>> TYPE =
      Key.optional("type", WORD.located(), "string when not written");
  static final Key<Optional<Located<String>>> FORMAT =
      Key.optional("format", Shapes.TEXT.located(), "how a day or time is written");
  static final Key<List<Located<String>>> YES =
      Key.withDefault(
          "true", Shapes.oneOrMany(Shapes.TEXT.located()), List.of(), "the words for true");
  static final Key<List<Located<String>>> NO =
      Key.withDefault(
          "false", Shapes.oneOrMany(Shapes.TEXT.located()), List.of(), "the words for false");

  static KindConfig bare(Located<Word> type) {
    return new KindConfig(type, Optional.empty(), List.of(), List.of());
  }

  static KindConfig read(ObjectShape.Values values) {
    return new KindConfig(
        values.get(TYPE).orElseGet(() -> new Located<>(Word.STRING, values.place())),
        values.get(FORMAT),
        values.get(YES),
        values.get(NO));
  }

  /** The kind; empty if what is written does not go together, which is among the problems then. */
  Optional<CellKind> compile(Problems problems) {
    Optional<CellKind> kind =
        switch (type.value()) {
          case STRING -> Optional.of(new CellKind.Text());
          case INTEGER -> Optional.of(new CellKind.Whole());
          case DECIMAL -> Optional.of(new CellKind.Decimal());
          case BOOLEAN -> flag(problems);
          case DATE -> temporal(TimeForm.What.DATE, problems);
          case TIME -> temporal(TimeForm.What.TIME, problems);
          case DATETIME -> temporal(TimeForm.What.TIMESTAMP, problems);
        };
    return superfluous(problems) ? Optional.empty() : kind;
  }

  private boolean superfluous(Problems problems) {
    boolean temporal =
        switch (type.value()) {
          case DATE, TIME, DATETIME -> true;
          case STRING, INTEGER, DECIMAL, BOOLEAN -> false;
        };
    if (format.isPresent() && !temporal) {
      problems.error(
          format.get().place(),
          "only a date, time or datetime has a format",
          "Write type: date, or leave the format out");
      return true;
    }
    if (type.value() != Word.BOOLEAN && !(yes.isEmpty() && no.isEmpty())) {
      problems.error(
          type.place(), "only a boolean has words for true and false", "Write type: boolean");
      return true;
    }
    return false;
  }

  private Optional<CellKind> temporal(TimeForm.What what, Problems problems) {
    if (format.isEmpty()) {
      return Optional.of(new CellKind.Temporal(TimeForm.iso(what)));
    }
    try {
      return Optional.of(new CellKind.Temporal(TimeForm.of(what, format.get().value())));
    } catch (IllegalArgumentException e) {
      problems.error(
          format.get().place(),
          "this is no pattern of a " + type.value().name().toLowerCase(Locale.ROOT),
          switch (what) {
            case DATE -> "Write for example M/d/yyyy";
            case TIME -> "Write for example h:mm a";
            case TIMESTAMP -> "Write for example M/d/yyyy H:mm";
          });
      return Optional.empty();
    }
  }

  private Optional<CellKind> flag(Problems problems) {
    Set<String> trueWords = yes.isEmpty() && no.isEmpty() ? USUAL_YES : words(yes);
    Set<String> falseWords = yes.isEmpty() && no.isEmpty() ? USUAL_NO : words(no);
    boolean both = Stream.of(trueWords, falseWords).noneMatch(Set::isEmpty);
    if (!both || trueWords.stream().anyMatch(falseWords::contains)) {
      problems.error(
          type.place(),
          "true and false must have words of their own",
          "Write for example true: [Y] and false: [N]");
      return Optional.empty();
    }
    return Optional.of(new CellKind.Flag(trueWords, falseWords));
  }

  private static Set<String> words(List<Located<String>> written) {
    return written.stream()
        .map(word -> word.value().strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
