import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Store } from '../../../server/store/database/database.ts'
import { foldTallies } from '../../../server/store/desk/tally-store.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { seedWalk } from '../../support/fixtures/people.ts'
import { neededData } from '../../support/repository.ts'

/** What Zürich's ten categories become here, with the party that would answer; `adf` makes some of them restricted. */
const kinds = [
  {
    from: 'Abfall/Sammelstelle',
    to: ['ren.affald', 'ren.storskrald', 'ren.skraldespand'],
    party: 'park',
  },
  {
    from: 'Signalisation/Lichtsignal',
    to: ['vej.skilt', 'vej.krydsning', 'vej.skolevej'],
    party: 'road',
  },
  {
    from: 'Strasse/Trottoir/Platz',
    to: ['vej.hul', 'sti.tilgaengelig', 'vej.fart'],
    party: 'road',
  },
  {
    from: 'Grünflächen/Spielplätze',
    to: ['syn.beplantning', 'lys.skygge', 'liv.baenk'],
    party: 'park',
  },
  { from: 'Beleuchtung/Uhren', to: ['lys.slukket', 'lys.mangler', 'lys.blinker'], party: 'road' },
  { from: 'Allgemein', to: ['andet', 'adf.ophold', 'god.plads', 'adf.rusmidler'], party: 'police' },
  { from: 'Graffiti', to: ['haer.graffiti', 'haer.graffiti-had'], party: 'park' },
  { from: 'VBZ/ÖV', to: ['bus.stop', 'bus.rute'], party: 'road' },
  { from: 'Brunnen/Hydranten', to: ['brand.vej', 'havn.redning'], party: 'park' },
  { from: 'Schädlinge', to: ['ren.glas', 'adf.stoej'], party: 'police' },
]

/** Zürich's middle and Aalborg's; degrees of longitude are shorter in the north, so distances in metres stay. */
const zurich = { longitude: 8.5278, latitude: 47.3776 }
const aalborg = { longitude: 9.9187, latitude: 57.0482 }
const stretch =
  Math.cos((zurich.latitude * Math.PI) / 180) / Math.cos((aalborg.latitude * Math.PI) / 180)

interface Report {
  date: string
  kind: number
  longitude: number
  latitude: number
}

/** Path of the real reports, which do not lie in the repository; throws `MissingDataError`. */
export const reportsFile = (): string => neededData('reports/zueri-wie-neu.csv')

async function readReports(): Promise<Report[]> {
  const lines = (await readFile(reportsFile(), 'utf8')).trim().split('\n').slice(1)
  return lines.map((line) => {
    const [date = '', category = '', , , latitude, longitude] = line.split(',')
    return {
      date,
      kind: kinds.findIndex(({ from }) => from === category),
      longitude: aalborg.longitude + (Number(longitude) - zurich.longitude) * stretch,
      latitude: aalborg.latitude + (Number(latitude) - zurich.latitude),
    }
  })
}

/** Walks of 500 findings each: a city's walks over ten years. */
const perWalk = 500

/**
 * Puts `count` observations into a municipality: Zürich's 62,245 reports in their order of time, moved to Aalborg, and repeated with
 * up to 250 m of jitter until there are enough. Places, dates and categories are real; status, party, deadline and words are made
 * up, older ones mostly answered. Written set by set past the sync engine, and analysed. Answers the walks.
 */
export async function loadReports(
  store: Store,
  municipalityId: Uuid,
  count: number,
): Promise<Uuid[]> {
  const reports = await readReports()
  const walkIds: Uuid[] = []
  for (let index = 0; index * perWalk < count; index += 1) {
    const title = `Vandring ${String(index + 1)}`
    walkIds.push((await seedWalk(store, municipalityId, { title })).id)
  }
  await sql`select setseed(0.29)`.execute(store.db)
  for (let done = 0; done < count; done += 20_000) {
    const size = Math.min(20_000, count - done)
    const part = Array.from({ length: size }, (_, index) => {
      const position = done + index
      // In order of time whatever the count, so that walks are stretches of time.
      const report = reports[Math.floor((position / count) * reports.length)]
      return { ...report, walk: walkIds[Math.floor(position / perWalk)], copy: position }
    })
    await insertPart(store, municipalityId, JSON.stringify(part))
  }
  await foldTallies(store)
  await store.pool.query('vacuum analyze observations')
  await store.pool.query('vacuum analyze desk_tallies')
  await store.pool.query('vacuum analyze desk_tally_changes')
  return walkIds
}

