import type { BoundingBox } from '../../shared/geo.ts'
import { limits } from '../../shared/limits.ts'
import { isRetention } from '../../shared/municipality/municipality.ts'
import type { Party } from '../../shared/municipality/party.ts'
import { countCharacters } from '../../shared/text/characters.ts'
import { tidyName } from '../../shared/text/display-name.ts'
import type { Store } from '../store/database/database.ts'
import { createMunicipality } from '../store/walks/municipality-setup.ts'
import { boundsOf, freshId, line, monthsOf, readJsonFile, required } from './command-options.ts'
import { UsageError } from './usage-error.ts'
import { makeWalk, type NewWalk } from './walk-commands.ts'

interface MunicipalityOptions {
  name?: string | undefined
  bounds?: string | undefined
  controller?: string | undefined
  contact?: string | undefined
  parties?: string | undefined
  'retention-months': string
  'text-months'?: string | undefined
  'time-zone': string
}

/** Creates a municipality with its parties and its standing walk; returns the message for the operator. Throws `UsageError`. */
export async function createMunicipalityCommand(
  store: Store,
  options: MunicipalityOptions,
): Promise<string> {
  const id = freshId()
  const name = line(options.name, 'name')
  const bounds = boundsOf(required(options.bounds, 'bounds'))
  const parties = options.parties === undefined ? [] : await readParties(options.parties)
  const privacy = {
    controller: line(options.controller, 'controller'),
    contact: line(options.contact, 'contact'),
    retentionMonths: monthsOf(options['retention-months'], 'retention-months'),
    ...(options['text-months'] === undefined
      ? {}
      : { textMonths: monthsOf(options['text-months'], 'text-months') }),
  }
  if (!isRetention(privacy)) {
    throw new UsageError('--text-months must not be less than --retention-months.')
  }
  const timeZone = timeZoneOf(options['time-zone'])
  const emergency = { lifeAtRisk: '112', police: '114' }
  const profile = { id, name, timeZone, bounds, parties, privacy, emergency }
  const municipality = { ...profile, categoryEfforts: [] }
  await store.db.transaction().execute((tx) => createMunicipality(tx, municipality))
  await makeWalk(store, id, standingWalk(bounds))
  return `Municipality ${name} has the id ${id}, ${parties.length} parties and its standing walk.`
}

/** Returns the walk for pins outside of walks; each municipality has one (sync.md §0.3). */
const standingWalk = ([west, south, east, north]: BoundingBox): NewWalk => ({
  walkId: freshId(),
  title: 'Løbende observationer',
  startsAt: null,
  endsAt: null,
  isStanding: true,
  meetingPlace: null,
  area: [west, south, east, north],
  route: [],
  stops: [],
})

function timeZoneOf(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new UsageError(`--time-zone ${value} is not known.`)
  }
}

const partiesShape =
  'a JSON list of {"id", "name", "functions"}; an id has at most 80 characters, ' +
  `a name ${limits.placeCharacters}`

async function readParties(file: string): Promise<Party[]> {
  const parties = await readJsonFile<Party[]>(
    { name: 'parties', file, shape: partiesShape },
    (list) =>
      list.every(
        ({ id, name, functions }) => isPartyId(id) && isPartyName(name) && Array.isArray(functions),
      ),
  )
  return parties.map((party) => ({ ...party, name: tidyName(party.name) }))
}

/** Counts code points, as the database does. */
const isPartyId = (id: string) => id !== '' && [...id].length <= 80
const isPartyName = (name: string) =>
  tidyName(name) !== '' && countCharacters(name) <= limits.placeCharacters
