package homeroom.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which answers a record that is to be deleted awaits of those that refer to it, and which of them
 * owe an answer. Names within a key are parted by a zero character; values name systems.
 *
 * <p>Answers are only counted, never looked through: of thirty thousand, the last is found out as
 * cheaply as the first.
 */
final class LeavingStore {

  private static final String BETWEEN = "\u0000";
  private static final String EXPECTED = "e" + BETWEEN;
  private static final String NUMBER = "n" + BETWEEN;
  private static final String OWED = "o" + BETWEEN;

  private final KeyValueStore<byte[], byte[]> store;

  LeavingStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /**
   * Who wants to know that a record refers to something no more.
   *
   * @param asker to whom the answer goes
   * @param subject what the record is to refer to no more
   * @param child the key by which the one that asks knows the record
   */
  record Question(String asker, String subject, String child) {}

  /** An answer is awaited; nothing happens where it is awaited already. */
  void expect(String asker, String subject, String child, Collection<String> systems) {
    String key = expected(asker, subject, child);
    Set<String> awaited = systems(key);
    Set<String> added = new LinkedHashSet<>(systems);
    added.removeAll(awaited);
    if (!added.isEmpty()) {
      awaited.addAll(added);
      write(key, awaited);
      count(asker, subject, added, 1);
    }
  }

  /**
   * An answer came.
   *
   * @return the systems at which none is awaited any more because of it
   */
  List<String> answered(String asker, String subject, String child, Collection<String> systems) {
    String key = expected(asker, subject, child);
    Set<String> awaited = systems(key);
    Set<String> answered = new LinkedHashSet<>(systems);
    answered.retainAll(awaited);
    if (answered.isEmpty()) {
      return List.of();
    }
    awaited.removeAll(answered);
    write(key, awaited);
    return count(asker, subject, answered, -1);
  }

  private List<String> count(String asker, String subject, Set<String> systems, long step) {
    String key = NUMBER + asker + BETWEEN + subject;
    Map<String, Long> numbers = numbers(key);
    List<String> none = new ArrayList<>();
    for (String system : systems) {
      if (numbers.merge(system, step, Long::sum) == 0) {
        numbers.remove(system);
        none.add(system);
      }
    }
    List<String> texts = new ArrayList<>();
    numbers.forEach((system, number) -> texts.add(system + "=" + number));
    write(key, texts);
    return none;
  }

  private Map<String, Long> numbers(String key) {
    Map<String, Long> numbers = new TreeMap<>();
    for (String text : systems(key)) {
      int equals = text.lastIndexOf('=');
      numbers.put(text.substring(0, equals), Long.parseLong(text.substring(equals + 1)));
    }
    return numbers;
  }

  /** A record owes an answer. */
  void owe(String record, Question question, Collection<String> systems) {
    String key = owed(record) + text(question);
    Set<String> owed = systems(key);
    if (owed.addAll(systems)) {
      write(key, owed);
    }
  }

  /** The answer is given, or somebody else gives it. */
  void settle(String record, Question question, Collection<String> systems) {
    String key = owed(record) + text(question);
    Set<String> owed = systems(key);
    if (owed.removeAll(systems)) {
      write(key, owed);
    }
  }

  /** The answers that a record owes, by question, with the systems: few, as it refers to few. */
  Map<Question, Set<String>> owedBy(String record) {
    byte[] from = bytes(owed(record));
    byte[] to = from.clone();
    to[to.length - 1] = 1;
    Map<Question, Set<String>> owed = new LinkedHashMap<>();
    try (KeyValueIterator<byte[], byte[]> all = store.range(from, to)) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> one = all.next();
        String question =
            new String(one.key, from.length, one.key.length - from.length, StandardCharsets.UTF_8);
        owed.put(question(question), systems(one.value));
      }
    }
    return owed;
  }

  private static Question question(String text) {
    String[] names = text.split(BETWEEN, -1);
    return new Question(names[0], names[1], names[2]);
  }

  private static String text(Question question) {
    return question.asker() + BETWEEN + question.subject() + BETWEEN + question.child();
  }

  private static String expected(String asker, String subject, String child) {
    return EXPECTED + asker + BETWEEN + subject + BETWEEN + child;
  }

  private static String owed(String record) {
    return OWED + record + BETWEEN;
  }

  private Set<String> systems(String key) {
    return systems(store.get(bytes(key)));
  }

  private static Set<String> systems(byte[] value) {
    return value == null
        ? new LinkedHashSet<>()
        : new LinkedHashSet<>(List.of(new String(value, StandardCharsets.UTF_8).split(BETWEEN)));
  }

  private void write(String key, Collection<String> texts) {
    if (texts.isEmpty()) {
      store.delete(bytes(key));
    } else {
      store.put(bytes(key), bytes(String.join(BETWEEN, texts)));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
