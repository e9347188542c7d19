import fc from 'fast-check'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import {
  changedFields,
  editArgs,
  followEdit,
  openEditDraft,
  readTypedPosition,
  rebaseEdit,
  writeTypedPosition,
} from '../../../client/features/desk/panel/forms/edit-form.ts'
import { captureSchemas } from '../../../shared/observation/mutation-schemas.ts'
import { makeVisible } from './make-visible.ts'

describe('the form in which a coordinator rewords an observation', () => {
  it('sends only the fields that were changed, each with what it was based on', () => {
    const observation = makeVisible({ place: 'Humlebakken' })
    const draft = openEditDraft(observation)
    draft.values.place = 'Gangtunnel under Humlebakken'
    const args = editArgs(observation.id, draft)
    expect(args.changes).toEqual({
      place: { base: 'Humlebakken', value: 'Gangtunnel under Humlebakken' },
    })
    expect(Check(captureSchemas['observation.edit@1'], args)).toBe(true)
  })

  it('does not count a field as changed when it is typed back to what it was', () => {
    const draft = openEditDraft(makeVisible({ text: 'ude' }))
    draft.values.text = 'ude!'
    draft.values.text = 'ude'
    expect(changedFields(draft)).toEqual([])
  })

  it('keeps what was typed and takes over news in fields that nobody touched', () => {
    const seen = makeVisible({ text: 'ude', severity: 2 })
    const draft = openEditDraft(seen)
    draft.values.text = 'tre lamper er ude'
    const followed = followEdit(draft, { ...seen, severity: 3 })
    expect(followed.draft.values).toMatchObject({ text: 'tre lamper er ude', severity: 3 })
    expect(followed.conflicts).toEqual([])
    expect(changedFields(followed.draft)).toEqual(['text'])
  })

  it('names the touched field that somebody else has changed, and overwrites it only after confirmation', () => {
    const seen = makeVisible({ text: 'ude' })
    const draft = openEditDraft(seen)
    draft.values.text = 'mine ord'
    const now = { ...seen, text: 'andres ord' }
    const followed = followEdit(draft, now)
    expect(followed.conflicts).toEqual(['text'])
    expect(followed.draft.values.text).toBe('mine ord')
    expect(editArgs(seen.id, followed.draft).changes.text?.base).toBe('ude')
    const rebased = rebaseEdit(followed.draft, now)
    expect(editArgs(seen.id, rebased).changes.text).toEqual({
      base: 'andres ord',
      value: 'mine ord',
    })
  })

  it('reads a typed place with Danish or English decimals, latitude first', () => {
    const place = { longitude: 9.97655, latitude: 57.02812, source: 'map' as const }
    expect(readTypedPosition('57,02812, 9,97655')).toEqual(place)
    expect(readTypedPosition('57.02812 9.97655')).toEqual(place)
    expect(readTypedPosition('Fyrkildevej 12')).toBeUndefined()
  })

  it('reads back the place it writes, to a metre', () => {
    const degrees = (max: number) => fc.double({ min: 0, max, noNaN: true })
    fc.assert(
      fc.property(degrees(180), degrees(85), (longitude, latitude) => {
        const read = readTypedPosition(writeTypedPosition({ longitude, latitude, source: 'gps' }))
        expect(read?.longitude).toBeCloseTo(longitude, 4)
        expect(read?.latitude).toBeCloseTo(latitude, 4)
      }),
    )
  })
})
