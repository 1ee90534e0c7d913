package homeroom.audit;

import homeroom.schema.Movement;

/** A movement and the pseudonym of its record. */
record NamedMovement(String record, Movement movement) {}
