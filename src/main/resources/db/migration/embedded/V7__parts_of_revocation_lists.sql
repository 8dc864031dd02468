-- The bytes of revocation lists, in parts that are written one after the other: a list of 35 MB in one piece would keep the
-- disk, and all who wait for it, busy for a tenth of a second. The parts come first and the list last; parts of a list
-- that is not there are deleted at the next start.
create table revocation_list_part (
    tenant text not null references tenant (id) on delete cascade,
    list   text not null,  -- revocation_list.id
    number integer not null,
    bytes  blob not null,
    primary key (tenant, list, number)
) strict;

insert into revocation_list_part (tenant, list, number, bytes) select tenant, id, 0, der from revocation_list;

alter table revocation_list drop column der;
