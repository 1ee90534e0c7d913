-- The version of the format by whose contract a collection was read.
alter table batch_collections add column format text;
