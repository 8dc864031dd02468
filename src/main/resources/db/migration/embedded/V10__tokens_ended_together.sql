-- Up to which stamp all tokens of a tenant have ended, if they ever were ended together.
create table ended_tokens (
    tenant text not null primary key references tenant (id) on delete cascade,
    up_to  integer not null
) strict, without rowid;
