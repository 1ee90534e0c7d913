/**
 * A stand-in for the LMS: Canvas's REST API under {@code /api/v1}, in memory, with a change feed in
 * the shape of Canvas Live Events, and switches for outages and faults.
 *
 * <p>It is as strict as Canvas where an adapter could get away with something: SIS ids and logins
 * are taken once, deleting is soft, an enrollment is changed by enrolling again, and only JSON
 * bodies with Canvas's nested parameter names are understood.
 */
@NullMarked
package homeroom.simulators.lms;

import org.jspecify.annotations.NullMarked;
