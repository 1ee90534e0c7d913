package homeroom.stream;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the members that this instance left behind out of the router's group before it joins again.
 * The brokers would give a member that comes back under its old name its old partitions without
 * anyone looking at what there is to read, so that the events of a system that was connected
 * meanwhile would lie there unread.
 */
final class FormerMembers {

  private static final Logger LOG = LoggerFactory.getLogger(FormerMembers.class);
  private static final int PATIENCE_SECONDS = 20;

  private FormerMembers() {}

  /** Does not fail: without it the router joins as before, and what is new is read later. */
  static void remove(String group, RouterSettings settings) {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    try (Admin admin = Admin.create(config)) {
      List<MemberToRemove> mine = mine(admin, group, settings.instance());
      if (!mine.isEmpty()) {
        admin
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(mine))
            .all()
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException failed) {
      if (!(failed.getCause() instanceof GroupIdNotFoundException)) {
        warn(failed.getCause());
      }
    } catch (TimeoutException tooLong) {
      warn(tooLong);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Each thread of an instance is a member, with a number behind the instance's name. */
  private static List<MemberToRemove> mine(Admin admin, String group, String instance)
      throws ExecutionException, InterruptedException, TimeoutException {
    Pattern name = Pattern.compile(Pattern.quote(instance) + "-\\d+");
    ConsumerGroupDescription described =
        admin
            .describeConsumerGroups(List.of(group))
            .describedGroups()
            .get(group)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return described.members().stream()
        .map(MemberDescription::groupInstanceId)
        .flatMap(Optional::stream)
        .filter(id -> name.matcher(id).matches())
        .map(MemberToRemove::new)
        .toList();
  }

  private static void warn(Throwable cause) {
    LOG.warn(
        "former members stay in the group code=ROUTER_FORMER_MEMBERS cause={}",
        cause.getClass().getName());
  }
}
