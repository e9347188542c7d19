import { checkAnnouncement } from '../../../shared/observation/apply-photo.ts'
import { checkText, textLimits, type LimitedText } from '../../../shared/observation/check-text.ts'
import { findMisfit, type Path, type PlainSchema } from '../../../shared/sync/check-schema.ts'
import type { Position } from '../../../shared/geo.ts'
import { limits, usefulAccuracyMetres } from '../../../shared/limits.ts'
import type { PhotoAnnouncement } from '../../../shared/observation/photo.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import { phoneSchemas } from './mutation-schemas.ts'
import { knownName, type OutboxEntry } from './outbox-entry.ts'

/**
 * Checks all work before it enters the outbox: what the contract would refuse is refused here, with what to change, while the person is
 * still editing it. New work also needs a place that somebody can find; work that is in the outbox already does not, because the server
 * accepts it.
 */
export function checkNewWork(schema: PlainSchema, argsText: string): Outcome<void> {
  const place = placeIn(JSON.parse(argsText) as Args)
  const accuracy = place?.source === 'gps' ? (place.accuracyMetres ?? 0) : 0
  if (accuracy > usefulAccuracyMetres) {
    return refuse('position-coarse', { metres: Math.round(accuracy) })
  }
  return checkContract(schema, argsText)
}

/** Returns the problem of work that no server would accept, as far as the contract alone decides; undefined when there is none. */
export function undeliverable(entry: Pick<OutboxEntry, 'name' | 'v' | 'argsText'>) {
  const name = knownName(entry)
  // Work of a newer app that was rolled back: this app does not know its contract.
  const outcome = name ? checkContract(phoneSchemas[name], entry.argsText) : succeed(undefined)
  return outcome.ok ? undefined : outcome.problem
}

/** Checks the text that is sent, because JSON has turned numbers such as NaN into null. */
function checkContract(schema: PlainSchema, argsText: string): Outcome<void> {
  const args = JSON.parse(argsText) as Args
  const misfit = findMisfit(schema, args)
  if (misfit) return explain(misfit, args)
  const photos = args.photos ?? (args.photo ? [args.photo] : [])
  if (photos.length > limits.photosPerObservation) {
    return refuse('too-many-photos', { limit: limits.photosPerObservation })
  }
  const bad = checkTexts(args).find((outcome) => !outcome.ok)
  if (bad && !bad.ok) return bad
  return photos.map(checkAnnouncement).find((problem) => problem) ?? succeed(undefined)
}

/** The parts of any mutation's arguments that the gate checks. */
interface Args {
  position?: Partial<Position>
  changes?: { position?: { value?: Partial<Position> } }
  photos?: PhotoAnnouncement[]
  photo?: PhotoAnnouncement
}

const placeIn = ({ position, changes }: Args): Partial<Position> | undefined =>
  position ?? changes?.position?.value

/** Checks each text against the limit of its field. */
function checkTexts(value: unknown, kind: LimitedText = 'text'): Outcome<string>[] {
  if (typeof value === 'string') return [checkText(value, kind)]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) =>
    checkTexts(inner, key in textLimits ? (key as LimitedText) : kind),
  )
}

/** Maps the part that does not fit to something that a person can change. */
function explain(misfit: Path, args: Args): Outcome<never> {
  const field = String(misfit.find((key) => key !== 'changes') ?? '')
  switch (field) {
    case 'position':
      return isTooWide(placeIn(args))
        ? refuse('position-coarse', { metres: Math.round(placeIn(args)?.accuracyMetres ?? 0) })
        : refuse('position-unusable')
    case 'place':
      return refuse('place-too-long', { limit: limits.placeCharacters })
    case 'category':
      return refuse('unknown-category')
    case 'photos':
    case 'photo':
      return refuse(misfit.at(-1) === 'mime' ? 'photo-type' : 'photo-unreadable')
    default:
      return refuse('invalid-arguments', { field })
  }
}

const isTooWide = (place: Partial<Position> | undefined): boolean =>
  typeof place?.accuracyMetres === 'number' && place.accuracyMetres > limits.positionAccuracyMetres
