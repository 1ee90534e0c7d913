package homeroom.config.mapping;

/**
 * What is wrong with an expression.
 *
 * @param offset where in its text, counted from 0
 * @param message what is wrong
 * @param name the unknown column or field, empty if it is something else
 * @param function the unknown function, empty if it is something else
 */
public record ExpressionProblem(int offset, String message, String name, String function) {}
