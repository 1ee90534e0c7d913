package homeroom.api;

/**
 * What is wrong with an option in view of the others, for example because both exclude each other.
 *
 * @param option its name
 * @param problem what is wrong, beginning in lower case
 * @param remedy what to write instead
 */
public record OptionProblem(String option, String problem, String remedy) {}
