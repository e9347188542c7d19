import { isGranted } from '../access/permissions.ts'
import { checkText } from '../observation/check-text.ts'
import type { Observation } from '../observation/observation.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { canonicalJson } from '../sync/canonical-json.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changed, type Effects } from '../sync/subject.ts'
import type { PublishArgs } from './mutation-schemas.ts'
import { isPhotoReady, mayBePublic, partsNow } from './public-finding.ts'
import type { Decision, FindingPublication, PartNow, PartState } from './publication.ts'

export const authorise = (
  _args: PublishArgs,
  { actor }: WalkContext,
): Outcome<never> | undefined =>
  isGranted('publication', 'decide', actor) ? undefined : refuse('not-allowed')

export const decide = (args: PublishArgs, context: WalkContext): Outcome<Effects> =>
  decideAgain({ id: args.observationId, walkId: context.walkId }, args, context)

/** What is as wanted already changes nothing, so that two people may press at once, or one again after a lost answer. */
export function decideAgain(
  publication: FindingPublication,
  args: PublishArgs,
  { walkId, find, now }: WalkContext,
): Outcome<Effects> {
  const observation = find?.('observation', args.observationId)
  if (observation?.walkId !== walkId) return refuse('observation-missing')
  if (observation.isWithdrawn) return refuse('observation-withdrawn')
  // Restricted ones never become public, nor is anything noted of them.
  if (!mayBePublic(observation)) return refuse('not-allowed')
  const problem = problemWith(args, observation, publication)
  if (problem) return problem
  const after = { ...publication, ...decidedParts(args, publication, now) }
  const isSame = canonicalJson(withoutTimes(after)) === canonicalJson(withoutTimes(publication))
  if (isSame) return succeed([])
  const { text, position, answer, photos } = args
  const parts = Object.entries({ text, position, answer, photos })
    .filter(([, part]) => part !== undefined)
    .map(([name]) => name)
  return changed('publication', after, { kind: 'publication-decided', data: { parts } })
}

function problemWith(
  args: PublishArgs,
  observation: Observation,
  publication: FindingPublication,
): Outcome<never> | undefined {
  const now = partsNow(observation, publication)
  const parts = ['text', 'position', 'answer'] as const
  const stale = parts.find((part) => isStale(args[part], now[part]))
  if (stale) return refuse('stale', { field: stale })
  for (const { photoId, ...wanted } of args.photos ?? []) {
    const photo = observation.photos.find((one) => one.photoId === photoId)
    const current = now.photos[photoId]
    if (!photo || !current) return refuse('not-found')
    const isLeftOut = wanted.state === 'public' && !isPhotoReady(photo)
    if (isLeftOut || isStale(wanted, current)) return refuse('stale', { field: 'photo' })
  }
  const checked = checkText(args.text?.wording ?? '')
  return checked.ok ? undefined : checked
}

interface Wanted {
  base: PartNow
  state: PartState
}

/** A part that somebody has edited is never decided about unseen; one that is as wanted by now is nobody's conflict. */
function isStale(wanted: Wanted | undefined, now: PartNow): boolean {
  if (!wanted) return false
  const { base, ...after } = wanted
  if (base.version !== now.version) return true
  const isAsSeen = canonicalJson(base) === canonicalJson(now)
  return !isAsSeen && canonicalJson({ ...after, version: now.version }) !== canonicalJson(now)
}

function decidedParts(
  { text, position, answer, photos }: PublishArgs,
  before: FindingPublication,
  at: string,
): Partial<FindingPublication> {
  const made = ({ base: { version }, state }: Wanted): Decision => ({ state, version, at })
  return {
    ...(text ? { text: { ...made(text), wording: text.wording?.trim() || null } } : {}),
    ...(position ? { position: { ...made(position), precision: position.precision } } : {}),
    ...(answer ? { answer: made(answer) } : {}),
    ...(photos
      ? {
          photos: {
            ...before.photos,
            ...Object.fromEntries(photos.map((one) => [one.photoId, made(one)])),
          },
        }
      : {}),
  }
}

const withoutTimes = (publication: FindingPublication): unknown =>
  JSON.parse(
    JSON.stringify(publication, (name, value: unknown) => (name === 'at' ? undefined : value)),
  )
