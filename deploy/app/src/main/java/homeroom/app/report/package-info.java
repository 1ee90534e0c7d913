/** What a run measured and proved, written in one form for every command that has a report. */
@NullMarked
package homeroom.app.report;

import org.jspecify.annotations.NullMarked;
