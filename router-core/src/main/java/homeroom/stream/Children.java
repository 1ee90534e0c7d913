package homeroom.stream;

import homeroom.authority.Alias;
import homeroom.authority.RecordState;
import homeroom.schema.Link;
import homeroom.schema.LinkKind;
import homeroom.stream.LeavingStore.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds out for a record that is to be deleted when nothing refers to it any more. For one task.
 *
 * <p>Who may refer to it stands in the store of those that refer to it in truth. Each of them is
 * asked, and answers once it does not refer to it at a system: at once, or when it left. A former
 * key of the record is one of them; it asks those that refer to it in its stead. What is asked of a
 * record that goes on under another key goes on with it.
 */
final class Children {

  /** So many children are asked before other work has its turn. */
  private static final int CROWD = 500;

  private final LeavingStore leaving;
  private final ReferringStore referring;
  private final Function<String, RecordState> states;
  private final BiConsumer<String, Link> links;

  /**
   * @param states of records of this task
   * @param links writes a message to the task of a record
   */
  Children(
      LeavingStore leaving,
      ReferringStore referring,
      Function<String, RecordState> states,
      BiConsumer<String, Link> links) {
    this.leaving = leaving;
    this.referring = referring;
    this.states = states;
    this.links = links;
  }

  /**
   * Asks all that may refer to a record.
   *
   * @param asker the record, or a former key of it
   * @param subject the record
   * @param survey a name that no other has
   * @return the systems at which nothing is to be awaited
   */
  List<String> survey(String asker, String subject, List<String> systems, String survey) {
    leaving.expect(asker, subject, survey, systems);
    for (Alias step : states.apply(asker).identity().history()) {
      // It may not have said yet that it refers to this one.
      if (step.to().equals(asker) && !step.from().equals(asker)) {
        ask(asker, subject, step.from(), systems);
      }
    }
    return crowd(asker, subject, systems, survey, "");
  }

  /** Goes on with a crowd. */
  List<String> survey(Link link) {
    return crowd(
        link.getParent(), link.getSubject(), link.getSystems(), link.getSurvey(), link.getChild());
  }

  private List<String> crowd(
      String asker, String subject, List<String> systems, String survey, String after) {
    List<String> children = referring.behind(asker, after, CROWD);
    children.stream()
        .filter(child -> !child.equals(subject))
        .forEach(child -> ask(asker, subject, child, systems));
    if (children.size() < CROWD) {
      return leaving.answered(asker, subject, survey, systems);
    }
    links.accept(
        asker,
        Link.newBuilder(Links.leaving(LinkKind.SURVEY, asker, subject, children.getLast(), systems))
            .setSurvey(survey)
            .build());
    return List.of();
  }

  private void ask(String asker, String subject, String child, List<String> systems) {
    leaving.expect(asker, subject, child, systems);
    links.accept(child, Links.leaving(LinkKind.LEAVING, asker, subject, child, systems));
  }

  /**
   * A record is asked.
   *
   * @param refers whether it refers to another, the second, at a system, the first
   * @param survey a name for what it has to find out for that
   * @return the systems at which it was found out at once
   */
  List<String> asked(String record, Link link, BiPredicate<String, String> refers, String survey) {
    Question question = new Question(link.getParent(), link.getSubject(), link.getChild());
    List<String> there = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    for (String system : link.getSystems()) {
      (refers.test(system, question.subject()) ? there : gone).add(system);
    }
    if (!there.isEmpty()) {
      leaving.owe(record, question, there);
    }
    return gone.isEmpty() ? List.of() : goOn(record, question, gone, survey);
  }

  /** The record does not refer to it; what was asked goes on to those that it stands for. */
  private List<String> goOn(String record, Question question, List<String> systems, String survey) {
    Optional<String> movedTo = states.apply(record).identity().movedTo();
    if (movedTo.isEmpty()) {
      answer(question, systems);
    } else if (movedTo.get().equals(question.asker())) {
      leaving.owe(record, question, systems);
      return survey(record, question.subject(), systems, survey);
    } else {
      links.accept(
          movedTo.get(),
          Links.leaving(
              LinkKind.LEAVING, question.asker(), question.subject(), question.child(), systems));
    }
    return List.of();
  }

  private void answer(Question question, List<String> systems) {
    links.accept(
        question.asker(),
        Links.leaving(
            LinkKind.LEFT, question.asker(), question.subject(), question.child(), systems));
  }

  /**
   * An answer came.
   *
   * @return the systems at which it was the last
   */
  List<String> left(Link link) {
    return leaving.answered(
        link.getParent(), link.getSubject(), link.getChild(), link.getSystems());
  }

  /** A former key has found out what it was asked for. */
  void relay(String former, String subject, List<String> systems) {
    leaving
        .owedBy(former)
        .forEach(
            (question, owed) -> {
              List<String> settled = systems.stream().filter(owed::contains).toList();
              if (question.subject().equals(subject) && !settled.isEmpty()) {
                leaving.settle(former, question, settled);
                answer(question, settled);
              }
            });
  }

  /**
   * A record may refer to something no more.
   *
   * @param refers as above
   */
  void release(String record, BiPredicate<String, String> refers) {
    leaving
        .owedBy(record)
        .forEach(
            (question, owed) -> {
              boolean relays =
                  states.apply(record).identity().movedTo().equals(Optional.of(question.asker()));
              List<String> gone =
                  owed.stream()
                      .filter(system -> !relays && !refers.test(system, question.subject()))
                      .toList();
              if (!gone.isEmpty()) {
                leaving.settle(record, question, gone);
                goOn(record, question, gone, "");
              }
            });
  }
}
