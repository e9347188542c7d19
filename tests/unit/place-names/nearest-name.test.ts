import { describe, expect, it } from 'vitest'
import {
  landmark,
  metresFrom,
  namesOnMap,
  square,
  street,
} from '../../support/fixtures/made-map.ts'
import type { MadeFeature } from '../../support/fixtures/make-vector-tile.ts'

const here = [9.97655, 57.02812] as const
const place = { longitude: here[0], latitude: here[1] }
/** A street from west to east, so many metres north of the point. */
const northOf = (metres: number, name: string, properties: MadeFeature['properties'] = {}) =>
  street(name, [metresFrom(here, [-300, metres]), metresFrom(here, [300, metres])], properties)
const at = (east: number, north: number) => metresFrom(here, [east, north])
const nameOf = (...features: MadeFeature[]) => namesOnMap(features).nameAt(place)

describe('what the map calls a place', () => {
  it('is the nearest street or path that has a name, within 75 metres', async () => {
    expect(await nameOf(northOf(40, 'Humlebakken'), northOf(-12, 'Skolestien'))).toEqual({
      street: 'Skolestien',
    })
    expect(await nameOf(northOf(74, 'Humlebakken'), northOf(3, ''))).toEqual({
      street: 'Humlebakken',
    })
    expect(await nameOf(northOf(76, 'Humlebakken'))).toBeNull()
  })

  it('prefers the Danish name, and ignores names that are none', async () => {
    const both = northOf(10, 'Flensburg Street', { 'name:da': 'Flensborggade' })
    expect(await nameOf(both)).toEqual({ street: 'Flensborggade' })
    expect(await nameOf(northOf(10, 'Unnamed road'), northOf(10, 'x'.repeat(121)))).toBeNull()
  })

  it('is never a railway, a ferry or a metro in its tunnel', async () => {
    const metro = northOf(2, 'M1', { kind: 'rail', is_tunnel: true })
    const ferry = northOf(2, 'Egholmfærgen', { kind: 'ferry' })
    expect(await nameOf(metro, ferry)).toBeNull()
  })

  it('names a tunnel that has no name by its kind, beside the street that it leads under', async () => {
    const tunnel = street('', [at(0, -20), at(0, 20)], { kind: 'path', is_tunnel: true })
    expect(await nameOf(northOf(5, 'Humlebakken'), tunnel)).toEqual({
      street: 'Humlebakken',
      structure: { kind: 'tunnel' },
    })
  })

  it('gives the own name of a bridge, unless it is that of the street on it', async () => {
    const bridge = northOf(4, 'Limfjordsbroen', { is_bridge: true })
    expect(await nameOf(bridge)).toEqual({
      street: 'Limfjordsbroen',
      structure: { kind: 'bridge' },
    })
    expect(await nameOf(bridge, northOf(2, 'Vesterbro'))).toEqual({
      street: 'Vesterbro',
      structure: { kind: 'bridge', name: 'Limfjordsbroen' },
    })
    expect(await nameOf(northOf(16, 'Limfjordsbroen', { is_bridge: true }))).toEqual({
      street: 'Limfjordsbroen',
    })
  })

  it('adds one landmark: the nearest station, stop, or place that people name', async () => {
    const school = square('landuse', {
      at: at(30, 0),
      side: 50,
      properties: { kind: 'school', name: 'Tornhøjskolen' },
    })
    const stop = landmark('bus_stop', 'Tornhøjvej', at(0, 20))
    const shop = landmark('clothes', 'Tøjeksperten', at(0, 1))
    expect(await nameOf(stop, shop)).toEqual({ near: { kind: 'stop', name: 'Tornhøjvej' } })
    expect(await nameOf(stop, school, shop)).toEqual({
      near: { kind: 'place', name: 'Tornhøjskolen' },
    })
    expect(await nameOf(landmark('station', 'Aalborg Øst', at(99, 0)))).toEqual({
      near: { kind: 'station', name: 'Aalborg Øst' },
    })
    expect(await nameOf(landmark('bus_stop', 'Tornhøjvej', at(41, 0)))).toBeNull()
  })

  it('gives a house number only on the street that it belongs to', async () => {
    const house = (properties: MadeFeature['properties']) =>
      square('buildings', {
        at: at(0, -15),
        side: 12,
        properties: { kind: 'building', ...properties },
      })
    const numbered = house({ addr_housenumber: '8-10' })
    expect(await nameOf(northOf(5, 'Algade'), numbered)).toEqual({
      street: 'Algade',
      house: '8-10',
    })
    // At a corner the number may be one of the other street, unless the map says which.
    const corner = [northOf(5, 'Algade'), northOf(-39, 'Gravensgade')]
    expect(await nameOf(...corner, numbered)).toEqual({ street: 'Algade' })
    const algade = house({ addr_housenumber: 12, addr_street: 'Algade' })
    expect(await nameOf(...corner, algade)).toEqual({ street: 'Algade', house: '12' })
    const other = house({ addr_housenumber: '3', addr_street: 'Gravensgade' })
    expect(await nameOf(...corner, other)).toEqual({ street: 'Algade' })
  })

  it('takes a square with a name for a street: people say they are on it', async () => {
    const torv = square('landuse', {
      at: here,
      side: 60,
      properties: { kind: 'pedestrian', name: 'Gammeltorv' },
    })
    expect(await nameOf(torv, northOf(10, 'Østerågade'))).toEqual({ street: 'Gammeltorv' })
  })
})
