import type { Party } from '../../municipality/party.ts'
import type { PlaceKind } from '../place-kinds.ts'
import { walkTemplates } from '../walk-templates.ts'
import { readClock, writeClock } from './clock.ts'
import type { PlanForm } from './plan-form.ts'

/** What a template suggests for a plan. */
export type Suggested = Pick<
  PlanForm,
  'purpose' | 'theme' | 'start' | 'end' | 'parties' | 'functions'
>

interface Words {
  purpose: string
  theme: string
}

const usualStart = '19.00'
const dayMinutes = 24 * 60

/** Returns what the template of a kind of place suggests, with an end that fits the start which is typed already. */
export function suggestionOf(
  kind: PlaceKind,
  { purpose, theme }: Words,
  { start: typed, parties }: { start: string; parties: readonly Party[] },
): Suggested {
  const { minutes, toAct, invite, functions } = walkTemplates[kind]
  const start = readClock(typed) === undefined ? usualStart : typed
  const end = writeClock(((readClock(start) ?? 0) + minutes) % dayMinutes)
  // Of several that could be meant, such as housing associations, people know which one owns the place.
  const known = [...toAct, ...invite].flatMap((wanted) => {
    const able = parties.filter((party) => party.functions.includes(wanted))
    return able.length === 1 ? able.map(({ id }) => id) : []
  })
  return { purpose, theme, start, end, parties: [...new Set(known)], functions: [...functions] }
}

const isEmpty = (value: Suggested[keyof Suggested]): boolean => value.length === 0
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Fills in what is empty, or what the template before has filled in and nobody has touched. Words of people stay. */
export function fillIn(form: PlanForm, next: Suggested, before: Suggested | null): PlanForm {
  const names = Object.keys(next) as (keyof Suggested)[]
  const open = names.filter(
    (name) => isEmpty(form[name]) || (before !== null && isSame(form[name], before[name])),
  )
  return { ...form, ...Object.fromEntries(open.map((name) => [name, next[name]])) }
}
