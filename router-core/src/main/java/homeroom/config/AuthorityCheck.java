package homeroom.config;

import homeroom.config.yaml.Named;
import homeroom.config.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for systems that may decide what they never speak of. The hub runs all the same: such a
 * field stays as it is, so these are warnings.
 */
final class AuthorityCheck {

  private final Compilation compilation;

  private AuthorityCheck(Compilation compilation) {
    this.compilation = compilation;
  }

  static void check(Compilation compilation) {
    AuthorityCheck check = new AuthorityCheck(compilation);
    compilation.entities().sound().forEach(check::entity);
  }

  private void entity(EntityConfig entity) {
    entity.existence().or(entity::authority).ifPresent(entries -> existence(entity, entries));
    entity
        .fields()
        .items()
        .forEach(item -> item.value().ifPresent(field -> field(entity, item, field)));
  }

  private void existence(EntityConfig entity, List<AuthorityConfig> entries) {
    for (AuthorityConfig entry : entries) {
      if (isKnown(entry) && records(entry.system(), entity.entity()).isEmpty()) {
        warn(entry.place(), entry.system() + " may decide, and is no source of " + entity.entity());
      }
    }
  }

  private void field(EntityConfig entity, Named.Item<FieldConfig> item, FieldConfig field) {
    field
        .authority()
        .ifPresent(
            entries ->
                entries.stream()
                    .filter(entry -> isKnown(entry) && !speaks(entry, entity, item.name()))
                    .forEach(entry -> silent(entry.place(), entry.system(), entity, item.name())));
    if (field.authority().isEmpty()) {
      entity.authority().ifPresent(entries -> inherited(entries, entity, item));
    }
  }

  private void inherited(
      List<AuthorityConfig> entries, EntityConfig entity, Named.Item<FieldConfig> item) {
    boolean known = entries.stream().allMatch(this::isKnown);
    boolean spoken = entries.stream().anyMatch(entry -> speaks(entry, entity, item.name()));
    if (known && !spoken && !entries.isEmpty()) {
      String systems =
          entries.stream()
              .map(AuthorityConfig::system)
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(", "));
      silent(item.place(), systems, entity, item.name());
    }
  }

  private void silent(Place place, String systems, EntityConfig entity, String field) {
    warn(place, systems + " may decide " + entity.entity() + "." + field + ", and never tells it");
  }

  private void warn(Place place, String message) {
    compilation
        .problems()
        .warning(place, message, "Map it in the system's source, or name another system");
  }

  /** Whether the system could be read; what it maps is not known otherwise. */
  private boolean isKnown(AuthorityConfig entry) {
    return compilation
        .systems()
        .get(entry.system())
        .filter(system -> !system.isSource() || system.source().filter(this::isWhole).isPresent())
        .isPresent();
  }

  private boolean isWhole(SourceConfig source) {
    return source.records().items().stream().allMatch(item -> item.value().isPresent());
  }

  private boolean speaks(AuthorityConfig entry, EntityConfig entity, String field) {
    return records(entry.system(), entity.entity()).stream()
        .anyMatch(record -> record.fields().contains(field));
  }

  private Set<SourceRecordConfig> records(String system, String entity) {
    Optional<SourceConfig> source = compilation.systems().get(system).flatMap(SystemConfig::source);
    return source.stream()
        .flatMap(config -> config.records().sound())
        .filter(e -> e.getValue().entityName(e.getKey()).equals(entity))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }
}
