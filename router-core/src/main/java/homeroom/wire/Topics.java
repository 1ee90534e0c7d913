package homeroom.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of a tenant's topics. All that the router reads are keyed {@code entity/key} and have
 * the same number of partitions, so that one task sees everything about a record. All others have
 * one: each partition that a transaction touches has to be ended on its own, and whoever reads them
 * reads all.
 *
 * @param tenant the district; a name of lower-case letters, digits and hyphens
 */
public record Topics(String tenant) {

  public String events(String system) {
    return name("events." + system);
  }

  public String deliveries(String system) {
    return name("deliveries." + system);
  }

  public String receipts(String system) {
    return name("receipts." + system);
  }

  /** What a source last said about each record (compacted). */
  public String snapshot(String system) {
    return name("snapshot." + system);
  }

  public String commands() {
    return name("commands");
  }

  /** What one record's task asks of another's. */
  public String links() {
    return name("links");
  }

  /** The golden records (compacted). */
  public String records() {
    return name("records");
  }

  public String changes() {
    return name("changes");
  }

  public String conflicts() {
    return name("conflicts");
  }

  public String movements() {
    return name("movements");
  }

  public String quarantine() {
    return name("quarantine");
  }

  /** Up to when each source's data is complete, as far as the router has decided (compacted). */
  public String boundaries() {
    return name("boundaries");
  }

  /** What became of each file or pull (compacted). */
  public String batches() {
    return name("batches");
  }

  /** How far each source has been read (compacted). */
  public String cursors() {
    return name("cursors");
  }

  /** Configurations by their id (compacted). */
  public String configurations() {
    return name("configurations");
  }

  /** Messages to the data team and how far each is (compacted). */
  public String alerts() {
    return name("alerts");
  }

  /** What kept systems and hubs from working, and until when (compacted). */
  public String outages() {
    return name("outages");
  }

  /** Replays and how far each is (compacted). */
  public String replays() {
    return name("replays");
  }

  /** Everything that the router reads. */
  public Pattern routerInputs() {
    return Pattern.compile(
        Pattern.quote(tenant + ".") + "(events\\..+|receipts\\..+|commands|links)");
  }

  /** Every topic of a tenant with these sources and consumers. */
  public List<Spec> all(Collection<String> sources, Collection<String> consumers) {
    List<Spec> specs = new ArrayList<>();
    for (String source : sources) {
      specs.add(Spec.routed(events(source)));
      specs.add(Spec.table(snapshot(source)));
    }
    for (String consumer : consumers) {
      specs.add(Spec.log(deliveries(consumer)));
      specs.add(Spec.routed(receipts(consumer)));
    }
    for (String asked : List.of(commands(), links())) {
      specs.add(Spec.routed(asked));
    }
    for (String log : List.of(changes(), conflicts(), movements(), quarantine())) {
      specs.add(Spec.log(log));
    }
    for (String table :
        List.of(
            records(),
            batches(),
            boundaries(),
            cursors(),
            configurations(),
            alerts(),
            outages(),
            replays())) {
      specs.add(Spec.table(table));
    }
    return specs;
  }

  /** The consumer group of the router. */
  public String routerGroup() {
    return name("router");
  }

  private String name(String topic) {
    return tenant + "." + topic;
  }

  /**
   * One topic.
   *
   * @param compacted whether only the newest value of a key counts
   * @param routed whether the router's tasks share it, a partition for each; else it has one
   */
  public record Spec(String name, boolean compacted, boolean routed) {

    public static Spec routed(String name) {
      return new Spec(name, false, true);
    }

    static Spec log(String name) {
      return new Spec(name, false, false);
    }

    static Spec table(String name) {
      return new Spec(name, true, false);
    }
  }
}
