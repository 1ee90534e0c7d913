package homeroom.config.yaml;

/**
 * What reading needs besides the YAML itself.
 *
 * @param problems where to tell of mistakes
 * @param substitution what {@code ${…}} stands for, where it may be written
 */
public record Reading(Problems problems, Substitution substitution) {}
