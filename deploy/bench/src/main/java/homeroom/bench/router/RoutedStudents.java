package homeroom.bench.router;

import homeroom.bench.OneConfiguration;
import homeroom.bench.Students;
import homeroom.stream.Router;
import homeroom.stream.RouterMeter;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.util.List;
import java.util.stream.IntStream;

/** The router, and around it what tells it of students, answers it, and counts what it did. */
final class RoutedStudents implements AutoCloseable {

  static final int EIGHT = Students.CONSUMERS.size();

  private final Cluster cluster;
  private final Topics topics;
  private final Router router;
  private final Wave wave;
  private final Tally decided;
  private final Tally quarantined;
  private final Answerer answerer;

  RoutedStudents(Cluster cluster, Topics topics, RouterSettings settings) {
    this.cluster = cluster;
    this.topics = topics;
    cluster.makeTopics(topics.all(List.of(Students.SOURCE), Students.CONSUMERS));
    router = router(topics, settings);
    wave = new Wave(cluster, topics.events(Students.SOURCE));
    decided = new Tally(cluster, topics.movements());
    quarantined = new Tally(cluster, topics.quarantine());
    answerer = new Answerer(cluster, topics);
  }

  static Router router(Topics topics, RouterSettings settings) {
    return new Router(topics, settings, new OneConfiguration(Students.rules()), RouterMeter.NONE);
  }

  void start() {
    router.start();
  }

  String tenant() {
    return topics.tenant();
  }

  boolean running() {
    return router.running();
  }

  void pause() {
    answerer.pause();
  }

  /** Something new of every student goes all the way round; so many in a second. */
  double roundTrips(int students) {
    long began = wave.release(students, 1);
    long ended = decided.await(students + (long) EIGHT * students);
    return Findings.perSecond(students, began, ended);
  }

  /** The deliveries stay unanswered. */
  double alone(int students) {
    return alone(students, IntStream.range(0, students));
  }

  double alone(int many, IntStream students) {
    long began = wave.release(students);
    return Findings.perSecond(many, began, decided.await(many));
  }

  void answerAll(int students) {
    answerer.resume();
    decided.await((long) EIGHT * students);
  }

  /** The bytes that lie in all topics that the router writes. */
  long written() {
    String prefix = topics.tenant() + ".";
    String input = topics.events(Students.SOURCE);
    return cluster.bytes(topic -> topic.startsWith(prefix) && !topic.equals(input));
  }

  Samples samples() {
    return Samples.take(cluster, topics);
  }

  double stateBytes() {
    return Samples.stateBytes(cluster, topics);
  }

  long answered() {
    return answerer.answered();
  }

  boolean nothingWasDecidedTwice() {
    return decided.isComplete();
  }

  boolean nothingWasQuarantined() {
    return quarantined.isComplete();
  }

  @Override
  public void close() {
    answerer.close();
    quarantined.close();
    decided.close();
    wave.close();
    router.close();
  }
}
