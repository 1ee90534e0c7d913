package homeroom.reconcile;

import java.util.Optional;

/**
 * What is to be compared.
 *
 * @param batch of a source, which one; empty for what a consumer holds
 * @param entity only records of this one
 * @param values whether the report says what stands in the fields
 */
public record Question(
    String system, Optional<String> batch, Optional<String> entity, boolean values) {}
