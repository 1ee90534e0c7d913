package homeroom.config;

import homeroom.api.AdapterFactory;
import homeroom.api.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What a consumer's adapter knows by name over there.
 *
 * @param adapter empty if there is none of that name
 * @param settings empty where they are at fault; then names of any setting are known
 */
record TargetNames(Optional<AdapterFactory> adapter, Optional<Settings> settings) {

  /** The targets; empty if any name will do. */
  Optional<List<String>> targets() {
    return adapter.flatMap(
        one -> settings.map(one::consumerTargets).orElseGet(one::consumerTargets));
  }

  /** The names of a target that can be filled; empty if any can. */
  Optional<List<String>> fieldsOf(String target) {
    return adapter.flatMap(
        one ->
            settings
                .map(read -> one.consumerFields(target, read))
                .orElseGet(() -> one.consumerFields(target)));
  }

  /**
   * Whether a name is among those that can be filled; {@code x.*} is whatever begins with {@code
   * x.}
   */
  static boolean isAmong(List<String> fields, String name) {
    return fields.stream()
        .anyMatch(
            field ->
                field.endsWith(ColumnScope.ANY)
                    ? name.startsWith(field.substring(0, field.length() - ColumnScope.ANY.length()))
                    : field.equals(name));
  }
}
