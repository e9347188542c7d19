import { describe, expect, test } from 'vitest'
import { takeNews } from '../../../client/features/plan/plan-news.ts'
import { nextStep, readySteps, stepOf } from '../../../client/features/plan/plan-steps.ts'
import type { Party } from '../../../shared/municipality/party.ts'
import type { PlanValues } from '../../../shared/walk/plan/plan-changes.ts'
import { formOf } from '../../../shared/walk/plan/plan-form.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

const here = { today: '2026-10-01', timeZone: 'Europe/Copenhagen' }
const plan: PlanValues = {
  title: 'Vejgaard',
  host: null,
  purpose: 'Find mørket',
  theme: null,
  placeKind: 'path',
  startsAt: '2026-11-12T18:00:00.000Z',
  endsAt: null,
  meetingPlace: 'Ved kirken',
  stops: Array.from({ length: 5 }, (_, index) => ({
    id: someUuid(),
    name: `Stop ${String(index)}`,
    longitude: 9.92,
    latitude: 57.04,
  })),
  route: [],
  parties: ['road'],
  functions: ['leader', 'recorder'],
}
const parties: Party[] = [{ id: 'road', name: 'Vej og Park', functions: ['road', 'park'] }]
const ready = (changes: Partial<PlanValues>, phase: 'planned' | 'open' = 'planned') =>
  readySteps({ ...plan, ...changes }, { phase, parties })

describe('the form of a plan, when somebody else changes the plan meanwhile', () => {
  test('takes over what it has not touched and leaves what is half typed', () => {
    const form = { ...formOf(plan, here.timeZone), day: '13.', theme: 'Lys' }
    const next = { ...plan, purpose: 'Nyt formål', meetingPlace: 'Ved skolen' }
    const news = takeNews({ form, seen: plan, next, here })
    expect(news.conflicts).toEqual([])
    expect(news.form).toEqual({ ...form, purpose: 'Nyt formål', meetingPlace: 'Ved skolen' })
  })

  test('keeps its own words where both have changed one field, and names the field', () => {
    const form = { ...formOf(plan, here.timeZone), purpose: 'Mit' }
    const next = { ...plan, purpose: 'Deres', theme: 'Lys' }
    const news = takeNews({ form, seen: plan, next, here })
    expect(news.form).toMatchObject({ purpose: 'Mit', theme: 'Lys' })
    expect(
      news.conflicts.map(({ name, theirs, mine }) => [name, theirs[name], mine[name]]),
    ).toEqual([['purpose', 'Deres', 'Mit']])
  })
})

describe('the steps of a plan', () => {
  test('are ready when nothing of them is missing, and the next one is the first that is not', () => {
    expect([...ready({})]).toEqual(['what', 'route', 'date', 'people'])
    expect(nextStep(ready({}))).toBe('open')
    expect(nextStep(ready({}, 'open'))).toBeUndefined()
    expect(nextStep(ready({ startsAt: null }))).toBe('date')
  })

  test.each([
    ['what', { placeKind: null }],
    ['what', { purpose: null }],
    ['route', { stops: plan.stops.slice(1) }],
    ['route', { meetingPlace: null }],
    ['route', { stops: plan.stops.map((stop) => ({ ...stop, name: '' })) }],
    ['date', { startsAt: null, endsAt: null }],
    ['people', { parties: null }],
    ['people', { functions: ['leader'] as const }],
  ] as const)('"%s" lacks something with %j', (step, changes) => {
    expect(ready(changes).has(step)).toBe(false)
  })

  test('each have their own problems', () => {
    expect(stepOf({ field: 'day', code: 'needs-day' })).toBe('date')
    expect(stepOf({ field: 'stop-2-name', code: 'stop-name' })).toBe('route')
    expect(stepOf({ field: 'meetingPlace', code: 'too-long' })).toBe('route')
    expect(stepOf({ field: 'title', code: 'needs-title' })).toBe('what')
  })
})
