import { describe, expect, it } from 'vitest'
import { withoutPerson, withoutTexts } from '../../../../server/privacy/without-person.ts'
import type { Observation } from '../../../../shared/observation/observation.ts'
import { visibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { WalkContext } from '../../../../shared/sync/mutation-context.ts'
import { applyMutation, type KnownMutation } from '../../../../shared/sync/registry.ts'
import {
  actors,
  makeAnnouncement,
  makeContext,
  makeObservation,
  someUuid,
} from '../../../support/fixtures/make-observation.ts'
import { applied, refusedWith } from '../../../support/oracles/rule-outcomes.ts'

const asLeader = makeContext({ actor: actors.leader })
const main = makeObservation()
const noChange = { ok: true, value: [] }

/** With the main finding in the walk, as the server judges. */
const apply = (current: Observation, mutation: KnownMutation, context = asLeader) => {
  const others: Partial<Record<string, Observation>> = { [main.id]: main }
  const find = ((_kind: string, id: string) => others[id]) as NonNullable<WalkContext['find']>
  return applyMutation(current, mutation, { ...context, find })
}

const link = (current: Observation, duplicateOf = main.id, context = asLeader) =>
  apply(
    current,
    { name: 'observation.link@1', args: { observationId: current.id, duplicateOf } },
    context,
  )
const unlink = (current: Observation) =>
  apply(current, { name: 'observation.unlink@1', args: { observationId: current.id } })
const review = (current: Observation, context = asLeader) =>
  apply(current, { name: 'observation.review@1', args: { observationId: current.id } }, context)
const edit = (current: Observation, text: string, context = asLeader) => {
  const changes = { text: { base: current.text, value: text } }
  const args = { observationId: current.id, changes }
  return apply(current, { name: 'observation.edit@1', args }, context)
}

describe('linking a finding to another one', () => {
  it('keeps photos, words and author, and unlinking gives back what it was', () => {
    const answer = { status: 'needs-info' as const, text: 'Hvilken?', at: 'x', by: 'Vej' }
    const photos = [{ ...makeAnnouncement(), state: 'stored' as const }]
    const before = makeObservation({ status: 'needs-info', answer, photos })
    const { observation: linked } = applied(link(before))
    expect(linked).toMatchObject({ status: 'duplicate', answer: { duplicateOf: main.id } })
    expect(linked).toMatchObject({ photos, text: before.text, authorName: 'Anna' })
    const { observation: back } = applied(unlink(linked))
    expect(back).toEqual({ ...before, updatedAt: back.updatedAt })
  })

  it('of what a party has accepted is left to the desk', () => {
    const accepted = makeObservation({ status: 'accepted', partyIds: ['road'] })
    expect(link(accepted)).toEqual(refusedWith('not-allowed'))
    const asCoordinator = makeContext({ actor: actors.coordinator })
    expect(applied(link(accepted, main.id, asCoordinator)).observation.status).toBe('duplicate')
  })

  it('is not taken back over what the desk has decided since', () => {
    const { observation: linked } = applied(link(makeObservation({ status: 'needs-info' })))
    const args = {
      observationId: linked.id,
      base: 'duplicate',
      status: 'reopened',
      text: 'Nej',
    } as const
    const asCoordinator = makeContext({ actor: actors.coordinator })
    const reopened = applied(
      apply(linked, { name: 'observation.set-status@1', args }, asCoordinator),
    )
    expect(reopened.observation).not.toHaveProperty('beforeLink')
  })

  it('changes nothing the second time, and names the status when it is linked elsewhere', () => {
    const { observation: linked } = applied(link(makeObservation()))
    expect(link(linked)).toEqual(noChange)
    expect(link(linked, someUuid())).toEqual(refusedWith('stale', { status: 'duplicate' }))
  })

  it('is refused with itself, with one that is gone, and where a party has begun', () => {
    const finding = makeObservation()
    expect(link(finding, finding.id)).toEqual(refusedWith('needs-original'))
    expect(link(finding, someUuid())).toEqual(refusedWith('needs-original'))
    const begun = makeObservation({ status: 'in-progress' })
    expect(link(begun)).toEqual(refusedWith('status-step', { status: 'in-progress' }))
  })

  it('gives a duplicate that the desk has made back as looked at', () => {
    const made = makeObservation({ status: 'duplicate' })
    expect(applied(unlink(made)).observation).toMatchObject({ status: 'reviewed', answer: null })
    expect(unlink(makeObservation())).toEqual(noChange)
  })
})

describe('going through the findings', () => {
  it('marks a new one as looked at, and moves nothing that is further', () => {
    expect(applied(review(makeObservation())).observation.status).toBe('reviewed')
    expect(review(makeObservation({ status: 'planned' }))).toEqual(noChange)
  })

  it('decides on each photo by itself, and takes a decision back', () => {
    const [one, two] = [makeAnnouncement(), makeAnnouncement()]
    const photos = [one, two].map((photo) => ({ ...photo, state: 'stored' as const }))
    const reviewed = (current: Observation, choice: 'approved' | 'left-out' | 'undecided') => {
      const args = { observationId: current.id, photoId: two.photoId, review: choice }
      return applied(apply(current, { name: 'observation.review-photo@1', args })).observation
    }
    const left = reviewed(makeObservation({ photos }), 'left-out')
    expect(left.photos).toEqual([photos[0], { ...photos[1], review: 'left-out' }])
    expect(reviewed(left, 'undecided').photos).toEqual(photos)
  })

  it('remembers that two are not the same, once', () => {
    const args = { observationId: '', otherId: main.id }
    const finding = makeObservation()
    const mutation = {
      name: 'observation.keep-apart@1',
      args: { ...args, observationId: finding.id },
    } as const
    const { observation: apart } = applied(apply(finding, mutation))
    expect(apart.apartFrom).toEqual([main.id])
    expect(apply(apart, mutation)).toEqual(noChange)
  })

  it.each(['walker', 'otherWalker', 'recorder', 'official', 'admin', 'effortOwner'] as const)(
    'is refused for the %s',
    (name) => {
      const context = makeContext({ actor: actors[name] })
      const finding = makeObservation({ partyIds: ['road'] })
      expect(review(finding, context)).toEqual(refusedWith('not-allowed'))
      expect(link(finding, main.id, context)).toEqual(refusedWith('not-allowed'))
    },
  )

  it('is open to the coordinator, and hides a restricted finding from a walker as missing', () => {
    const coordinator = makeContext({ actor: actors.coordinator })
    expect(applied(review(makeObservation(), coordinator)).observation.status).toBe('reviewed')
    const restricted = makeObservation({ category: 'adf.ophold' })
    const other = makeContext({ actor: actors.otherWalker })
    expect(review(restricted, other)).toEqual(refusedWith('observation-missing'))
  })
})

describe("a leader who changes an author's words", () => {
  const finding = makeObservation({ text: 'Ham i den røde jakke råber' })
  const first = applied(edit(finding, 'Der råbes ved trappen')).observation
  const second = applied(edit(first, 'Der råbes om aftenen')).observation

  it('leaves a mark with the words that the author wrote first', () => {
    const [mark, ...others] = second.corrections ?? []
    expect(others).toEqual([])
    expect(mark).toMatchObject({ field: 'text', before: finding.text, byRole: 'leader' })
  })

  it('lets the author alone read the former words', () => {
    const own = visibleObservation(second, actors.walker)
    expect(own?.corrections?.[0]?.before).toBe(finding.text)
    for (const name of ['otherWalker', 'leader', 'coordinator', 'official'] as const) {
      const seen = JSON.stringify(visibleObservation(second, actors[name]))
      expect(seen).toContain('corrections')
      expect(seen).not.toContain('røde jakke')
    }
  })

  it('leaves no mark once the author has written anew, or the words stand as they did', () => {
    const own = applied(edit(second, 'Her råbes', makeContext())).observation
    expect(own).not.toHaveProperty('corrections')
    expect(applied(edit(second, finding.text)).observation).not.toHaveProperty('corrections')
  })

  it('leaves former words behind neither when the person is forgotten nor when texts are', () => {
    const answer = { status: 'needs-info' as const, text: 'Er det Bo?', at: 'x', by: 'Vej' }
    const linked = { ...second, beforeLink: { status: 'needs-info' as const, answer } }
    expect(JSON.stringify(withoutPerson(linked))).not.toContain('røde jakke')
    expect(JSON.stringify(withoutTexts(linked))).not.toMatch(/røde jakke|Er det Bo/)
  })
})
