-- What a key signs with, in JOSE's name; until now all were of one.
alter table signing_key add column algorithm text not null default 'ES256';
