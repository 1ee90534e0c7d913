/**
 * Reads YAML into records so that every mistake is found, each with its line, column and remedy.
 *
 * <p>A {@link homeroom.config.yaml.Shape} says what may be written at one place; shapes are made of
 * shapes, and one description drives reading, defaults and messages.
 */
@NullMarked
package homeroom.config.yaml;

import org.jspecify.annotations.NullMarked;
