import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories, isRestrictedCategory } from '../../../../shared/observation/categories.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import type { Photo } from '../../../../shared/observation/photo.ts'
import { partVersions } from '../../../../shared/publication/part-versions.ts'
import { partsNow, publicParts } from '../../../../shared/publication/public-finding.ts'
import { partStates, type FindingPublication } from '../../../../shared/publication/publication.ts'
import {
  makeObservation,
  someUuid,
  someWalkId,
} from '../../../support/fixtures/make-observation.ts'

const at = '2026-11-20T10:00:00.000Z'
const state = fc.constantFrom(...partStates)
const photoId = someUuid()
const aPhoto = (changes: Partial<Photo> = {}): Photo => ({
  ...{ photoId, sha256: 'a'.repeat(64), size: 9, mime: 'image/jpeg' },
  ...{ state: 'stored', review: 'approved', ...changes },
})

/** Everything that can stand in the parts of a finding. */
const finding = fc
  .record({
    text: fc.string(),
    longitude: fc.double({ min: 9, max: 10, noNaN: true }),
    stop: fc.constantFrom(undefined, null, 'none', someUuid()),
    answer: fc.option(fc.string()),
    review: fc.constantFrom('approved' as const, 'left-out' as const, undefined),
  })
  .map(({ text, longitude, stop, answer, review }) =>
    makeObservation({
      ...{ text, stop, position: { longitude, latitude: 57.04, source: 'gps' } },
      answer: answer === null ? null : { status: 'planned', text: answer, at, by: 'Vej' },
      photos: [aPhoto(review ? { review } : {})].map(({ review: own, ...rest }) =>
        review ? { ...rest, review: own ?? review } : rest,
      ),
    }),
  )

/** What somebody decided who saw `seen`. */
function decided(
  seen: Observation,
  states: readonly (typeof partStates)[number][],
): FindingPublication {
  const [text = 'unchecked', position = 'unchecked', answer = 'unchecked', photo = 'unchecked'] =
    states
  const [first] = seen.photos
  return {
    ...{ id: seen.id, walkId: someWalkId },
    text: { state: text, version: partVersions.text(seen), at, wording: null },
    position: { state: position, version: partVersions.position(seen), at, precision: 'exact' },
    answer: { state: answer, version: partVersions.answer(seen), at },
    photos: first
      ? { [first.photoId]: { state: photo, version: partVersions.photo(first), at } }
      : {},
  }
}

const fourStates = fc.tuple(state, state, state, state)

describe('what of a finding is public', () => {
  it('is exactly what was approved, as long as nobody edits it', () => {
    fc.assert(
      fc.property(finding, fourStates, (seen, states) => {
        const shown = publicParts(seen, decided(seen, states))
        const [text, position, answer, photo] = states.map((one) => one === 'public')
        const isPhoto = photo && seen.photos[0]?.review === 'approved'
        expect(shown !== null).toBe(text || position || isPhoto)
        if (!shown) return
        expect(shown.text).toBe(text ? seen.text : null)
        expect(shown.place?.longitude).toBe(position ? seen.position.longitude : undefined)
        expect(shown.answer?.text).toBe(answer ? seen.answer?.text : undefined)
        expect(shown.photos).toEqual(isPhoto ? [photoId] : [])
      }),
    )
  })

  it('is never a value that nobody has approved, whoever has edited what since', () => {
    fc.assert(
      fc.property(finding, finding, fourStates, (seen, other, states) => {
        const edited: Observation = { ...other, id: seen.id }
        const shown = publicParts(edited, decided(seen, states))
        if (shown?.text != null) expect([shown.text, states[0]]).toEqual([seen.text, 'public'])
        if (shown?.place) {
          expect(shown.place.longitude).toBe(seen.position.longitude)
          expect(edited.stop ?? null).toBe(seen.stop ?? null)
        }
        if (shown?.answer) expect(shown.answer.text).toBe(seen.answer?.text)
        if (edited.text !== seen.text)
          expect(partsNow(edited, decided(seen, states)).text.state).toBe('unchecked')
      }),
    )
  })

  it('is nothing of a restricted finding, of a withdrawn one or of a duplicate', () => {
    const all = ['public', 'public', 'public', 'public'] as const
    for (const { id: category } of categories) {
      const one = makeObservation({ category, photos: [aPhoto()] })
      const isShown = publicParts(one, decided(one, all)) !== null
      expect([category, isShown]).toEqual([category, !isRestrictedCategory(category)])
    }
    for (const changes of [{ isWithdrawn: true }, { status: 'duplicate' } as const]) {
      const one = makeObservation({ photos: [aPhoto()], ...changes })
      expect(publicParts(one, decided(one, all))).toBeNull()
    }
  })

  it('is no photo that is not stored, or not chosen for the report', () => {
    const all = ['public', 'public', 'public', 'public'] as const
    for (const changes of [{ state: 'received' }, { review: 'left-out' }] as const) {
      const one = makeObservation({ photos: [aPhoto(changes)] })
      expect(publicParts(one, decided(one, all))?.photos).toEqual([])
    }
  })

  it('is an answer of its own each time, also with the same words', () => {
    const answer = { status: 'planned', text: 'Til foråret', at, by: 'Vej' } as const
    const one = makeObservation({ answer })
    const publication = decided(one, ['public', 'public', 'public', 'public'])
    const again = { ...one, answer: { ...answer, at: '2026-12-01T10:00:00.000Z' } }
    expect(publicParts(one, publication)?.answer?.text).toBe('Til foråret')
    expect(publicParts(again, publication)?.answer).toBeNull()
  })

  it('shows the public wording in place of the words that were approved with it', () => {
    const one = makeObservation({ text: 'Ring til Ole' })
    const publication = decided(one, ['public'])
    const worded = {
      ...publication,
      text: { ...(publication.text as NonNullable<FindingPublication['text']>), wording: 'Lampen' },
    }
    expect(publicParts(one, worded)?.text).toBe('Lampen')
    expect(publicParts({ ...one, text: 'Ring til Bo' }, worded)).toBeNull()
  })
})
