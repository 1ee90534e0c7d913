-- What of a batch waits for a person, until when it can be let through, and who did.

alter table batches add column held text;
alter table batches add column held_until bigint;
alter table batches add column approved_by text;
create index batches_held on batches (held);