async function insertPart(store: Store, municipalityId: Uuid, part: string): Promise<void> {
  await sql`
    insert into observations (municipality_id, id, walk_id, number, category, status, severity, is_restricted,
      party_ids, due_on, longitude, latitude, search_text, captured_at, received_at, updated_at, body)
    select ${municipalityId}, id, walk, number, category, status, severity, category like 'adf.%',
      party_ids, due_on, longitude, latitude, lower(words || ' ' || number), at, at, at,
      jsonb_build_object('id', id, 'walkId', walk, 'number', number, 'category', category,
        'position', jsonb_build_object('longitude', longitude, 'latitude', latitude, 'source', 'gps', 'accuracyMetres', 8),
        'place', place, 'text', words, 'severity', severity, 'feeling', null, 'ownerType', null,
        'status', status, 'partyIds', to_jsonb(party_ids), 'dueOn', due_on, 'answer', null, 'photos', '[]'::jsonb,
        'comments', '[]'::jsonb, 'suggestions', '[]'::jsonb, 'officialFields', '[]'::jsonb, 'isWithdrawn', false,
        'wantsWithdrawal', false, 'isLate', false, 'authorClientId', null, 'authorName', null,
        'capturedAt', at, 'receivedAt', at, 'updatedAt', at)
    from (
      select *, case when status = 'received' then '{}'::text[] else array[kind ->> 'party'] end as party_ids,
        case when status = 'received' then null else (at + interval '30 days')::date end as due_on,
        concat_ws(' ', words1[1 + floor(random() * 20)], words2[1 + floor(random() * 20)], 'ved', place) as words
      from (
        select *, gen_random_uuid() as id, nextval('observation_numbers') as number,
          kind -> 'to' ->> floor(power(random(), 2) * jsonb_array_length(kind -> 'to'))::int as category,
          (array['received', 'reviewed', 'assigned', 'accepted', 'planned', 'in-progress', 'done', 'verified', 'declined',
            'forwarded', 'duplicate', 'needs-info', 'reopened'])[1 + floor(case
              when age > 0.1 then 6 + power(random(), 2) * 5 else random() * 13 end)::int] as status,
          floor(1 + random() * 3.2)::smallint as severity,
          places[1 + floor(random() * 24)] || ' ' || floor(1 + random() * 90) as place
        from (
          select copy, walk, date::timestamptz + random() * interval '1 day' as at, ${kindsJson}::jsonb -> kind as kind,
            1 - (date - date '2016-01-01') / 3650.0 as age,
            longitude + (random() - 0.5) * 0.008 as longitude, latitude + (random() - 0.5) * 0.0045 as latitude
          from jsonb_to_recordset(${part}::jsonb)
            as report(date date, kind int, longitude float8, latitude float8, walk uuid, copy int)
        ) as report, (select ${[...placeWords]}::text[] as places) as named
      ) as typed, (select ${[...firstWords]}::text[] as words1, ${[...secondWords]}::text[] as words2) as spoken
    ) as told`.execute(store.db)
}

const kindsJson = JSON.stringify(kinds)
const placeWords = (
  'Humlebakken Vingårdsgade Boulevarden Danmarksgade Kastetvej Hadsundvej Vesterbro Nyhavnsgade ' +
  'Jyllandsgade Algade Bispensgade Jomfru_Ane_Gade Sønderbro Østre_Allé Vestre_Allé Hobrovej Skydebanevej ' +
  'Reberbansgade Peder_Skrams_Gade Fyensgade Sohngårdsholmsvej Universitetsboulevarden Tornhøjvej Budolfi_Plads'
)
  .split(' ')
  .map((word) => word.replaceAll('_', ' '))
const firstWords = (
  'lampen gadelampen hækken skiltet bænken skraldespanden affald fliserne asfalten tunnelen ' +
  'busstoppet containeren gelænderet stien cykelstien belysningen vejbelysningen krydset trappen beplantningen'
).split(' ')
const secondWords = (
  'er_slukket blinker_om_aftenen mangler skygger_for_lyset er_væltet flyder_over er_ødelagt er_løse ' +
  'har_et_dybt_hul føles_utryg er_mørk_om_vinteren er_malet_over vokser_ind_over_stien kan_ikke_ses ligger_øde ' +
  'er_glat_i_frost er_i_stykker trænger_til_en_hånd har_været_sådan_længe bliver_brugt_af_børn_på_vej_til_skole'
)
  .split(' ')
  .map((word) => word.replaceAll('_', ' '))
