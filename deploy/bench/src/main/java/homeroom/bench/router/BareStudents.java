package homeroom.bench.router;

import homeroom.bench.Students;
import homeroom.stream.RouterSettings;
import homeroom.wire.Topics;
import java.util.List;
import java.util.stream.IntStream;

/** The bare application, and around it what tells it of students and counts what it did. */
final class BareStudents implements AutoCloseable {

  private final String tenant;
  private final BareApplication bare;
  private final Wave wave;
  private final Tally done;

  BareStudents(Cluster cluster, Topics topics, RouterSettings settings, Samples like) {
    cluster.makeTopics(topics.all(List.of(Students.SOURCE), Students.CONSUMERS));
    tenant = topics.tenant();
    bare = new BareApplication(topics, settings, like);
    wave = new Wave(cluster, topics.events(Students.SOURCE));
    done = new Tally(cluster, topics.movements());
  }

  void start() {
    bare.start();
  }

  String tenant() {
    return tenant;
  }

  boolean running() {
    return bare.running();
  }

  /** So many events in a second. */
  double pass(int students, int rounds) {
    long many = (long) students * rounds;
    long began = wave.release(students, rounds);
    return Findings.perSecond(many, began, done.await(many));
  }

  double pass(int many, IntStream students) {
    long began = wave.release(students);
    return Findings.perSecond(many, began, done.await(many));
  }

  @Override
  public void close() {
    done.close();
    wave.close();
    bare.close();
  }
}
