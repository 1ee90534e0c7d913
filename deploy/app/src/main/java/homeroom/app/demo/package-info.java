/** A district's day, played against a real hub, and the proof that the systems agree afterwards. */
@NullMarked
package homeroom.app.demo;

import org.jspecify.annotations.NullMarked;
