/**
 * Keeps the accounts of an identity provider up to date over SCIM 2.0 (RFC 7643, RFC 7644).
 *
 * <p>Payload names are attribute paths: {@code userName}, {@code name.givenName}, {@code
 * urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber}. {@code emails.work}
 * is the value of the e-mail address of type work, {@code addresses.work.locality} a part of the
 * address of type work, {@code roles} all values of a list.
 */
@NullMarked
package homeroom.adapters.scim;

import org.jspecify.annotations.NullMarked;
