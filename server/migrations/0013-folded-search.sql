-- People write the letters of their keyboard: "aabyvej" is to find "Åbyvej", and "cafe" "Café". The desk's search looks in a folded copy of
-- its text, which rows from before get as well. Only core features of PostgreSQL 15.

-- Expects composed letters in lower case. The same as `foldLetters` of server/store/search-words.ts.
create function fold_letters(words text) returns text
  language sql immutable strict parallel safe as $$
  select normalize(regexp_replace(normalize(
    replace(replace(replace(replace(replace(replace(replace(words,
      'å', 'aa'), 'ä', 'ae'), 'æ', 'ae'), 'ö', 'oe'), 'ø', 'oe'), 'œ', 'oe'), 'ß', 'ss'),
    NFD), '[\u0300-\u036f]', '', 'g'), NFC)
$$;

alter table observations add column folded_text text not null generated always as (fold_letters(search_text)) stored;

drop index observations_by_words;
create index observations_by_words on observations using gin (word_endings(folded_text));
