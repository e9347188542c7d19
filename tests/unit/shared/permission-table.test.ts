import { describe, expect, it } from 'vitest'
import { permissionTable, reachOf } from '../../../shared/access/permission-table.ts'
import { mayEdit, maySee, type Audience } from '../../../shared/access/permissions.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { visibleBody } from '../../../shared/sync/registry.ts'
import { applyMutation } from '../../../shared/sync/registry.ts'
import { makeContext, makeObservation, someUuid } from '../../support/fixtures/make-observation.ts'
import { refusedWith } from '../../support/oracles/rule-outcomes.ts'

const observation = makeObservation()
const audience: Audience = {
  id: observation.id,
  category: observation.category,
  isRestricted: false,
  partyIds: [],
  authorClientId: null,
}
const link = (subjectId: string): Actor => ({ kind: 'link', linkId: someUuid(), subjectId })
const integration: Actor = { kind: 'integration', keyId: someUuid() }

describe('the table of permissions', () => {
  it('gives a role that it does not name nothing at all', () => {
    expect(reachOf('observation', 'see', 'viewer')).toEqual([])
    expect(reachOf('walk', 'create', 'walker')).toEqual([])
    expect(reachOf('municipality', 'set-category-efforts', 'leader')).toEqual([])
  })

  it('names nobody but an account and the operator for what belongs to the municipality', () => {
    const named = Object.values(permissionTable.municipality).flatMap((roles) => Object.keys(roles))
    expect(new Set(named)).toEqual(new Set(['coordinator', 'admin', 'system']))
  })
})

describe('who opens a link', () => {
  it('sees the one thing that the link was made for, and nothing beside it', () => {
    expect(maySee(link(observation.id), audience)).toBe(true)
    expect(maySee(link(someUuid()), audience)).toBe(false)
  })

  it('sees it without names, internal comments and the feelings of others', () => {
    const told = makeObservation({
      id: observation.id,
      feeling: 1,
      comments: [
        {
          id: someUuid(),
          audience: 'internal',
          text: 'Kun os',
          by: 'Vej',
          at: observation.capturedAt,
        },
      ],
    })
    const seen = visibleBody('observation', told, link(observation.id))
    expect(seen).toMatchObject({ authorName: null, feeling: null, comments: [] })
  })

  it('changes nothing', () => {
    expect(mayEdit(link(observation.id), audience)).toBe(false)
    const args = { observationId: observation.id, changes: {} }
    const context = makeContext({ actor: link(observation.id) })
    expect(applyMutation(observation, { name: 'observation.edit@1', args }, context)).toEqual(
      refusedWith('not-yours'),
    )
  })
})

describe('a program with a key', () => {
  it('sees what is open, and nothing restricted', () => {
    expect(maySee(integration, audience)).toBe(true)
    expect(maySee(integration, { ...audience, isRestricted: true })).toBe(false)
  })

  it('neither pins, assigns nor comments', () => {
    const context = makeContext({ actor: integration })
    const comment = { observationId: observation.id, commentId: someUuid(), text: 'Hej' }
    const mutation = {
      name: 'observation.comment@1',
      args: { ...comment, audience: 'public' },
    } as const
    expect(applyMutation(observation, mutation, context)).toEqual(refusedWith('not-allowed'))
  })
})
