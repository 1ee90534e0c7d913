package homeroom.alert;

import homeroom.alert.grouping.AlertRule;
import java.util.List;

/**
 * @param bootstrapServers of the brokers
 * @param title the district's name for people
 */
public record AlertSettings(String bootstrapServers, String title, List<AlertRule> rules) {
  public AlertSettings {
    rules = List.copyOf(rules);
  }
}
