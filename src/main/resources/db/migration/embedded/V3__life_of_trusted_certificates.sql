-- What a certificate may do for a chain, and whether its tenant has proven to hold its key.
alter table trust_anchor add column purpose text not null default 'ANCHOR';  -- or INTERMEDIATE
alter table trust_anchor add column proven integer not null default 0;
alter table trust_anchor add column code text;  -- null if none waits to be signed
alter table trust_anchor add column code_usable_until integer;

-- From here on several tenants may have anchors of one key: trusted_key says who came first.

-- The anchor that a device's last request came through; null before the first one, and where an older release wrote.
alter table device add column anchor text;

create index device_of_anchor on device (tenant, anchor) where anchor is not null;
