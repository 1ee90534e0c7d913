package homeroom.delivery.flow;

import java.time.Duration;

/**
 * How much is taken up, and how much is called at once.
 *
 * @param orders how many are taken up and not written down as ended
 * @param atOnce how many are read at once, so that there must be room for so many
 * @param bytes how much they take, as they lie in the log
 * @param gap how many bytes are there to tell what ended beyond an order that has not
 * @param concurrency how many calls are under way at once
 * @param batch how many orders go into a call
 * @param linger how long a call that could hold more waits for more while others are under way
 */
public record Limits(
    int orders, int atOnce, long bytes, int gap, int concurrency, int batch, Duration linger) {}
