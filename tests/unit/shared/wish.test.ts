import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountRoles, type AccountActor, type Actor } from '../../../shared/access/roles.ts'
import type { MunicipalityContext } from '../../../shared/sync/mutation-context.ts'
import { applyMutation, visibleBody } from '../../../shared/sync/registry.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { bodyAfter } from '../../../shared/sync/subject.ts'
import { wishStates, type Wish, type WishState } from '../../../shared/wish/wish.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

const now = '2026-11-30T10:00:00.000Z'
const wishId = someUuid()
const coordinator: AccountActor = {
  ...{ kind: 'account', accountId: someUuid(), role: 'coordinator' },
  ...{ partyIds: [], effortCategories: [] },
}
const holder = { kind: 'link', linkId: wishId, subjectId: wishId } as const
const contextOf = (actor: Actor, others: readonly Wish[] = []): MunicipalityContext => ({
  spaceKind: 'municipality',
  ...{ actor, actorName: '', isMember: true, partyIds: [], now, receivedAt: now },
  ...{ capturedAt: now, today: '2026-11-30', bounds: [9, 56, 11, 58] },
  find: (_kind, id) => others.find((one) => one.id === id) as never,
})

const words = {
  ...{ place: 'Torvet', point: null, why: 'Mørkt', asker: 'En beboer', email: '' },
  worst: [],
}
const asked: Wish = {
  ...{ id: wishId, ...words, state: 'waiting', askedAt: now, linkHash: 'a'.repeat(64) },
}
const other: Wish = { ...asked, id: someUuid() }

/** The wish after a mutation; unchanged when it was refused. */
function after(wish: Wish, mutation: KnownMutation, actor: Actor = coordinator): Wish {
  const outcome = applyMutation(wish, mutation, contextOf(actor, [other]))
  return outcome.ok ? (bodyAfter(outcome.value, { kind: 'wish', id: wishId }) ?? wish) : wish
}

const decision = fc
  .record({ kind: fc.nat(3), base: fc.constantFrom(...wishStates), text: fc.string() })
  .map(({ kind, base, text }): KnownMutation => {
    if (kind === 0) return { name: 'wish.accept@1', args: { wishId, base, walkId: someUuid() } }
    const to = { kind: kind === 1 ? 'walk' : 'wish', id: other.id } as const
    return kind < 3
      ? { name: 'wish.join@1', args: { wishId, base, to } }
      : { name: 'wish.decline@1', args: { wishId, base, reason: text } }
  })

describe('a wish for a walk', () => {
  it('is decided on what was seen only, keeps its words, and stays accepted, whatever is decided in whatever order', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 12 }), (decisions) => {
        let wish = asked
        for (const mutation of decisions) {
          const next = after(wish, mutation)
          const { base } = mutation.args as { base: WishState }
          if (wish.state === 'accepted' || base !== wish.state) expect(next).toEqual(wish)
          expect(next).toMatchObject({ ...words, askedAt: now, linkHash: asked.linkHash })
          // Nothing of an earlier answer is left beside a later one.
          expect([
            next.madeWalkId !== undefined,
            next.joinedTo !== undefined,
            next.reason !== undefined,
          ]).toEqual(
            (['accepted', 'joined', 'declined'] as const).map((state) => next.state === state),
          )
          wish = next
        }
      }),
    )
  })

  it('is changed by its own link alone, and only while nobody has answered', () => {
    const args = { wishId, ...words, why: 'Andet', worst: [], linkHash: asked.linkHash }
    const ask = (wish: Wish, linkHash = asked.linkHash, actor: Actor = holder) =>
      after(wish, { name: 'wish.ask@1', args: { ...args, linkHash } }, actor).why
    expect(ask(asked)).toBe('Andet')
    expect(ask(asked, 'b'.repeat(64))).toBe('Mørkt')
    expect(ask(asked, asked.linkHash, { ...holder, subjectId: other.id })).toBe('Mørkt')
    expect(ask(asked, asked.linkHash, coordinator)).toBe('Mørkt')
    expect(ask({ ...asked, state: 'declined', reason: 'Nej' })).toBe('Mørkt')
  })

  it('is shown to coordinators without the hash of its link, and to nobody else', () => {
    const accounts = accountRoles.map((role) => ({ ...coordinator, role }))
    const phones = (['walker', 'leader', 'recorder'] as const).map((role): Actor => ({
      kind: 'device',
      clientId: someUuid(),
      role,
    }))
    const readers = [...accounts, ...phones, holder].filter(
      (actor) => visibleBody('wish', asked, actor) !== undefined,
    )
    expect(readers).toEqual([coordinator])
    expect(visibleBody('wish', asked, coordinator)).not.toHaveProperty('linkHash')
  })
})
