import { createI18n } from 'vue-i18n'
import { describe, expect, it } from 'vitest'
import { placeNameText, stopNameFrom } from '../../../client/ui/places/place-name-text.ts'
import { placeNamesDa as da } from '../../../client/ui/messages/da/places/place-names.ts'
import { placeNamesEn as en } from '../../../client/ui/messages/en/places/place-names.ts'
import type { PlaceName } from '../../../shared/place-names/place-name.ts'

const { t } = createI18n({ legacy: false, locale: 'da', messages: { da, en } }).global
const say = (key: string, facts: Record<string, string> = {}) => t(key, facts)

const house: PlaceName = { street: 'Algade', house: '8-10' }
const tunnel: PlaceName = { street: 'Humlebakken', structure: { kind: 'tunnel' } }
const nameless: PlaceName = { structure: { kind: 'bridge' } }
const bridge: PlaceName = {
  street: 'Vesterbro',
  structure: { kind: 'bridge', name: 'Limfjordsbroen' },
}
const stop: PlaceName = { street: 'Humlebakken', near: { kind: 'stop', name: 'Tornhøjvej' } }
const school: PlaceName = { near: { kind: 'place', name: 'Tornhøjskolen' } }

describe('the map’s name of a place in words', () => {
  it('is one line that says street, house, tunnel and what is near', () => {
    expect(
      [house, tunnel, nameless, bridge, stop, school].map((name) => placeNameText(name, say)),
    ).toEqual([
      'Algade 8-10',
      'Tunnel ved Humlebakken',
      'Bro',
      'Limfjordsbroen · Vesterbro',
      'Humlebakken · stoppestedet Tornhøjvej',
      'Tornhøjskolen',
    ])
  })

  it('is shorter as the name of a stop: what one would call the place when one speaks', () => {
    expect(
      [house, tunnel, nameless, bridge, stop, school].map((name) => stopNameFrom(name, say)),
    ).toEqual([
      'Algade 8-10',
      'Tunnel ved Humlebakken',
      'Bro',
      'Limfjordsbroen',
      'Humlebakken ved stoppestedet Tornhøjvej',
      'Tornhøjskolen',
    ])
  })
})
