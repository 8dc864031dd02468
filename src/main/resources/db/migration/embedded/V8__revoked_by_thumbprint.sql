-- A certificate may be taken back by its thumbprint: SHA-256 in base64url, else empty; then issuer and serial are.
create table revoked_certificate_by_either (
    tenant     text not null references tenant (id) on delete cascade,
    issuer     text not null,  -- RFC 2253; empty where only the serial number was told
    serial     text not null,  -- hex
    thumbprint text not null,
    revoked_at integer not null,
    reason     text not null,
    revoked_by text not null,
    primary key (tenant, issuer, serial, thumbprint)
) strict;

insert into revoked_certificate_by_either
select tenant, issuer, serial, '', revoked_at, reason, revoked_by from revoked_certificate order by rowid;

drop table revoked_certificate;
alter table revoked_certificate_by_either rename to revoked_certificate;

alter table revocation_event add column thumbprint text not null default '';
