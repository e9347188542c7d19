import { isGranted, isLinkedTo } from '../access/permissions.ts'
import { checkText } from '../observation/check-text.ts'
import { refuse, succeed, type Outcome } from '../problem.ts'
import { canonicalJson } from '../sync/canonical-json.ts'
import type { MunicipalityContext } from '../sync/mutation-context.ts'
import { changing, making } from '../sync/mutation-entry.ts'
import { changed, type Effects } from '../sync/subject.ts'
import { problemWithWish } from './check-wish.ts'
import { wishSchemas as schemas, type WishArgs } from './mutation-schemas.ts'
import { visibleWish, type Wish, type WishState, type WishWords } from './wish.ts'

type AskArgs = WishArgs<'wish.ask@1'>
type JoinArgs = WishArgs<'wish.join@1'>
type Decision = WishArgs<'wish.accept@1'> | JoinArgs | WishArgs<'wish.decline@1'>
type Context = MunicipalityContext

const authoriseAsk = ({ wishId }: AskArgs, { actor }: Context): Outcome<never> | undefined =>
  isLinkedTo('wish', 'ask', { actor, subjectId: wishId }) ? undefined : refuse('not-allowed')

const wordsOf = ({ place, point, why, asker, email, worst, sameAs }: WishWords): WishWords => ({
  place: place.trim(),
  point,
  why: why.trim(),
  asker: asker.trim(),
  email: email.trim(),
  worst: [...new Set(worst)],
  ...(sameAs ? { sameAs } : {}),
})

function ask(args: AskArgs, { bounds, now }: Context): Outcome<Effects> {
  const { wishId: id, linkHash } = args
  const problem = problemWithWish(args, bounds)
  if (problem) return problem
  const wish: Wish = { id, ...wordsOf(args), state: 'waiting', askedAt: now, linkHash }
  return changed('wish', wish, { kind: 'wish-asked', data: {} })
}

/**
 * Of whoever has the link already: a lost answer makes people press again, and the words may have changed meanwhile. The same words change
 * nothing, whatever was decided; other words replace what nobody has decided on.
 */
function askAgain(wish: Wish, args: AskArgs, context: Context): Outcome<Effects> {
  if (wish.linkHash !== args.linkHash) return refuse('id-reused')
  if (canonicalJson(wordsOf(wish)) === canonicalJson(wordsOf(args))) return succeed([])
  if (wish.state !== 'waiting') return refuse('stale', { field: 'state' })
  return ask(args, { ...context, now: wish.askedAt })
}

const asking = making({
  name: 'wish.ask@1',
  subject: 'wish',
  space: 'municipality',
  schema: schemas['wish.ask@1'],
  target: ({ wishId }: AskArgs) => wishId,
  authorise: authoriseAsk,
  apply: ask,
  again: askAgain,
})

const authoriseDecide = (
  _wish: Wish,
  _args: unknown,
  { actor }: Context,
): Outcome<never> | undefined =>
  isGranted('wish', 'decide', actor) ? undefined : refuse('not-allowed')

/** An accepted wish has given its asker a link to lead the walk; everything else may be decided anew. */
const isOpenTo = (wish: Wish, { base }: Decision): boolean =>
  wish.state === base && wish.state !== 'accepted'

type Decided = Pick<Wish, 'madeWalkId' | 'joinedTo' | 'reason'> & {
  state: Exclude<WishState, 'waiting'>
}

function decide(wish: Wish, decided: Decided, { now }: Context): Outcome<Effects> {
  const { madeWalkId: _, joinedTo: __, reason: ___, ...kept } = wish
  const after = { ...kept, ...decided, decidedAt: now }
  const kind = `wish-${decided.state}` as const
  return changed('wish', after, { kind, data: {} })
}

function accept(wish: Wish, args: WishArgs<'wish.accept@1'>, context: Context): Outcome<Effects> {
  if (!isOpenTo(wish, args)) return refuse('stale', { field: 'state' })
  return decide(wish, { state: 'accepted', madeWalkId: args.walkId }, context)
}

/** What is joined itself leads elsewhere; whoever is joined with it would be sent in a circle. */
function join(wish: Wish, args: JoinArgs, context: Context): Outcome<Effects> {
  if (!isOpenTo(wish, args)) return refuse('stale', { field: 'state' })
  const { to } = args
  if (to.kind === 'wish') {
    const other = context.find?.('wish', to.id)
    if (!other) return refuse('not-found')
    if (other.id === wish.id || other.state === 'joined') return refuse('not-allowed')
  }
  return decide(wish, { state: 'joined', joinedTo: to }, context)
}

function decline(wish: Wish, args: WishArgs<'wish.decline@1'>, context: Context): Outcome<Effects> {
  if (!isOpenTo(wish, args)) return refuse('stale', { field: 'state' })
  const reason = args.reason.trim()
  if (reason === '') return refuse('needs-text', { field: 'reason' })
  const checked = checkText(reason, 'purpose')
  return checked.ok ? decide(wish, { state: 'declined', reason }, context) : checked
}

const deciding = {
  subject: 'wish',
  space: 'municipality',
  target: ({ wishId }: { wishId: string }) => wishId,
  isVisible: (wish: Wish, actor: Context['actor']) => visibleWish(wish, actor) !== undefined,
  authorise: authoriseDecide,
} as const

export const wishMutations = [
  asking,
  changing({
    ...deciding,
    name: 'wish.accept@1',
    schema: schemas['wish.accept@1'],
    apply: accept,
  }),
  changing({
    ...deciding,
    name: 'wish.join@1',
    schema: schemas['wish.join@1'],
    alsoReads: ({ to }: JoinArgs) => (to.kind === 'wish' ? [{ kind: 'wish', id: to.id }] : []),
    apply: join,
  }),
  changing({
    ...deciding,
    name: 'wish.decline@1',
    schema: schemas['wish.decline@1'],
    apply: decline,
  }),
] as const
