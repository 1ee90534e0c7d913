package homeroom.delivery.flow;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How long and how often is waited and tried.
 *
 * @param tries how often a record is tried that fails while the system does others
 * @param triesOfADefect how often if it is the adapter that breaks
 * @param again how long a record waits after its n-th try, from 1
 * @param whole how long all calls wait after the system refused the n-th time in a row, from 1:
 *     after it asked for rest without saying how long, or until the next look at whether it knows
 *     us again
 * @param longest what is believed at most when a system asks for rest
 */
public record Patience(
    int tries,
    int triesOfADefect,
    IntFunction<Duration> again,
    IntFunction<Duration> whole,
    Duration longest) {}
