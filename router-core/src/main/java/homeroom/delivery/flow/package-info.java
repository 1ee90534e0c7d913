/**
 * Which orders are taken up, which call comes next, what a failure leads to, and how far each
 * partition has ended. Pure: no Kafka, no thread, no clock, no chance.
 */
@org.jspecify.annotations.NullMarked
package homeroom.delivery.flow;
