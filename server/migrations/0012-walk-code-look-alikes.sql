-- Codes are read from posters and heard over the phone: 0, O, Ø and OE are taken for each other, so are 1, I and L, and A, Å and AA. A code
-- is found by its folded form (shared/walk-code.ts computes the same). Not unique, because older codes may collide: then only the exact
-- code opens its walk.
alter table walk_codes add column folded text generated always as (
  replace(
    regexp_replace(
      translate(
        replace(regexp_replace(normalize(code, NFKD), '[\u0300-\u036f]', '', 'g'), 'Æ', 'AE'),
        'OØIL', '0011'),
      'A+', 'A', 'g'),
    '0E', '0')
) stored;

create index walk_codes_by_folded on walk_codes (folded);
