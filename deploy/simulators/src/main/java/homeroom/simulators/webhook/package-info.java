/** A stand-in for whatever people read alerts in. */
@org.jspecify.annotations.NullMarked
package homeroom.simulators.webhook;
