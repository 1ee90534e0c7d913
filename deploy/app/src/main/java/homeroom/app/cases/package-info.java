/**
 * A district's own cases: what must follow from its rules, written in YAML and tried on the real
 * configuration and the real decisions, without a broker.
 */
@NullMarked
package homeroom.app.cases;

import org.jspecify.annotations.NullMarked;
