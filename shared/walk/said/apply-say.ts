import { isGranted } from '../../access/permissions.ts'
import { limits } from '../../limits.ts'
import { checkText } from '../../observation/check-text.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import type { WalkArgs } from '../mutation-schemas.ts'
import { pressedAt } from '../pressed-at.ts'
import type { Walk } from '../walk.ts'
import type { SaidLine } from './said-line.ts'

type SayArgs = WalkArgs<'walk.say@1'>

export const authoriseSay = (
  walk: Walk,
  _args: SayArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined =>
  isGranted('walk', 'say', actor) && !walk.isStanding ? undefined : refuse('not-allowed')

/**
 * The last line to arrive is the one that counts, whatever the clocks of phones say. After the end nobody is told anything any more:
 * what was said without a network and arrives then is refused, so that its leader knows that nobody has read it.
 */
export function say(walk: Walk, { lineId, line }: SayArgs, context: WalkContext): Outcome<Effects> {
  if (walk.phase === 'closed') return refuse('walk-closed')
  const text = line.trim()
  if (text === '') return refuse('needs-text')
  const checked = checkText(text, 'line')
  if (!checked.ok) return checked
  const said = walk.said ?? []
  if (said.some(({ id }) => id === lineId)) return succeed([])
  const { actor } = context
  const by = actor.kind === 'device' ? { by: actor.clientId } : {}
  const newest: SaidLine = { id: lineId, text, at: pressedAt(context), ...by }
  const after = { ...walk, said: [...said, newest].slice(-limits.saidLines) }
  return changed('walk', after, { kind: 'line-said', data: {} })
}
