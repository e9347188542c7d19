import type { BoundingBox } from '../../geo.ts'
import type { Walk } from '../walk.ts'
import type { WalkArgs } from '../mutation-schemas.ts'
import { canonicalJson } from '../../sync/canonical-json.ts'
import { areaAround } from './plan-area.ts'
import { stopsOf, timesOf, type Here, type PlanForm } from './plan-form.ts'

/** What the form decides; the area follows from the stops and the route. */
const planFields = [
  ...(['title', 'host', 'purpose', 'theme', 'placeKind'] as const),
  ...(['startsAt', 'endsAt', 'meetingPlace', 'stops', 'route'] as const),
  ...(['parties', 'functions'] as const),
] as const
export type PlanValueName = (typeof planFields)[number]
export type PlanValues = Pick<Walk, PlanValueName>

const textOrNull = (text: string): string | null => text.trim() || null
const listOrNull = <Item>(list: readonly Item[]) => (list.length > 0 ? list : null)
const momentOrNull = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString()

/** The form as it would be stored. */
export function valuesOf(form: PlanForm, here: Here): PlanValues {
  const { startMs, endMs } = timesOf(form, here)
  return {
    title: form.title.trim(),
    host: textOrNull(form.host),
    purpose: textOrNull(form.purpose),
    theme: textOrNull(form.theme),
    placeKind: form.placeKind || null,
    startsAt: momentOrNull(startMs),
    endsAt: momentOrNull(endMs),
    meetingPlace: textOrNull(form.meetingPlace),
    stops: stopsOf(form),
    route: form.route,
    parties: listOrNull(form.parties),
    functions: listOrNull(form.functions),
  }
}

/** Canonical, so that neither the order of keys nor an absent detail is a difference. */
export const isSame = (a: unknown, b: unknown): boolean =>
  canonicalJson(a ?? null) === canonicalJson(b ?? null)

const changedFields = (base: PlanValues, values: PlanValues): PlanValueName[] =>
  planFields.filter((name) => !isSame(base[name], values[name]))

type Changes = WalkArgs<'walk.edit@1'>['changes']

/** Each changed field with what it was when this person saw it, so that two who plan at once overwrite nothing of each other. */
export function changesOf(base: Walk, values: PlanValues, bounds: BoundingBox): Changes {
  const names = changedFields(base, values)
  const entries = names.map((name) => [name, change(base[name], values[name])] as const)
  const hasMoved =
    !isSame(placesOf(base.stops), placesOf(values.stops)) || !isSame(base.route, values.route)
  const area = areaOf(values, bounds)
  const areas = hasMoved && !isSame(base.area, area) ? { area: change(base.area, area) } : {}
  return { ...Object.fromEntries(entries), ...areas } as Changes
}

const change = (base: unknown, value: unknown) => ({ base: base ?? null, value: value ?? null })

const placesOf = (stops: Walk['stops']) =>
  stops.map(({ longitude, latitude }) => [longitude, latitude] as const)

const areaOf = ({ stops, route }: PlanValues, bounds: BoundingBox) =>
  areaAround([...placesOf(stops), ...route], bounds)

interface NewWalk {
  walkId: string
  bounds: BoundingBox
}

/** A new walk is planned until it is opened. */
export function createArgs(values: PlanValues, { walkId, bounds }: NewWalk) {
  const args = { walkId, ...values, area: areaOf(values, bounds), phase: 'planned' }
  return args as WalkArgs<'walk.create@1'>
}

/** A field that both have changed to something else. */
export interface PlanConflict {
  name: PlanValueName
  theirs: PlanValues
  mine: PlanValues
}

/**
 * Puts a plan that was changed meanwhile together with what was typed: fields that only the others have changed are theirs, the rest stays.
 * For those that both have changed the person chooses.
 */
export function mergePlans(plans: { base: PlanValues; theirs: PlanValues; mine: PlanValues }) {
  const { base, theirs, mine } = plans
  const own = changedFields(base, mine)
  const names = changedFields(base, theirs).filter(
    (name) => own.includes(name) && !isSame(theirs[name], mine[name]),
  )
  const merged = { ...valuesIn(theirs), ...pick(mine, own) }
  const conflicts: PlanConflict[] = names.map((name) => ({ name, theirs, mine }))
  return { merged, conflicts }
}

export const pick = (values: PlanValues, names: readonly PlanValueName[]): Partial<PlanValues> =>
  Object.fromEntries(names.map((name) => [name, values[name]]))

/** Only what the form decides; an absent detail is null. */
export const valuesIn = (values: PlanValues): PlanValues =>
  Object.fromEntries(
    planFields.map((name) => [name, values[name] ?? null]),
  ) as unknown as PlanValues
