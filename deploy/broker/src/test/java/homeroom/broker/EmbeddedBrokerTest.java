package homeroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import homeroom.broker.BrokerFailure.Code;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  @TempDir Path folder;

  @Test
  void shouldKeepEverythingOverARestart() throws Exception {
    String cluster;
    String servers;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      cluster = broker.clusterId();
      servers = broker.bootstrapServers();
      Topic topic = new Topic(servers, "kept").create();
      try (KafkaProducer<String, String> producer = topic.producer("writer")) {
        topic.commit(producer, "one", "two");
      }
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      assertThat(broker.clusterId()).isEqualTo(cluster);
      assertThat(broker.bootstrapServers()).isEqualTo(servers);
      // The mark of their commit can come a moment later.
      Topic kept = new Topic(servers, "kept");
      await().untilAsserted(() -> assertThat(kept.read()).containsExactly("one", "two"));
    }
  }

  @Test
  void shouldTakeAnotherPortWhenTheRememberedOneIsTaken() throws Exception {
    int before;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      before = broker.port();
    }
    try (ServerSocket taken = occupy(before);
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      assertThat(taken.getLocalPort()).isEqualTo(before);
      assertThat(broker.port()).isNotEqualTo(before);
      assertThat(new Topic(broker.bootstrapServers(), "moved").create().read()).isEmpty();
    }
  }

  @Test
  void shouldNameThePortThatIsTakenAndLeaveNothingBehind() throws Exception {
    try (ServerSocket taken = occupy(0)) {
      BrokerFailure failure = failure(folder, taken.getLocalPort());

      assertThat(failure.code()).isEqualTo(Code.BROKER_PORT_IN_USE);
      assertThat(failure.problem()).contains("127.0.0.1:" + taken.getLocalPort());
      assertThat(failure.remedy()).contains("another port");
    }
    EmbeddedBroker.start(folder, 0).close();
  }

  @Test
  void shouldRefuseAFolderThatIsInUse() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      BrokerFailure failure = failure(folder, 0);

      assertThat(failure.code()).isEqualTo(Code.BROKER_FOLDER_IN_USE);
      assertThat(failure.problem())
          .contains(folder.toString())
          .contains("process " + ProcessHandle.current().pid());
      assertThat(broker.failure()).isNotDone();
    }
  }

  @Test
  void shouldRefuseAPlaceThatIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThat(failure(file, 0).code()).isEqualTo(Code.BROKER_FOLDER_UNUSABLE);
  }

  @Test
  void shouldRefuseAFolderItCannotUnderstandAndReleaseIt() throws Exception {
    Files.createDirectories(folder.resolve("logs"));
    Path mark = folder.resolve("logs/meta.properties");
    Files.writeString(mark, "version=1\nnode.id=77\ncluster.id=3Db5QLSqSZieL3rJBUUegA\n");

    assertThat(failure(folder, 0).code()).isEqualTo(Code.BROKER_NOT_STARTED);

    Files.delete(mark);
    EmbeddedBroker.start(folder, 0).close();
  }

  @Test
  void shouldListenOnThisMachineOnly() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      List<InetAddress> others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();
      assertThat(others).noneMatch(address -> answers(address, broker.port()));
      assertThat(answers(InetAddress.getByName("127.0.0.1"), broker.port())).isTrue();
    }
  }

  @Test
  void shouldFlushWithinASecondAndMakeNoTopicUnasked() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ConfigResource node = new ConfigResource(ConfigResource.Type.BROKER, "1");
      var config = admin.describeConfigs(List.of(node)).all().get(20, TimeUnit.SECONDS).get(node);

      assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
      long flush = Long.parseLong(config.get("log.flush.interval.ms").value());
      long look = Long.parseLong(config.get("log.flush.scheduler.interval.ms").value());
      assertThat(flush + look).isLessThanOrEqualTo(1_000);
      long offsets = Long.parseLong(config.get("offsets.retention.minutes").value());
      assertThat(offsets).isGreaterThan(365 * 24 * 60);
    }
  }

  private static BrokerFailure failure(Path folder, int port) {
    return catchThrowableOfType(
        BrokerFailure.class, () -> EmbeddedBroker.start(folder, port).close());
  }

  private static ServerSocket occupy(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static boolean answers(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1_000);
      return true;
    } catch (java.io.IOException _) {
      return false;
    }
  }
}
