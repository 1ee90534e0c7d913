/**
 * Tells the data team what needs a person: reads the log, keeps in it what is not yet told, and
 * sends each message by webhook or mail.
 */
@NullMarked
package homeroom.alert;

import org.jspecify.annotations.NullMarked;
