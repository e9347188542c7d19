import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/access/roles.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import {
  allowedFields,
  anyObservation,
  authorSecret,
  internalSecret,
  maySeeByHandbook,
} from '../../support/fixtures/any-observation.ts'
import { actors } from '../../support/fixtures/make-observation.ts'

const actor: fc.Arbitrary<Actor> = fc.constantFrom(...Object.values(actors))

describe('what a reader gets of an observation', () => {
  it('O1: is there exactly when the handbook lets the role see it', () => {
    fc.assert(
      fc.property(anyObservation, actor, (given, reader) => {
        expect(visibleObservation(given, reader) !== undefined).toBe(
          maySeeByHandbook(reader, given),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('O1: has no field and no name outside the role', () => {
    fc.assert(
      fc.property(anyObservation, actor, (given, reader) => {
        const seen = visibleObservation(given, reader)
        if (!seen) return
        expect(Object.keys(seen).sort()).toEqual(allowedFields)
        const text = JSON.stringify(seen)
        expect(text).not.toContain('authorClientId')
        const isOwn = reader.kind === 'device' && reader.clientId === given.authorClientId
        const isAnswering = reader.kind === 'account' && reader.role !== 'admin'
        expect(seen.isOwn).toBe(isOwn)
        if (isAnswering) {
          expect(seen.comments).toHaveLength(given.comments.length)
          return
        }
        expect(text).not.toContain(internalSecret)
        const readerClient = reader.kind === 'device' ? reader.clientId : undefined
        const named = given.comments.filter(
          ({ audience, authorClientId }) =>
            audience === 'public' && (!authorClientId || authorClientId === readerClient),
        )
        expect(seen.comments.filter(({ by }) => by !== '')).toHaveLength(named.length)
        if (isOwn) return
        const isLeading = reader.kind === 'device' && reader.role === 'leader'
        if (isLeading) expect(seen.authorName).toBe(given.authorName)
        const beside = { ...seen, authorName: isLeading ? null : seen.authorName }
        expect(JSON.stringify(beside)).not.toContain(authorSecret)
        expect(seen).toMatchObject({ feeling: null, suggestions: [], officialFields: [] })
      }),
      { numRuns: 2_000 },
    )
  })

  it('O1: narrows a second time to the same, as phones do over their cache', () => {
    fc.assert(
      fc.property(anyObservation, actor, (given, reader) => {
        const seen = visibleObservation(given, reader)
        if (!seen) return
        const authorClientId = seen.isOwn ? given.authorClientId : null
        const { isOwn: _, isRestricted: __, ...rest } = seen
        expect(visibleObservation({ ...rest, authorClientId }, reader)).toEqual(seen)
      }),
    )
  })
})
