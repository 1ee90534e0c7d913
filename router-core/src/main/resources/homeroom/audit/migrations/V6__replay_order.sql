-- A replay goes through the records by their keys, which every hub of a district has in common.

create index subjects_by_key on subjects (entity, natural_key);
